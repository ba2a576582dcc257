"""Chapters of reports: their names in order, own texts and headings, own chapters, and which are left out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from coordinator_app.domain.evaluation import ReportChapterText

_KEY_LENGTH = 60  # of `ReportChapterText.chapter`
_MODULE = "module:"
_OWN = "own:"
OWN_TEXT = "eigener Text"

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
    """A chapter as it stands in a report: own text, whether it is in the report, a heading of one's own."""

    chapter: Chapter
    text: str = ""
    included: bool = True
    title: str = ""

    @property
    def heading(self) -> str:
        """The heading that is printed."""
        return self.title or self.chapter.title

    @property
    def is_own(self) -> bool:
        """Whether the coordinator added the chapter herself."""
        return is_own(self.chapter.key)

    @property
    def needs_text(self) -> bool:
        """Whether nothing but an own text can stand in it."""
        return self.chapter.generated == OWN_TEXT


def is_own(key: str) -> bool:
    """Whether this is the key of a chapter the coordinator added herself."""
    return key.startswith(_OWN)


def new_own_key(used: Iterable[str]) -> str:
    """A key for one more chapter of one's own."""
    numbers = [int(key.removeprefix(_OWN)) for key in used if is_own(key)]
    return f"{_OWN}{max(numbers, default=0) + 1}"


def chapter_states(modules: Sequence[str], stored: Mapping[str, ReportChapterText]) -> tuple[ChapterState, ...]:
    """All chapters of the report of a survey with their own texts."""
    return tuple(_state(chapter, stored) for chapter in chapters(modules))


def arranged(pool: Sequence[Chapter], stored: Mapping[str, ReportChapterText]) -> tuple[ChapterState, ...]:
    """The chapters of a report in the order the coordinator gave them, with her own chapters.

    `pool` are the chapters of the kind in their usual order; one without a stored place stands behind the one it
    usually follows.
    """
    own = [Chapter(key, row.title, OWN_TEXT) for key, row in stored.items() if is_own(key)]
    places = {key: row.position for key, row in stored.items() if row.position}
    found = [chapter for chapter in (*pool, *own) if chapter.key in places]
    found.sort(key=lambda chapter: places[chapter.key])
    before = ""
    for chapter in pool:
        if chapter.key not in places:
            keys = [each.key for each in found]
            found.insert(keys.index(before) + 1 if before else 0, chapter)
        before = chapter.key
    return tuple(_state(chapter, stored) for chapter in (*found, *(each for each in own if each.key not in places)))


def _state(chapter: Chapter, stored: Mapping[str, ReportChapterText]) -> ChapterState:
    row = stored.get(chapter.key)
    if row is None:
        return ChapterState(chapter)
    return ChapterState(chapter, row.text, not row.left_out, "" if is_own(chapter.key) else row.title)
