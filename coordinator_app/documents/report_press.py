"""Chapters of a press text: the lead from the record it is about, the background in figures, the contact."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coordinator_app.common.german import enumerate_words, format_integer, format_long_date, plural
from coordinator_app.documents.content import (
    Block,
    Boxed,
    BulletList,
    Document,
    KeyValues,
    ListItem,
    Notice,
    NumberedList,
    Paragraph,
    Style,
    missing,
    plain,
)
from coordinator_app.documents.plain_words import plain_words
from coordinator_app.documents.prose import prose
from coordinator_app.domain.outcomes import quoted
from coordinator_app.domain.small_numbers import SMALLEST_TOLD, is_small


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingNews:
    """A meeting: public items and resolutions, (title, sentence of the vote)."""

    title: str
    day: date | None = None
    place: str = ""
    is_held: bool = False
    items: tuple[str, ...] = ()
    resolutions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectNews:
    """A project that is presented."""

    title: str
    description: str = ""
    carrier: str = ""
    groups: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    today: date
    is_permanent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EventNews:
    """An event before or after its day."""

    title: str
    day: date | None = None
    place: str = ""
    is_held: bool = False
    is_cancelled: bool = False
    participants: int | None = None
    projects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """What stands behind every press text; counts are those of today."""

    town: str
    genitive: str = ""
    founded_on: date | None = None
    cooperation_since: date | None = None
    groups: int = 0
    projects: int = 0
    fields: tuple[str, ...] = ()


def no_news() -> tuple[Block, ...]:
    """Nothing to start from: the text has to be written."""
    return (Paragraph(missing("Meldung"), style=Style.LEAD),)


def meeting_news(news: MeetingNews) -> tuple[Block, ...]:
    """Who met when and where, what it was about, what was decided."""
    day = f"Am {format_long_date(news.day)}" if news.day else "Demnächst"
    place = f" ({news.place})" if news.place else ""
    article = f"die {news.title}" if news.title[:1].isdigit() else f"{quoted(news.title)}"
    verb = "fand" if news.is_held else "findet"
    blocks: list[Block] = [Paragraph(f"{day} {verb} {article} statt{place}.", style=Style.LEAD)]
    if news.items:
        lead = "Auf der Tagesordnung standen unter anderem:" if news.is_held else "Auf der Tagesordnung stehen:"
        blocks += [Paragraph(lead, keep=True), BulletList(news.items)]
    if news.resolutions:
        lead = "Beschlossen wurde:" if len(news.resolutions) == 1 else "Beschlossen wurden:"
        words = tuple(f"{title}. {sentence}".strip() if sentence else title for title, sentence in news.resolutions)
        blocks += [Paragraph(lead, keep=True), BulletList(words)]
    return tuple(blocks)


def project_news(news: ProjectNews) -> tuple[Block, ...]:
    """What starts, runs or is over, for whom and by whom."""
    title = f"{quoted(news.title)}"
    if news.start and news.start > news.today:
        lead = f"{title} beginnt am {format_long_date(news.start)}."
    elif news.end and news.end < news.today and not news.is_permanent:
        lead = f"{title} ist am {format_long_date(news.end)} zu Ende gegangen."
    elif news.start:
        until = f" und endet am {format_long_date(news.end)}" if news.end and not news.is_permanent else ""
        lead = f"{title} läuft seit dem {format_long_date(news.start)}{until}."
    else:
        lead = f"{title} ist ein Angebot der kommunalen Prävention."
    blocks: list[Block] = [Paragraph(lead, style=Style.LEAD), *prose(news.description)]
    more = [f"Träger ist {news.carrier}."] if news.carrier else []
    more += [f"Zielgruppen: {', '.join(news.groups)}."] if news.groups else []
    return (*blocks, Paragraph(" ".join(more))) if more else tuple(blocks)


def event_news(news: EventNews) -> tuple[Block, ...]:
    """Where and when; afterwards how many came, a small number only as „unter 5“."""
    day = f"am {format_long_date(news.day)}" if news.day else "demnächst"
    place = f" ({news.place})" if news.place else ""
    if news.is_cancelled:
        when = f" {day}" if news.day else ""
        words = f"Die Veranstaltung {quoted(news.title)}{when} fällt aus."
    elif news.is_held:
        words = f"Die Veranstaltung {quoted(news.title)} fand {day} statt{place}.{_came(news.participants)}"
    else:
        words = f"Die Veranstaltung {quoted(news.title)} findet {day} statt{place}."
    blocks: list[Block] = [Paragraph(words, style=Style.LEAD)]
    if news.projects:
        names = enumerate_words([quoted(title) for title in news.projects])
        blocks.append(Paragraph(f"Sie gehört zu: {names}."))
    return tuple(blocks)


def _came(participants: int | None) -> str:
    if not participants:
        return ""
    if is_small(participants):
        return f" Weniger als {SMALLEST_TOLD} Personen nahmen teil."
    return f" {participants} Personen nahmen teil."


def report_news(town: str, title: str, sentences: Sequence[str]) -> tuple[Block, ...]:
    """A report that was published, with the most important numbers of its period."""
    lead = Paragraph(f"{town} hat den Bericht {quoted(title)} vorgelegt.", style=Style.LEAD)
    return (lead, Paragraph(" ".join(sentences))) if sentences else (lead,)


def survey_news(
    town: str, title: str, letters: int | None, findings: Sequence[str], *, is_over: bool
) -> tuple[Block, ...]:
    """A survey and what was found."""
    asked = f" Angeschrieben wurden {format_integer(letters)} Personen." if letters and not is_small(letters) else ""
    words = f"Die Ergebnisse der Befragung {quoted(title)} liegen vor."
    if not findings:
        words = f"{town} hat die Befragung {quoted(title)} {'durchgeführt' if is_over else 'begonnen'}."
    lead = Paragraph(f"{words}{asked}", style=Style.LEAD)
    return (lead, BulletList(tuple(findings))) if findings else (lead,)


def resolution_news(body: str, day: date | None, wording: str) -> tuple[Block, ...]:
    """What was decided, in its wording."""
    when = f"Am {format_long_date(day)} wurde" if day else "Es wurde"
    by = f" ({body})" if body else ""
    return (Paragraph(f"{when} beschlossen{by}:", style=Style.LEAD, keep=True), *prose(wording))


def priorities_news(town: str, chosen: Sequence[str]) -> tuple[Block, ...]:
    """The priorities of the town."""
    if not chosen:
        return no_news()
    words = f"Die Schwerpunkte der kommunalen Prävention in {town} stehen fest:"
    return (Paragraph(words, style=Style.LEAD, keep=True), NumberedList(tuple(chosen)))


def background_blocks(facts: Background) -> tuple[Block, ...]:
    """The council in a few sentences with numbers."""
    sentences: list[str] = []
    if facts.founded_on and facts.genitive:
        day = format_long_date(facts.founded_on)
        sentences.append(f"Die Arbeit {facts.genitive} in {facts.town} begann am {day}.")
    if facts.cooperation_since:
        day = format_long_date(facts.cooperation_since)
        sentences.append(f"Grundlage ist die Kooperationsvereinbarung vom {day}.")
    if facts.groups:
        sentences.append(f"Gearbeitet wird in {plural(facts.groups, 'Gremium', 'Gremien')}.")
    if facts.projects:
        verb = "läuft" if facts.projects == 1 else "laufen"
        sentences.append(f"Derzeit {verb} {plural(facts.projects, 'Projekt oder Angebot', 'Projekte und Angebote')}.")
    if facts.fields:
        word = "Das Handlungsfeld ist" if len(facts.fields) == 1 else "Handlungsfelder sind"
        sentences.append(f"{word}: {enumerate_words(facts.fields)}.")
    return (Paragraph(" ".join(sentences)),) if sentences else ()


def contact_blocks(lines: Sequence[tuple[str, str]]) -> tuple[Block, ...]:
    """Where to ask; only what the town has entered."""
    told = tuple((label, value) for label, value in lines if value.strip())
    return (KeyValues(told),) if told else (Paragraph(missing("Ansprechstelle für Rückfragen")),)


# --- as text for an e-mail or a web page --------------------------------------------------------------------------


def as_text(document: Document) -> str:
    """A paper as plain text: title, headings, paragraphs, lists and facts, and who pays; charts are left out."""
    parts = (_lines(block) for block in document.blocks)
    return "\n\n".join(filter(None, (document.title, *parts))) + "\n"


def _lines(block: Block) -> str:
    match block:
        case Notice():
            return plain(block.text)
        case Boxed():
            return "\n".join(_lines(part) for part in block.blocks)
        case NumberedList():
            words = (item.text if isinstance(item, ListItem) else item for item in block.items)
            return "\n".join(f"{number}. {plain(text)}" for number, text in enumerate(words, block.start))
        case _:
            return plain_words(Document(title="", blocks=(block,)))
