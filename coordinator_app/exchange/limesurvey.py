"""The structure of a LimeSurvey survey as values, whatever generation and format of file it came from."""

from collections.abc import Mapping
from dataclasses import dataclass, field

HELP = "limesurvey"

TYPE_NAMES: dict[str, str] = {
    "1": "Matrix mit zwei Skalen",
    "5": "5-Punkte-Wahl",
    "A": "Matrix (5-Punkte-Wahl)",
    "B": "Matrix (10-Punkte-Wahl)",
    "C": "Matrix (Ja/Nein/Unsicher)",
    "D": "Datum",
    "E": "Matrix (Zunahme/Gleich/Abnahme)",
    "F": "Matrix",
    "G": "Geschlecht",
    "H": "Matrix nach Spalten",
    "I": "Sprachumschaltung",
    "K": "Mehrfache numerische Eingabe",
    "L": "Liste (Optionsfelder)",
    "M": "Mehrfachauswahl",
    "N": "Zahleneingabe",
    "O": "Liste mit Kommentar",
    "P": "Mehrfachauswahl mit Kommentaren",
    "Q": "Mehrfacher kurzer Text",
    "R": "Rangfolge",
    "S": "Kurzer freier Text",
    "T": "Langer freier Text",
    "U": "Riesiger freier Text",
    "W": "Liste (Dropdown, flexibel)",
    "X": "Textanzeige",
    "Y": "Ja/Nein",
    "Z": "Liste (flexibel)",
    "!": "Liste (Dropdown)",
    ":": "Matrix (Zahlen)",
    ";": "Matrix (Texte)",
    "*": "Gleichung",
    "|": "Datei-Upload",
}


@dataclass(frozen=True, slots=True)
class LimeAnswer:
    """An answer of a list; `scale` 0 or 1 for arrays with two scales."""

    code: str
    text: str
    scale: int = 0


@dataclass(frozen=True, slots=True)
class LimeSubquestion:
    """A line of an array or one box of a multiple choice; `scale` 1 is a column of an array of texts or numbers."""

    code: str
    text: str
    scale: int = 0
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LimeQuestion:
    """A question with its texts as plain words. `place` names it in reports („Frage Q1 (Gruppe …)“)."""

    code: str
    type: str
    text: str
    group: str = ""
    help: str = ""
    id: str = ""
    group_id: str = ""
    other: bool = False
    relevance: str = "1"
    group_relevance: str = "1"
    subquestions: tuple[LimeSubquestion, ...] = ()
    answers: tuple[LimeAnswer, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def place(self) -> str:
        """How the question is named in reports."""
        return f"Frage {self.code}" + (f" in „{self.group}“" if self.group else "")

    def lines(self, scale: int = 0) -> tuple[LimeSubquestion, ...]:
        """The subquestions of a scale."""
        return tuple(line for line in self.subquestions if line.scale == scale)

    def choices(self, scale: int = 0) -> tuple[LimeAnswer, ...]:
        """The answers of a scale."""
        return tuple(answer for answer in self.answers if answer.scale == scale)


@dataclass(frozen=True, slots=True)
class LimeRemark:
    """Something of the file that was not taken over as it is: where, what became of it."""

    place: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LimeSurvey:
    """A survey in its base language. `generation` says in words what the file is („.lss, DB-Version 623“)."""

    title: str
    questions: tuple[LimeQuestion, ...]
    id: str = ""
    language: str = "de"
    other_languages: tuple[str, ...] = ()
    welcome: str = ""
    closing: str = ""
    generation: str = ""
    remarks: tuple[LimeRemark, ...] = ()
