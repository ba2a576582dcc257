"""The chapter of a field of action: Lage, Ressourcen, Bedarf, Maßnahmen; what is not known is said in a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coordinator_app.common.german import counted, enumerate_words, format_date, plural, sentence_start
from coordinator_app.documents.content import (
    Block,
    BulletList,
    Heading,
    ListItem,
    Paragraph,
    Row,
    Table,
    TableColumn,
    Text,
    bold,
    footnote,
    runs,
)
from coordinator_app.documents.goal_blocks import GoalView, result_table
from coordinator_app.documents.levels import without_empty
from coordinator_app.documents.prose import prose
from coordinator_app.documents.report_situation import series_title, series_words
from coordinator_app.documents.series_sheet import RecordedSeries
from coordinator_app.domain.fields import Kind
from coordinator_app.domain.need_offers import Coverage
from coordinator_app.domain.needs import Direction, NeedKind, NeedStatus
from coordinator_app.domain.outcomes import quoted

_SAID = 3  # findings and pieces of evidence told one by one


@dataclass(frozen=True, slots=True)
class Finding:
    """What a survey or a walk showed: where it comes from („Begehung „Stadtpark“ am 03.11.2025“) and the statements."""

    origin: str
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceLine:
    """A piece of evidence with the words of its kind; what was measured or seen is told as Lage.

    `is_told` = the chapter says it already, from the survey or the walk itself.
    """

    statement: str
    kind: str = ""
    source: str = ""
    observed: date | None = None
    direction: Direction = Direction.SUPPORTS
    is_situation: bool = False
    is_told: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedView:
    """A need as the report tells it; `rank` 0 = not ranked, `offers` answer it, `planned` are to come (titles)."""

    title: str
    description: str = ""
    kind: NeedKind = NeedKind.PROBLEM
    status: NeedStatus = NeedStatus.REPORTED
    areas: tuple[str, ...] = ()
    rank: int = 0
    evidence: tuple[EvidenceLine, ...] = ()
    offers: tuple[str, ...] = ()
    planned: tuple[str, ...] = ()
    coverage: Coverage | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferView:
    """A project or offer: who carries it, for whom, how long, where it stands."""

    title: str
    description: str = ""
    carrier: str = ""
    groups: tuple[str, ...] = ()
    period: str = ""
    status: str = ""
    goals: tuple[GoalView, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionLine:
    """A resolution („2025/04“) with its day and how far it is carried out; one without a title may not be named."""

    number: str
    title: str
    decided_on: date | None
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskLine:
    """An open task."""

    title: str
    who: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldFacts:
    """All the chapter of a field of action says; `resources` last, `measures` have an end."""

    label: str
    series: tuple[RecordedSeries, ...] = ()
    findings: tuple[Finding, ...] = ()
    needs: tuple[NeedView, ...] = ()
    resources: tuple[OfferView, ...] = ()
    measures: tuple[OfferView, ...] = ()
    decisions: tuple[DecisionLine, ...] = ()
    tasks: tuple[TaskLine, ...] = ()
    tasks_done: int = 0
    tasks_open: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.series or self.findings or self.needs or self.resources or self.measures)


def field_blocks(facts: FieldFacts) -> tuple[Block, ...]:
    """Those of the four parts with something to tell; nothing at all for a field nobody reported anything on."""
    if facts.is_empty:
        return ()
    parts = (
        ("Lage", _situation(facts)),
        ("Ressourcen", _resources(facts)),
        ("Bedarf", _needs(facts)),
        ("Maßnahmen", _measures(facts)),
    )
    blocks: list[Block] = [Paragraph(_summary(facts, is_measured=bool(parts[0][1])))]
    for title, found in parts:
        blocks += [Heading(2, title), *found] if found else []
    return tuple(blocks)


def _summary(facts: FieldFacts, *, is_measured: bool) -> str:
    needs = [need for need in facts.needs if need.kind is not NeedKind.STRENGTH]
    if needs:
        asked = counted(len(needs), "ist ein Bedarf", "Bedarfe")
        asked = asked if len(needs) == 1 else f"sind {asked}"
        sentence = f"Im Handlungsfeld {facts.label} {asked} erfasst. {_facing(facts, 'Dem')}"
    else:
        sentence = f"Im Handlungsfeld {facts.label} ist kein Bedarf erfasst. {_facing(facts, 'Dort')}"
    ranked = sorted((need for need in needs if need.rank), key=_by_rank)
    if ranked:
        words = enumerate_words([f"{quoted(need.title)} (Rang {need.rank})" for need in ranked])
        sentence += f" Zu den beschlossenen Prioritäten {'gehört' if len(ranked) == 1 else 'gehören'} {words}."
    if not is_measured:
        sentence += " Zahlen, Befragungsergebnisse oder Begehungen liegen dazu nicht vor."
    return sentence


def _facing(facts: FieldFacts, start: str) -> str:
    """„Dem stehen zwei dauerhafte Angebote und eine befristete Maßnahme gegenüber.“, „Dort wirkt ein …“."""
    there = counted(len(facts.resources), "ein dauerhaftes Angebot", "dauerhafte Angebote") if facts.resources else ""
    done = counted(len(facts.measures), "eine befristete Maßnahme", "befristete Maßnahmen") if facts.measures else ""
    both = enumerate_words([*filter(None, (there, done))])
    if not both:
        return "Ein Angebot oder eine Maßnahme gab es dazu im Berichtszeitraum nicht."
    many = len(facts.resources) + len(facts.measures) > 1
    if start == "Dem":
        return f"Dem {'stehen' if many else 'steht'} {both} gegenüber."
    return f"Dort {'wirken' if many else 'wirkt'} {both}."


def _by_rank(need: NeedView) -> int:
    return need.rank


# --- Lage -----------------------------------------------------------------------------------------------------


def _situation(facts: FieldFacts) -> list[Block]:
    blocks: list[Block] = []
    for found in facts.series:
        words = series_words(found, with_chart=False)
        blocks += [Paragraph((bold(f"{series_title(found)}. "), *runs(words[0].text))), *words[1:]]
    for each in facts.findings:
        if len(each.statements) == 1:
            blocks.append(Paragraph(f"{each.origin}: {_sentence(each.statements[0])}"))
        else:
            blocks += [Paragraph(f"{each.origin}:", keep=True), BulletList(tuple(map(_sentence, each.statements)))]
    return [*blocks, *_measured(facts, more=bool(blocks))]


def _measured(facts: FieldFacts, *, more: bool) -> list[Block]:
    """What was measured or seen about the needs, by need where there are several."""
    found = [(need.title, _supporting(need, is_situation=True)) for need in facts.needs]
    found = [(title, [line for line in lines if not line.is_told]) for title, lines in found]
    found = [(title, lines) for title, lines in found if lines]
    if not found:
        return []
    start = "Erhoben wurde außerdem:" if more else "Erhoben wurde:"
    if len(found) == 1:
        return [Paragraph(start, keep=True), BulletList(tuple(map(_evidence, found[0][1])))]
    items = tuple(ListItem(f"Zu {quoted(title)}:", tuple(map(_evidence, lines))) for title, lines in found)
    return [Paragraph(start, keep=True), BulletList(items)]


def _supporting(need: NeedView, *, is_situation: bool) -> list[EvidenceLine]:
    return [
        line for line in need.evidence if line.direction is Direction.SUPPORTS and line.is_situation is is_situation
    ]


def _sentence(text: str, before: str = "") -> str:
    """Text that ends like a sentence."""
    words = before + " ".join(text.split())
    return words if words.endswith((".", "!", "?", "“", "…")) else f"{words}."


# --- Ressourcen -----------------------------------------------------------------------------------------------


def _resources(facts: FieldFacts) -> list[Block]:
    found = facts.resources
    if not found:
        return []
    carriers = list(dict.fromkeys(item.carrier for item in found if item.carrier))
    count = counted(len(found), "ein dauerhaftes Angebot wirkt", "dauerhafte Angebote wirken")
    words = f"{sentence_start(count)} in diesem Handlungsfeld."
    if carriers:
        words += _sentence(
            f" Getragen {'wird es' if len(found) == 1 else 'werden sie'} von: {', '.join(carriers)}", " "
        )
    return [Paragraph(words, keep=True), offer_table(found, f"Angebote im Handlungsfeld {facts.label}")]


def offer_table(found: Sequence[OfferView], caption: str, *, with_status: bool = False) -> Table:
    """Projects and offers with what they are, carrier and term."""
    columns = [
        TableColumn("Angebot" if not with_status else "Maßnahme", width=5.2),
        TableColumn("Träger", width=3.2),
        TableColumn("Zielgruppen", width=2.8),
        TableColumn("Laufzeit", width=2.4),
    ]
    columns += [TableColumn("Stand", width=2.6)] if with_status else []
    rows: list[Row] = []
    for item in found:
        what: Text = (bold(item.title), f"\n{item.description}") if item.description else bold(item.title)
        row = (what, item.carrier or None, ", ".join(item.groups) or None, item.period or None)
        rows.append((*row, item.status) if with_status else row)
    return without_empty(Table(tuple(columns), tuple(rows), caption, compact=True))


# --- Bedarf ---------------------------------------------------------------------------------------------------


def _needs(facts: FieldFacts) -> list[Block]:
    blocks: list[Block] = []
    for need in facts.needs:
        blocks += need_blocks(need)
    return blocks


def need_blocks(need: NeedView) -> list[Block]:
    """One need: its title, what it is about, what speaks for it, what answers it."""
    blocks: list[Block] = [Heading(3, need.title, numbered=False)]
    blocks += prose(need.description) if need.description.strip() else ()
    supporting = _supporting(need, is_situation=False)
    against = [line for line in need.evidence if line.direction is Direction.CONTRADICTS]
    told = bool(_supporting(need, is_situation=True))
    if supporting:
        start = "Dafür spricht außerdem:" if told else "Dafür spricht:"
        blocks += [Paragraph(start, keep=True), BulletList(tuple(map(_evidence, supporting)))]
    if against:
        blocks += [Paragraph("Dagegen spricht:", keep=True), BulletList(tuple(map(_evidence, against)))]
    if not need.evidence:
        blocks.append(Paragraph("Belege dafür sind noch nicht erfasst."))
    blocks.append(Paragraph(_answer(need)))
    return blocks


def _evidence(line: EvidenceLine) -> Text:
    origin = ", ".join(filter(None, (line.kind, line.source, format_date(line.observed) if line.observed else "")))
    words = _sentence(line.statement)
    return (words, footnote(origin)) if origin else words


def _answer(need: NeedView) -> str:
    """Where the need stands and what answers it."""
    place = f" ({enumerate_words(need.areas)})" if need.areas else ""
    state = f"Stand: {need.status.label}{place}."
    if need.kind is NeedKind.STRENGTH:
        return state
    coming = f" Geplant {'ist' if len(need.planned) == 1 else 'sind'}: {_named(need.planned)}." if need.planned else ""
    if not need.offers:
        return f"{state} Ein laufendes Angebot gibt es dafür noch nicht.{coming}"
    verb = "antwortet" if len(need.offers) == 1 else "antworten"
    reach = f"; {_REACH[need.coverage]}" if need.coverage is not None else ""
    return f"{state} Darauf {verb} {_named(need.offers)}{reach}.{coming}"


_REACH = {
    Coverage.NONE: "gedeckt ist der Bedarf damit noch nicht",
    Coverage.PARTIAL: "gedeckt ist der Bedarf damit erst teilweise",
    Coverage.FULL: "der Bedarf ist damit gedeckt",
}


def _named(titles: Sequence[str]) -> str:
    """The first titles in quotation marks, and how many more."""
    found = [quoted(title) for title in titles[:_SAID]]
    more = len(titles) - _SAID
    return enumerate_words([*found, *([plural(more, "weiteres", "weitere")] if more > 0 else [])])


# --- Maßnahmen ------------------------------------------------------------------------------------------------


def _measures(facts: FieldFacts) -> list[Block]:
    blocks: list[Block] = []
    if facts.measures:
        count = counted(len(facts.measures), "eine befristete Maßnahme lief", "befristete Maßnahmen liefen")
        blocks.append(Paragraph(f"{sentence_start(count)} in diesem Handlungsfeld.", keep=True))
        blocks.append(offer_table(facts.measures, f"Maßnahmen im Handlungsfeld {facts.label}", with_status=True))
    goals = [goal for item in (*facts.measures, *facts.resources) for goal in item.goals]
    if any(goal.indicators for goal in goals):
        blocks.append(result_table(goals, f"Ziele und Stand im Handlungsfeld {facts.label}"))
    elif goals:
        words = tuple(_sentence(goal.goal.text) for goal in goals)
        blocks += [Paragraph("Verfolgt werden diese Ziele:", keep=True), BulletList(words)]
    blocks += decision_blocks(facts.decisions)
    blocks += _tasks(facts)
    return blocks


def decision_blocks(found: Sequence[DecisionLine]) -> list[Block]:
    """The resolutions of a field, each with what became of it."""
    named = [line for line in found if line.title]
    if not named:
        return []
    items = tuple(_decision(line) for line in named)
    start = "Dazu wurde beschlossen:" if len(named) == 1 else "Dazu wurden diese Beschlüsse gefasst:"
    return [Paragraph(start, keep=True), BulletList(items)]


def _decision(line: DecisionLine) -> str:
    when = f" vom {format_date(line.decided_on)}" if line.decided_on else ""
    number = f"Beschluss {line.number}" if line.number else "Beschluss"
    return f"{number}{when}: {line.title} ({line.state})."


def _tasks(facts: FieldFacts) -> list[Block]:
    if not facts.tasks_done and not facts.tasks_open:
        return []
    done, left = (
        counted(facts.tasks_done, "eine Aufgabe", "Aufgaben"),
        counted(facts.tasks_open, "eine Aufgabe", "Aufgaben"),
    )
    parts = [f"erledigt {'wurde' if facts.tasks_done == 1 else 'wurden'} {done}" if facts.tasks_done else ""]
    parts += [f"offen {'ist' if facts.tasks_open == 1 else 'sind'} {left}" if facts.tasks_open else ""]
    words = f"{sentence_start(', '.join(filter(None, parts)))}."
    if not facts.tasks:
        return [Paragraph(words)]
    columns = (
        TableColumn("Offene Aufgabe", width=7),
        TableColumn("Zuständig", width=4),
        TableColumn("Frist", Kind.DATE, width=2),
    )
    rows: tuple[Row, ...] = tuple((line.title, line.who or None, line.due) for line in facts.tasks)
    return [Paragraph(words, keep=True), Table(columns, rows, compact=True)]
