"""Planning the sample of a survey: expectations, strata with their letters, register figures to weight to."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coordinator_app.common.errors import UserError
from coordinator_app.domain.municipality import Area, AreaKind, Municipality
from coordinator_app.domain.questionnaires import QuestionType
from coordinator_app.domain.register_draw import HELP, district_key
from coordinator_app.domain.register_margins import MarginCell, by_variable, codes_text, margin_problems
from coordinator_app.domain.sample_plan import (
    Allocation,
    AllocationOutlook,
    Expectation,
    Outlook,
    StratumSize,
    allocate,
    allocations,
    check_expectation,
    expectation_of,
    letters_needed,
    outlook,
)
from coordinator_app.domain.sampling import RegisterMargin, SurveyStratum
from coordinator_app.domain.surveys import Survey
from coordinator_app.services.surveys import Surveys
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import ReadUnit, WriteUnit

if TYPE_CHECKING:
    from coordinator_app.exchange.margin_tables import MarginQuestion, ReadMargin

_EXPECTED = ("wanted_answers", "expected_return", "expected_undeliverable")
_DISTRICTS = (AreaKind.DISTRICT, AreaKind.SOCIAL_SPACE, AreaKind.QUARTER)


@dataclass(frozen=True, slots=True)
class SamplePlan:
    """Everything the planner shows: what is expected, letters needed for it, what the letters entered will give.

    `population` are the persons of all strata, None while none is known. `allocations` sets the ways to share letters
    out among the strata beside each other.
    """

    survey: Survey
    strata: tuple[SurveyStratum, ...]
    expected: Expectation
    needed: int
    outlook: Outlook
    population: int | None
    allocations: tuple[AllocationOutlook, ...]


class Sampling:
    """`workspace.sampling`."""

    def __init__(self, store: Store, surveys: Surveys) -> None:
        self._store = store
        self._surveys = surveys

    # ------------------------------------------------------------ plan

    def plan(self, survey_id: int) -> SamplePlan:
        """The plan of a survey as it stands."""
        with self._store.read() as unit:
            survey, strata = unit.get(Survey, survey_id), strata_of(unit, survey_id)
        expected = expectation_of(survey)
        needed = letters_needed(expected)
        persons = sum(found.inhabitants or 0 for found in strata) or None
        sizes = [StratumSize(found.title, found.inhabitants or 0, found.letters or 0) for found in strata]
        seen = outlook(
            sizes,
            expected,
            letters=survey.letters or needed,
            population=persons,
            bracket_below=survey.bracket_below,
            hide_below=survey.hide_below,
        )
        ways = allocations(sizes, expected, survey.letters or needed, _least(survey, expected))
        return SamplePlan(survey, tuple(strata), expected, needed, seen, persons, tuple(ways))

    def update(self, survey_id: int, **values: Any) -> None:
        """Change what is expected, or any other field of the survey; `UserError` for impossible values."""
        check_expectation(*(values.get(name) for name in _EXPECTED))
        if values.get("letters") is not None and not 1 <= values["letters"] <= 1_000_000:
            raise UserError("Anschreiben: Bitte geben Sie eine Zahl ab 1 an, zum Beispiel 1000.", help_topic=HELP)
        self._surveys.update(survey_id, None, **values)

    # ------------------------------------------------------------ strata

    def strata(self, survey_id: int) -> list[SurveyStratum]:
        """The strata in their order."""
        with self._store.read() as unit:
            return strata_of(unit, survey_id)

    def add_stratum(self, survey_id: int, *, title: str, **values: Any) -> int:
        """Add a stratum at the end; its code is that of the answer with the same words."""
        codes = self._codes(survey_id)
        with self._store.write("Schicht angelegt") as unit:
            known = strata_of(unit, survey_id)
            _check_title(title, known)
            values.setdefault("code", codes.get(district_key(title)))
            return unit.add(SurveyStratum(survey_id=survey_id, title=title.strip(), position=len(known), **values))

    def update_stratum(self, id: int, version: int | None = None, **values: Any) -> None:
        """Change a stratum; letters and undeliverable ones of the survey are those of its strata together."""
        with self._store.write("Schicht geändert", merge=f"stratum:{id}:{','.join(sorted(values))}") as unit:
            before = unit.get(SurveyStratum, id)
            known = strata_of(unit, before.survey_id)
            if "title" in values:
                _check_title(values["title"], [found for found in known if found.id != id])
            _check_numbers({**{name: getattr(before, name) for name in _NUMBERS}, **values})
            unit.change(SurveyStratum, id, version, **values)
            _sum_up(unit, before.survey_id)

    def discard_stratum(self, id: int) -> None:
        """Move a stratum to the Papierkorb."""
        with self._store.write("Schicht gelöscht") as unit:
            survey_id = unit.get(SurveyStratum, id).survey_id
            unit.discard(SurveyStratum, id)
            _sum_up(unit, survey_id)

    def strata_from_areas(self, survey_id: int) -> int:
        """Add a stratum for every district of the municipality that has none yet; how many were added."""
        codes = self._codes(survey_id)
        with self._store.write("Schichten aus Gebieten übernommen") as unit:
            known = strata_of(unit, survey_id)
            taken = {district_key(found.title) for found in known}
            areas = [found for found in _districts(unit) if district_key(found.name) not in taken]
            for place, area in enumerate(areas, len(known)):
                unit.add(
                    SurveyStratum(
                        survey_id=survey_id,
                        title=area.name,
                        position=place,
                        code=codes.get(district_key(area.name)),
                        area_id=area.id,
                        inhabitants=area.inhabitants,
                    )
                )
        if not areas and not known:
            raise UserError(
                "Die Kommune hat noch keine Ortsteile. Bitte legen Sie sie unter „Einstellungen ▸ Gebiete“ an.",
                help_topic=HELP,
            )
        return len(areas)

    def share_out(self, survey_id: int, how: Allocation) -> None:
        """Share the letters of the survey out among its strata (those needed when none are entered)."""
        plan = self.plan(survey_id)
        sizes = [found.inhabitants or 0 for found in plan.strata]
        if not sizes or 0 in sizes:
            raise UserError(
                "Bitte tragen Sie für jede Schicht die Personen im Melderegister ein, bevor Sie Anschreiben verteilen.",
                help_topic=HELP,
            )
        least = _least(plan.survey, plan.expected)
        letters = allocate(plan.survey.letters or plan.needed, sizes, how, least)
        with self._store.write("Anschreiben verteilt") as unit:
            for stratum, count in zip(plan.strata, letters, strict=True):
                unit.change(SurveyStratum, stratum.id, None, letters=count)
            unit.change(Survey, survey_id, None, letters=sum(letters))

    def _codes(self, survey_id: int) -> dict[str, int]:
        """Codes of the question about the district by `district_key`."""
        with self._store.read() as unit:
            names = {district_key(found.name) for found in _districts(unit)}
            names |= {district_key(found.title) for found in strata_of(unit, survey_id)}
        best: dict[str, int] = {}
        for question in self.margin_questions(survey_id):
            found = {district_key(label): code for code, label in question.values if district_key(label) in names}
            best = found if len(found) > len(best) else best
        return best

    # ------------------------------------------------------------ register figures

    def margin_questions(self, survey_id: int) -> "list[MarginQuestion]":
        """The questions register figures can be about: one answer out of a list."""
        from coordinator_app.exchange.margin_tables import MarginQuestion

        found: list[MarginQuestion] = []
        for questionnaire in self._surveys.questionnaires(survey_id):
            for question in self._surveys.form(questionnaire.id).questions:
                values = tuple((answer.code, answer.label) for answer in question.answers if not answer.missing)
                if question.type is QuestionType.SINGLE and len(values) > 1 and question.variable:
                    found.append(MarginQuestion(question.variable, question.title or question.wording, values))
        return found

    def margins(self, survey_id: int) -> dict[str, list[RegisterMargin]]:
        """The register figures by variable."""
        with self._store.read() as unit:
            return by_variable(unit.find(RegisterMargin, survey_id=survey_id))

    def margin_problems(self, survey_id: int) -> list[str]:
        """What stands against weighting to the figures entered."""
        with self._store.read() as unit:
            return margin_problems(unit.find(RegisterMargin, survey_id=survey_id))

    def set_margin(self, survey_id: int, variable: str, cells: Sequence[MarginCell]) -> None:
        """Replace the figures of one variable; no cells take them away."""
        with self._store.write("Registerzahlen geändert") as unit:
            store_margin(unit, survey_id, variable, cells)

    def read_margins(self, survey_id: int, path: Path) -> "list[ReadMargin]":
        """The register figures a table holds; `UserError` when it holds none for the questions of the survey."""
        from coordinator_app.exchange.margin_tables import read_margins
        from coordinator_app.exchange.tables import read_tables

        found = read_margins(read_tables(path), self.margin_questions(survey_id))
        if not found:
            raise UserError(
                f"In „{path.name}“ steht keine Tabelle mit Gruppen des Fragebogens. Nötig ist eine Spalte mit den "
                "Gruppen, zum Beispiel Ortsteile oder Alter, und eine Spalte mit Personen.",
                help_topic=HELP,
            )
        return found


_NUMBERS = ("inhabitants", "letters", "undeliverable")


def _least(survey: Survey, expected: Expectation) -> int:
    """Letters that bring as many answers as figures of a group need to be shown plainly."""
    return letters_needed(replace(expected, wanted=survey.bracket_below))


def strata_of(unit: ReadUnit, survey_id: int) -> list[SurveyStratum]:
    """The strata of a survey in their order."""
    return unit.find(SurveyStratum, survey_id=survey_id, order="position,id")


def store_margin(unit: WriteUnit, survey_id: int, variable: str, cells: Sequence[MarginCell]) -> None:
    """Replace the figures of one variable within a step."""
    for cell in cells:
        if not 0 <= cell.persons <= 10_000_000:
            raise UserError(f"„{cell.label}“: Bitte geben Sie die Personen als Zahl ab 0 an.", help_topic=HELP)
    every = unit.find(RegisterMargin, survey_id=survey_id, variable=variable, deleted=None)
    known = {each.codes: each for each in every}
    for place, cell in enumerate(cells):
        codes = codes_text(cell.codes)
        values: dict[str, Any] = {"label_text": cell.label[:200], "position": place, "persons": cell.persons}
        before = known.pop(codes, None)
        if before is None:
            unit.add(RegisterMargin(survey_id=survey_id, variable=variable, codes=codes, **values))
            continue
        if before.deleted_at is not None:
            unit.restore(RegisterMargin, before.id)
        unit.change(RegisterMargin, before.id, None, **values)
    for gone in known.values():
        if gone.deleted_at is None:
            unit.discard(RegisterMargin, gone.id)


def _sum_up(unit: WriteUnit, survey_id: int) -> None:
    strata = strata_of(unit, survey_id)
    for name in ("letters", "undeliverable"):
        given = [getattr(found, name) for found in strata if getattr(found, name) is not None]
        if given:
            unit.change(Survey, survey_id, None, **{name: sum(given)})


def _check_title(title: str, others: Sequence[SurveyStratum]) -> None:
    if not title.strip():
        raise UserError("Bitte geben Sie der Schicht einen Namen, zum Beispiel den des Ortsteils.", help_topic=HELP)
    if district_key(title) in {district_key(found.title) for found in others}:
        raise UserError(f"Die Schicht „{title.strip()}“ gibt es schon.", help_topic=HELP)


def _check_numbers(values: dict[str, Any]) -> None:
    for name, label in (("inhabitants", "Personen"), ("letters", "Anschreiben"), ("undeliverable", "Unzustellbar")):
        if values[name] is not None and not 0 <= values[name] <= 10_000_000:
            raise UserError(f"{label}: Bitte geben Sie eine Zahl ab 0 an.", help_topic=HELP)
    persons, letters, lost = values["inhabitants"], values["letters"] or 0, values["undeliverable"] or 0
    if persons is not None and letters > persons:
        raise UserError(f"Es gibt nur {persons} Personen, aber {letters} Anschreiben.", help_topic=HELP)
    if lost > letters and values["letters"] is not None:
        raise UserError(
            f"Es gingen nur {letters} Anschreiben hinaus; {lost} können nicht zurückkommen.", help_topic=HELP
        )


def _districts(unit: ReadUnit) -> list[Area]:
    """The open districts of the own municipality in German order; other kinds of areas when it has no districts."""
    own = unit.find(Municipality, is_own=True)
    ids = {None, *(found.id for found in own)}
    areas = [area for area in unit.find(Area) if area.valid_until is None and area.municipality_id in ids]
    for kind in _DISTRICTS:
        found = [area for area in areas if area.area_kind is kind]
        if found:
            return found
    return []
