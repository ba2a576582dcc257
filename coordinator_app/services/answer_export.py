"""Handing out the answers of a survey as anonymised data: CSV, Excel, SPSS, DDI codebook.

Written are codes only, in random order, without number, day, way and source of a sheet. What is about the person is
left out or protected together (`domain.disclosure`); the plan says for every variable what happens and why.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import file_name, format_date, plural
from coordinator_app.domain.answers import AnswerMode
from coordinator_app.domain.disclosure import (
    AGE_BANDS,
    FEWEST,
    KEYS,
    PROTECTED,
    PROTECTED_LABEL,
    ExportVariable,
    Treatment,
    age_code,
    proposal,
)
from coordinator_app.domain.municipality import Municipality
from coordinator_app.domain.questionnaire_rules import Variable
from coordinator_app.domain.questionnaires import MISSING_CODES, QuestionType
from coordinator_app.domain.sampling import SampleDraw
from coordinator_app.domain.surveys import Survey
from coordinator_app.domain.vocabulary import Vocabulary
from coordinator_app.exchange.data_files import DataFile, DataVariable
from coordinator_app.services.answers import DRAWN, Answers
from coordinator_app.services.safe_writing import content_hash, put_in_place
from coordinator_app.storage.store import Store

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Codes = NDArray[np.int32]

HELP = "daten-ausgeben"
_PROTECTED = (PROTECTED, PROTECTED_LABEL)
_ORDERED = frozenset({QuestionType.SCALE, QuestionType.MATRIX, QuestionType.RANKING})


class DataFormat(Vocabulary):
    """File formats of the data."""

    CSV = "csv", "CSV (Codes)"
    XLSX = "xlsx", "Excel mit Codeplan"
    SAV = "sav", "SPSS (.sav)"
    DDI = "xml", "Beschreibung nach DDI-Codebook"


@dataclass(frozen=True, slots=True)
class ExportLine:
    """What happens to one variable, as shown before anything is written; `removed` values are taken out."""

    item: ExportVariable
    removed: int = 0
    groups: str = ""


@dataclass(frozen=True, eq=False, slots=True)
class ExportPlan:
    """The data as they would be written. `k` persons share every combination of the keys."""

    survey: Survey
    data: DataFile
    lines: tuple[ExportLine, ...]
    k: int
    open_link: bool

    @property
    def removed(self) -> int:
        """Values taken out to protect persons."""
        return sum(line.removed for line in self.lines)


class AnswerExport:
    """Plans and writes anonymised data of one municipality file's surveys."""

    def __init__(self, store: Store, answers: Answers) -> None:
        self._store = store
        self._answers = answers

    def variables(self, survey_id: int) -> Sequence[ExportVariable]:
        """All variables of all forms of the survey with the treatment proposed for each."""
        found: dict[str, ExportVariable] = {}
        for stored in self._answers.forms(survey_id):
            for item in proposal(stored.form):
                found.setdefault(item.variable.name, item)
        return tuple(found.values())

    def plan(
        self, survey_id: int, chosen: Mapping[str, Treatment] | None = None, *, open_link: bool = False
    ) -> ExportPlan:
        """The protected data; `chosen` are treatments by variable where they differ from the proposal.

        `open_link`: the answers of the open link instead of the drawn sample; both never stand in one file.
        `UserError` when there are too few answers to protect anybody.
        """
        with self._store.read() as unit:
            survey = unit.get(Survey, survey_id)
            towns = unit.find(Municipality, is_own=True)
            drawn = bool(unit.find(SampleDraw, survey_id=survey_id)) and not open_link
        modes = (AnswerMode.SELF_SELECTED,) if open_link else DRAWN
        joined = self._answers.joined(survey_id, modes)
        if joined.size < FEWEST:
            count = plural(joined.size, "Bogen ist", "Bögen sind")
            raise UserError(
                f"{count} zu wenig, um Daten einzelner Personen herauszugeben; nötig sind mindestens {FEWEST}.",
                help_topic=HELP,
            )
        items = [_with(item, chosen or {}) for item in self.variables(survey_id)]
        k = max(survey.smallest_count, 5)
        builder = _Builder(joined.columns, joined.size, survey, k)
        for item in items:
            builder.add(item)
        lines = builder.finish()
        town = f"{towns[0].municipality_kind.label} {towns[0].name}" if towns else ""
        data = DataFile(
            survey.title,
            builder.described,
            builder.columns,
            joined.size,
            _facts(survey, town, drawn=drawn, open_link=open_link),
            _notes(lines, k),
        )
        return ExportPlan(survey, data, tuple(lines), k, open_link)

    def content(self, plan: ExportPlan, kind: DataFormat, beside: str = "") -> bytes:
        """The bytes of one file; `beside` names the data file a codebook describes."""
        from coordinator_app.exchange import data_files, ddi, spss

        match kind:
            case DataFormat.CSV:
                return data_files.csv_bytes(plan.data)
            case DataFormat.XLSX:
                return data_files.xlsx_bytes(plan.data)
            case DataFormat.SAV:
                return spss.sav_bytes(plan.data, self._store.clock.now())
            case DataFormat.DDI:
                return ddi.ddi_bytes(plan.data, beside or f"{stem(plan)}.csv")

    def write(self, plan: ExportPlan, folder: Path, kinds: Sequence[DataFormat]) -> Sequence[Path]:
        """Write the files into a folder, replacing older ones of the same name; returns their paths."""
        names = {kind: f"{stem(plan)}.{kind.value}" for kind in kinds}
        data = next((names[kind] for kind in kinds if kind is not DataFormat.DDI), "")
        contents = {folder / names[kind]: self.content(plan, kind, data) for kind in kinds}
        for path, content in contents.items():
            put_in_place(path, content, expected=content_hash(path))
        return tuple(contents)


