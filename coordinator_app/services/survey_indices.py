"""Indices of a survey: which questions make one, and the series recorded figures are taken from."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from coordinator_app.common.errors import UserError
from coordinator_app.domain.data_series import DataSeries
from coordinator_app.domain.evaluation import RecordedLink, SurveyIndex
from coordinator_app.domain.results import ResultKind
from coordinator_app.domain.surveys import Survey
from coordinator_app.storage.store import Store

if TYPE_CHECKING:
    from coordinator_app.services.evaluation import Evaluation

HELP = "auswertung"
_SCALES = frozenset({ResultKind.LIKERT})


class SurveyIndices:
    """Verbs on indices and on ties to recorded series; every writing verb is one undoable step."""

    def __init__(self, store: Store, evaluation: "Evaluation") -> None:
        self._store = store
        self._evaluation = evaluation

    def choices(self, survey_id: int) -> list[tuple[str, str, bool]]:
        """Variables an index may be made of: name, words, and whether low codes are the good end (to be turned)."""
        found: list[tuple[str, str, bool]] = []
        for subject in self._evaluation.prepared(survey_id).subjects:
            if subject.kind not in _SCALES or len(subject.codes) < 2:
                continue
            turned = bool(subject.reading.good) and subject.codes[0] < subject.codes[-1]
            for part in subject.parts:
                row = f": {part.label}" if len(subject.parts) > 1 else ""
                found.append((part.variable, f"{subject.number} {subject.title}{row}", turned))
        return found

    def alpha(self, survey_id: int, variables: str) -> str:
        """What Cronbach's alpha says about these variables; „" for fewer than two."""
        from coordinator_app.services.evaluation_extra import alpha_words, index_items
        from coordinator_app.survey.scales import Deletion, alpha

        if sum(bool(line.strip()) for line in variables.splitlines()) < 2:
            return ""
        items = index_items(self._evaluation.prepared(survey_id), SurveyIndex(title="neu", variables=variables))
        return alpha_words(alpha([item.aligned for item in items], Deletion.LISTWISE))

    def create(self, survey_id: int, *, title: str, variables: str, **values: Any) -> int:
        """Make an index; `UserError` when it cannot be computed."""
        index = SurveyIndex(survey_id=survey_id, title=title.strip(), variables=variables, **values)
        self._check(survey_id, index)
        with self._store.write("Index angelegt") as unit:
            unit.get(Survey, survey_id)
            return unit.add(index)

    def get(self, id: int) -> SurveyIndex:
        """One index."""
        with self._store.read() as unit:
            return unit.get(SurveyIndex, id)

    def update(self, id: int, version: int | None, **values: Any) -> int:
        """Change an index and return its new version."""
        from dataclasses import replace

        known = self.get(id)
        self._check(known.survey_id, replace(known, **values))
        with self._store.write("Index geändert", merge=f"survey_index:{id}:{','.join(sorted(values))}") as unit:
            return unit.change(SurveyIndex, id, version, **values)

    def discard(self, id: int) -> None:
        """Move an index to the Papierkorb."""
        with self._store.write("Index gelöscht") as unit:
            unit.discard(SurveyIndex, id)

    def _check(self, survey_id: int, index: SurveyIndex) -> None:
        from coordinator_app.services.evaluation_extra import index_items
        from coordinator_app.survey.scales import index_scores

        if not index.title.strip():
            raise UserError("Bitte geben Sie dem Index einen Namen.", help_topic=HELP)
        items = index_items(self._evaluation.prepared(survey_id), index)
        if not 1 <= index.least_valid <= len(items):
            words = f"Bitte geben Sie bei „Gültige Antworten mindestens“ eine Zahl von 1 bis {len(items)} an."
            raise UserError(words, help_topic=HELP)
        index_scores(items, least_valid=index.least_valid, rescaled=index.rescaled)

    # --- recorded figures

    def links(self, survey_id: int) -> list[tuple[RecordedLink, str]]:
        """The ties of a survey with the title of their series."""
        with self._store.read() as unit:
            found = unit.find(RecordedLink, survey_id=survey_id, order="id")
            titles = unit.titles(DataSeries.kind, [link.data_series_id for link in found])
            return [(link, titles.get(link.data_series_id, "")) for link in found]

    def link(self, survey_id: int, variable: str, series_id: int) -> int:
        """Set a recorded series beside a variable; doing it twice changes nothing."""
        subject = self._evaluation.prepared(survey_id).of_variable(variable)
        if subject is None or not subject.reading.summary_codes:
            raise UserError("Bitte wählen Sie eine Frage mit einer Skala, zum Beispiel zur Sorge.", help_topic=HELP)
        with self._store.write("Statistik zugeordnet") as unit:
            unit.get(DataSeries, series_id)
            known = unit.find(RecordedLink, survey_id=survey_id, variable=variable, data_series_id=series_id)
            if known:
                return known[0].id
            return unit.add(RecordedLink(survey_id=survey_id, variable=variable, data_series_id=series_id))

    def unlink(self, ids: Sequence[int]) -> None:
        """Take ties away."""
        with self._store.write("Zuordnung zur Statistik gelöst") as unit:
            for id in ids:
                unit.discard(RecordedLink, id)
