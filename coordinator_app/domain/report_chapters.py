"""Chapters of the report of a survey: their names in order, own texts, and which are left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coordinator_app.domain.evaluation import ReportChapterText

_KEY_LENGTH = 60  # of `ReportChapterText.chapter`
_MODULE = "module:"

SUMMARY, OCCASION, METHOD, SAMPLE = "summary", "occasion", "method", "sample"
INDICES, PORTFOLIO, PERCEIVED, RECORDED = "indices", "portfolio", "perceived", "recorded"
LIMITS, FINDINGS, OUTCOMES, TABLES = "limits", "findings", "outcomes", "tables"


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter that can be switched off and may have a text of one's own; `generated` says what stands in it."""

    key: str
    title: str
    generated: str


_BEFORE = (
    Chapter(SUMMARY, "Das Wichtigste in Kürze", "die festgehaltenen Befunde mit ihren Werten"),
    Chapter(OCCASION, "Anlass und Ziel", "der Zweck der Erhebung"),
    Chapter(METHOD, "Methode", "Grundgesamtheit, Stichprobe, Rücklauf, Gewichtung, Erfassung"),
    Chapter(SAMPLE, "Wer geantwortet hat", "Vergleich der Antworten mit dem Melderegister"),
)
_AFTER = (
    Chapter(INDICES, "Indizes", "zusammengefasste Werte mit ihrer Zuverlässigkeit"),
    Chapter(PORTFOLIO, "Wichtigkeit und Zufriedenheit", "vier Felder"),
    Chapter(PERCEIVED, "Gefühlt und erfasst", "Sorgen neben erfassten Fällen, mit Hinweisen zur Statistik"),
    Chapter(RECORDED, "Lagedaten", "Kennzahlen mit Brüchen und Quellen"),
    Chapter(LIMITS, "Grenzen der Daten", "was die Zahlen nicht sagen"),
    Chapter(FINDINGS, "Befunde und Bedarfe", "alle Befunde mit den Bedarfen daraus"),
    Chapter(OUTCOMES, "Was wurde aus den Ergebnissen?", "der Stand der Bedarfe"),
    Chapter(TABLES, "Tabellenband", "alle Tabellen mit Bereichen und Fallzahlen"),
)


def module_key(title: str) -> str:
    """The key of the chapter of a block of the questionnaire."""
    return f"{_MODULE}{title}"[:_KEY_LENGTH]


def chapters(modules: Sequence[str]) -> tuple[Chapter, ...]:
    """All chapters in the order of the report; `modules` are the blocks with results."""
    own = tuple(Chapter(module_key(title), title, "Ergebnisse der Fragen dieses Blocks") for title in modules)
    return (*_BEFORE, *own, *_AFTER)


@dataclass(frozen=True, slots=True)
class ChapterState:
    """A chapter as it stands in a survey: own text, and whether it is in the report."""

    chapter: Chapter
    text: str = ""
    included: bool = True


def chapter_states(modules: Sequence[str], stored: Mapping[str, ReportChapterText]) -> tuple[ChapterState, ...]:
    """All chapters with their own texts; one nothing is stored for is in the report without a text of its own."""
    found: list[ChapterState] = []
    for chapter in chapters(modules):
        own = stored.get(chapter.key)
        found.append(ChapterState(chapter, own.text if own else "", not (own and own.left_out)))
    return tuple(found)