def stem(plan: ExportPlan) -> str:
    """The name of the files without ending."""
    way = " offener Link" if plan.open_link else ""
    return file_name(f"{plan.survey.year} {plan.survey.title}{way} anonymisierte Daten", 120)


def _with(item: ExportVariable, chosen: Mapping[str, Treatment]) -> ExportVariable:
    wanted = chosen.get(item.variable.name, item.treatment)
    return replace(item, treatment=wanted) if wanted in item.allowed else item


class _Builder:
    """Treats variable by variable, then protects the keys together and shuffles the rows."""

    def __init__(self, columns: "Mapping[str, Codes]", size: int, survey: Survey, k: int) -> None:
        self._given = columns
        self._size = size
        self._survey = survey
        self._k = k
        self._lines: list[ExportLine] = []
        self.described: list[DataVariable] = []
        self.columns: dict[str, Codes] = {}

    def add(self, item: ExportVariable) -> None:
        """Take one variable with its treatment."""
        variable = item.variable
        column = self._given.get(variable.name)
        if item.treatment is Treatment.OUT or column is None:
            self._lines.append(ExportLine(item))
            return
        groups = ""
        described = _described(item)
        match item.treatment:
            case Treatment.AGE:
                column = _ages(column, item, self._survey.year or 0)
                described = replace(described, values=_age_values(), label="Altersgruppe", ordered=True)
                groups = "sechs Altersgruppen"
            case Treatment.BANDS:
                column, values = _banded(column, self._k, variable, item)
                described = replace(described, values=values, ordered=True)
                groups = ", ".join(label for _, label in values)
            case _:
                pass
        self.columns[variable.name] = column
        self.described.append(_with_all_missing(described, column))
        self._lines.append(ExportLine(item, groups=groups))

    def finish(self) -> list[ExportLine]:
        """Protect the keys, shuffle, and say what was taken out."""
        import numpy as np

        from coordinator_app.survey.anonymity import protect

        keys = [line.item.variable.name for line in self._lines if line.item.treatment in KEYS]
        keys = [name for name in keys if name in self.columns]
        safe = protect(self.columns, keys, self._k, PROTECTED)
        before = {name: int((self._given[name] == PROTECTED).sum()) for name in keys}
        self.columns.update(safe.columns)
        order = np.random.default_rng().permutation(self._size)
        self.columns = {name: column[order] for name, column in self.columns.items()}
        for place, described in enumerate(self.described):
            if described.name in keys and _PROTECTED not in described.missing:
                self.described[place] = replace(described, missing=(*described.missing, _PROTECTED))
        return [
            replace(line, removed=int((self.columns[name] == PROTECTED).sum()) - before[name])
            if (name := line.item.variable.name) in keys
            else line
            for line in self._lines
        ]


