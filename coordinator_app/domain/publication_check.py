"""What to look at before something leaves the house: what is not public, not finished, not said as it must be.

With `publication_numbers` and `publication_names` these rules look at the words and numbers of a document and give
findings in words. They warn, they do not forbid: a rule cannot know what has been cleared with whom. What each lets
pass is part of the rule and stands at its function.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from coordinator_app.domain.outcomes import quoted
from coordinator_app.domain.publication_findings import Finding, Passage, Risk, short
from coordinator_app.domain.publicity import doubtful_marks, has_marks


@dataclass(frozen=True, slots=True)
class HiddenText:
    """Words that are not public, and whose they are („TOP „Personalie“ der Sitzung …“)."""

    text: str
    source: str


_LEAST = 25  # characters of a sentence that says something of its own
_SENTENCE = re.compile(r"(?<=[.!?;:])\s+|\n+")
_SPELLED = re.compile(r"\(nicht öffentlich\)", re.IGNORECASE)


def marks(passages: Iterable[Passage]) -> Iterator[Finding]:
    """Paragraphs that carry the mark of what is not public, and what looks like one."""
    for passage in passages:
        if has_marks(passage.text) or _SPELLED.search(passage.text):
            yield Finding(
                Risk.NOT_PUBLIC,
                f"{quoted(short(passage.text))} ist als nicht öffentlich gekennzeichnet.",
                passage.where,
                "Die öffentliche Fassung ausgeben oder den Absatz herausnehmen.",
            )
        elif doubtful_marks(passage.text):
            yield Finding(
                Risk.NOT_PUBLIC,
                f"{quoted(short(passage.text))} enthält etwas, das wie eine Kennzeichnung aussieht.",
                passage.where,
                "Die Kennzeichnung richtig setzen („[nö]“ am Anfang des Absatzes) oder entfernen.",
            )


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text that are long enough to be known again, spelled for comparison."""
    for part in _SENTENCE.split(text):
        words = _plain(part)
        if len(words) >= _LEAST:
            yield words


def leaked(passages: Sequence[Passage], hidden: Iterable[HiddenText], public: Collection[str]) -> Iterator[Finding]:
    """Sentences of non-public texts that stand in the document; `public` are sentences that are public elsewhere."""
    starts: list[int] = []
    parts: list[str] = []
    length = 0
    for passage in passages:
        starts.append(length)
        parts.append(_plain(passage.text))
        length += len(parts[-1]) + 1
    whole = "\n".join(parts)
    for secret in hidden:
        for sentence in sentences(secret.text):
            place = -1 if sentence in public else whole.find(sentence)
            if place >= 0:
                where = passages[max(number for number, start in enumerate(starts) if start <= place)].where
                yield Finding(
                    Risk.NOT_PUBLIC,
                    f"{quoted(short(sentence))} steht in einem nicht öffentlichen Text: {secret.source}.",
                    where,
                    "Den Satz herausnehmen oder den Eintrag öffentlich machen.",
                )
                break


def unreleased(titles: Iterable[str]) -> Iterator[Finding]:
    """Projects that are named without being marked as public, in one finding."""
    named = sorted(dict.fromkeys(titles))
    if named:
        more = f" und {len(named) - 5} weitere" if len(named) > 5 else ""
        words = ", ".join(quoted(title) for title in named[:5])
        yield Finding(
            Risk.NOT_PUBLIC,
            f"Nicht als öffentlich gekennzeichnet: {words}{more}.",
            "",
            "Beim Projekt „öffentlich“ ankreuzen, wenn es genannt werden darf, oder das Projekt weglassen.",
        )


def _plain(text: str) -> str:
    return " ".join(text.split()).strip(" .;:!?–-").casefold()


def missing_sentences(passages: Iterable[Passage], wanted: Iterable[str]) -> Iterator[Finding]:
    """Sentences who pays that stand nowhere in the document."""
    whole = " ".join(_plain(passage.text) for passage in passages)
    for sentence in wanted:
        if _plain(sentence) not in whole:
            yield Finding(
                Risk.FUNDING,
                f"Es fehlt der Satz {quoted(sentence.strip())}",
                "",
                "Den Förderhinweis in den Text aufnehmen; er ist bei geförderten Projekten Pflicht.",
            )


def gaps(lines: Iterable[str]) -> Iterator[Finding]:
    """What the document itself says is missing."""
    for line in lines:
        yield Finding(Risk.GAP, line, "", "Ergänzen oder die Stelle weglassen.")


def unfinished(marking: str) -> Iterator[Finding]:
    """A document marked as a draft, or as one for inside only."""
    if "entwurf" in marking.lower():
        yield Finding(
            Risk.UNFINISHED, "Das Dokument ist ein Entwurf.", "Kopfzeile", "Erst freigeben, dann weitergeben."
        )
    if re.search(r"intern|nicht ?öffentlich|vertraulich", marking, re.IGNORECASE):
        yield Finding(
            Risk.NOT_PUBLIC,
            f"Das Dokument ist gekennzeichnet: {quoted(marking)}.",
            "Kopfzeile",
            "Die öffentliche Fassung ausgeben.",
        )


def edited_file(name: str, day: str) -> Finding:
    """A file written earlier was changed by hand since."""
    return Finding(
        Risk.EDITED_FILE,
        f"{quoted(name)} wurde seit dem {day} von Hand bearbeitet; die Änderungen stehen nicht in diesem Dokument.",
        "",
        "Vergleichen: entweder die bearbeitete Datei weitergeben oder die Änderungen hier nachtragen.",
    )
