"""Findings of a survey: kept with their figures, turned into needs with the finding as evidence."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from coordinator_app.common.clock import today
from coordinator_app.common.errors import UserError
from coordinator_app.domain.catalogues import CatalogEntry, Catalogue
from coordinator_app.domain.evaluation import FindingState, SurveyFinding
from coordinator_app.domain.needs import Evidence, Need, Strength
from coordinator_app.domain.result_sentences import finding_statement, finding_title
from coordinator_app.domain.results import Result, Shown, result_data
from coordinator_app.domain.surveys import Survey
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import ReadUnit, WriteUnit

if TYPE_CHECKING:
    from coordinator_app.services.needs import Needs

HELP = "auswertung"


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding with the title of the need that came of it ("" = none)."""

    finding: SurveyFinding
    need: str = ""

    @property
    def id(self) -> int:
        """Id of the finding."""
        return self.finding.id


class SurveyFindings:
    """Verbs on findings of surveys; every writing verb is one undoable step."""

    def __init__(self, store: Store, needs: "Needs") -> None:
        self._store = store
        self._needs = needs

    def of(self, survey_id: int) -> list[FindingLine]:
        """The findings of a survey in the order they were kept."""
        with self._store.read() as unit:
            findings = unit.find(SurveyFinding, survey_id=survey_id, order="id")
            needs = unit.titles(Need.kind, [each.need_id for each in findings if each.need_id])
            return [FindingLine(each, needs.get(each.need_id or 0, "")) for each in findings]

    def get(self, id: int) -> SurveyFinding:
        """One finding."""
        with self._store.read() as unit:
            return unit.get(SurveyFinding, id)

    def keep(self, survey_id: int, result: Result, row: int, **values: Any) -> int:
        """Keep a row of a result as a finding with its figures; returns its id.

        `title` and `statement` may be given in own words. What is hidden for its small number cannot be kept.
        """
        chosen = result.rows[row]
        figure = chosen.summary or max(chosen.cells, key=lambda cell: cell.value or 0.0, default=None)
        if chosen.shown is Shown.HIDDEN or figure is None or figure.shown is Shown.HIDDEN or figure.value is None:
            raise UserError(
                "Dieser Wert beruht auf zu wenigen Antworten und wird nicht gezeigt; er taugt nicht als Befund. "
                "Bitte wählen Sie eine andere Zeile oder eine größere Gruppe.",
                help_topic=HELP,
            )
        kept = SurveyFinding(
            survey_id=survey_id,
            title=finding_title(result, chosen)[:300],
            statement=finding_statement(result, chosen)[:2000],
            variable=result.variable,
            group_label=", ".join(name for name in (result.group, chosen.section, chosen.label) if name)[:200],
            value=figure.value,
            low=figure.low,
            high=figure.high,
            answers=chosen.base,
            result=result_data(result),
        )
        with self._store.write("Befund festgehalten") as unit:
            unit.get(Survey, survey_id)
            return unit.add(replace(kept, taken_on=today(unit.clock), **values))

    def keep_with_need(self, survey_id: int, result: Result, row: int) -> tuple[int, int]:
        """Keep a finding and make a need of it in one step; returns both ids."""
        with self._store.write("Befund festgehalten und Bedarf angelegt"):
            finding = self.keep(survey_id, result, row)
            return finding, self.make_need(finding)

    def update(self, id: int, version: int | None, **values: Any) -> int:
        """Change title or statement of a finding and return the new version."""
        with self._store.write("Befund geändert", merge=f"survey_finding:{id}:{','.join(sorted(values))}") as unit:
            return unit.change(SurveyFinding, id, version, **values)

    def note(self, id: int, *, noted: bool = True) -> None:
        """Take note of a finding without a need, or open it again."""
        with self._store.write("Befund zur Kenntnis genommen" if noted else "Befund wieder geöffnet") as unit:
            if unit.get(SurveyFinding, id).need_id is None:
                unit.change(SurveyFinding, id, None, state=FindingState.NOTED if noted else FindingState.OPEN)

    def discard(self, id: int) -> None:
        """Move a finding to the Papierkorb."""
        with self._store.write("Befund gelöscht") as unit:
            unit.discard(SurveyFinding, id)

    # --- needs

    def make_need(self, id: int) -> int:
        """A need from a finding, with the finding as its first evidence; returns the need's id."""
        with self._store.write("Bedarf aus Befund angelegt") as unit:
            finding = unit.get(SurveyFinding, id)
            if finding.need_id is not None:
                raise UserError("Aus diesem Befund ist schon ein Bedarf entstanden.", help_topic=HELP)
            need_id = self._needs.create(title=finding.title[:200], description=finding.statement)
            self._link(unit, finding, need_id)
            return need_id

    def add_to_need(self, id: int, need_id: int) -> None:
        """Let a finding support a need that exists."""
        with self._store.write("Befund einem Bedarf zugeordnet") as unit:
            unit.get(Need, need_id)
            self._link(unit, unit.get(SurveyFinding, id), need_id)

    def _link(self, unit: WriteUnit, finding: SurveyFinding, need_id: int) -> None:
        survey = unit.get(Survey, finding.survey_id)
        if not unit.find(Evidence, need_id=need_id, source_kind=SurveyFinding.kind, source_id=finding.id):
            self._needs.add_evidence(
                need_id=need_id,
                evidence_kind_id=_evidence_kind(unit),
                statement=finding.statement or finding.title,
                source=f"Befund aus „{survey.title}“",
                source_kind=SurveyFinding.kind,
                source_id=finding.id,
                strength=Strength.STRONG,
                observed=survey.field_end or finding.taken_on,
            )
        unit.change(SurveyFinding, finding.id, None, need_id=need_id, state=FindingState.NEED)


def _evidence_kind(unit: ReadUnit) -> int:
    found = unit.find(CatalogEntry, catalogue=Catalogue.EVIDENCE_KIND, code="survey")
    if not found:
        raise UserError("Im Katalog „Evidenzarten“ fehlt der Eintrag „Befragung“.", help_topic="kataloge")
    return found[0].id