def _described(item: ExportVariable) -> DataVariable:
    variable, question = item.variable, item.question
    wording = question.wording if variable.label != question.wording else ""
    return DataVariable(
        variable.name, variable.label, variable.values, variable.missing, wording, variable.type in _ORDERED
    )


def _with_all_missing(described: DataVariable, column: "Codes") -> DataVariable:
    """Every negative code that occurs counts as missing, also „nicht gestellt“ on sheets of another form."""
    import numpy as np

    known = {code for code, _ in described.missing}
    codes: list[int] = np.unique(column[column < 0]).tolist()
    found = [(code, MISSING_CODES.get(code, PROTECTED_LABEL)) for code in codes if code not in known]
    return replace(described, missing=(*described.missing, *found))


def _ages(column: "Codes", item: ExportVariable, year: int) -> "Codes":
    """Age bands of ages or, counted back from the year of the survey, of years of birth."""
    import numpy as np

    born = item.question.type is QuestionType.YEAR
    numbers: list[int] = np.unique(column).tolist()
    table = {number: number if number < 0 else age_code(year - number if born else number) for number in numbers}
    return np.asarray([table[int(number)] for number in column], np.int32)


def _age_values() -> tuple[tuple[int, str], ...]:
    return tuple((code, label) for code, (_, label) in enumerate(AGE_BANDS, 1))


def _banded(
    column: "Codes", k: int, variable: Variable, item: ExportVariable
) -> "tuple[Codes, tuple[tuple[int, str], ...]]":
    from coordinator_app.survey.anonymity import bands

    found = bands(column, k)
    unit = item.question.layout.unit
    last = len(found.limits)
    labels: list[tuple[int, str]] = []
    for code, (low, high) in enumerate(found.limits, 1):
        text = "alle Angaben" if last == 1 else _span(code, last, low, high)
        year = variable.type is QuestionType.YEAR
        labels.append((code, f"{text} {unit}".strip() if not year else text))
    return found.codes, tuple(labels)


def _span(code: int, last: int, low: int, high: int) -> str:
    """A group in words; the first and last one are open, so that no single extreme number shows."""
    if code == 1:
        return f"bis {high}"
    if code == last:
        return f"{low} und mehr"
    return str(low) if low == high else f"{low} bis {high}"


def _facts(survey: Survey, town: str, *, drawn: bool, open_link: bool) -> list[tuple[str, str]]:
    way = "offener Link, selbst ausgewählt: nicht verallgemeinerbar" if open_link else survey.mode.label
    found = [
        ("Erhebung", f"{survey.title} ({survey.year})"),
        ("Herausgeberin", town),
        ("Zweck", survey.purpose),
        ("Grundgesamtheit", survey.population or survey.target_age.label),
        ("Stichprobe", "Zufallsstichprobe aus dem Melderegister" if drawn else ""),
        ("Erhebungsweg", way),
        ("Feldbeginn", format_date(survey.field_start) if survey.field_start else ""),
        ("Feldende", format_date(survey.field_end) if survey.field_end else ""),
        ("Gewichtung", "Die Daten enthalten keine Gewichte: Gewichte verraten den Ortsteil."),
    ]
    return [(name, text) for name, text in found if text]


def _notes(lines: Sequence[ExportLine], k: int) -> list[str]:
    keys = [line for line in lines if line.item.treatment in KEYS]
    kept_in = [line.item.variable.name for line in lines if line.item.treatment is Treatment.OUT]
    removed = sum(line.removed for line in keys)
    found = ["Ohne Belegnummer, Tag, Weg und Quelle der Bögen; Reihenfolge zufällig."]
    if keys:
        names = ", ".join(line.item.variable.name for line in keys)
        every = "Jede Verbindung" if len(keys) > 1 else "Jeder Wert"
        found.append(f"{every} von {names} steht auf mindestens {k} Bögen.")
        text = f"Dafür {plural(removed, 'Angabe', 'Angaben')} entfernt (Code {PROTECTED})."
        found.append(text.replace(str(PROTECTED), f"−{-PROTECTED}"))
    if kept_in:
        found.append(f"Nicht ausgegeben: {', '.join(kept_in)}.")
    return found
