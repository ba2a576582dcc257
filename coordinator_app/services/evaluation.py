"""Evaluating a survey: every question with shares, intervals, groups and waves, recomputed whenever it is asked for.

Everything handed out is safe to publish (`services.evaluation_safety`). Answers of an open link never take part.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from coordinator_app.common.errors import UserError
from coordinator_app.domain.evaluation import CodeCategory, SurveyIndex
from coordinator_app.domain.evaluation_plan import Subject, subjects
from coordinator_app.domain.questionnaires import Form
from coordinator_app.domain.results import (
    DataBasis,
    Frequencies,
    Perceived,
    Portfolio,
    Result,
    ResultKind,
    WeightingReport,
)
from coordinator_app.domain.sampling import RegisterMargin, SurveyStratum
from coordinator_app.domain.surveys import Survey
from coordinator_app.storage.store import Store
from coordinator_app.survey.item_bank import item_bank

if TYPE_CHECKING:
    from coordinator_app.domain.survey_run import SurveyRun
    from coordinator_app.services.answers import Answers
    from coordinator_app.services.evaluation_bundle import Bundle
    from coordinator_app.services.evaluation_data import Prepared, WrittenAnswer
    from coordinator_app.services.evaluation_tables import View
    from coordinator_app.services.surveys import Surveys

HELP = "auswertung"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list of questions: what can be shown, and whether others can be compared by it."""

    key: str
    number: int
    title: str
    block: str
    kind: ResultKind
    groups: bool = False


class Evaluation:
    """Reading only; findings, indices and categories have services of their own."""

    def __init__(self, store: Store, surveys: "Surveys", answers: "Answers") -> None:
        self._store = store
        self._surveys = surveys
        self._answers = answers
        self._known: dict[int, tuple[object, Prepared]] = {}
        self._bundles: dict[object, tuple[Prepared, Bundle]] = {}

    # --- what there is

    def form(self, survey_id: int) -> Form:
        """The form answers are read by: the newest German one they were given on, else the questionnaire."""
        state = self._answers.state(survey_id)
        forms = self._answers.forms(survey_id) if state.usable else []
        german = [form for form in forms if form.language == "de"] or forms
        if german:
            return german[-1].form
        return self._surveys.form(self._surveys.questionnaires(survey_id)[0].id)

    def entries(self, survey_id: int) -> list[Entry]:
        """Every question and index in the order of the form."""
        prepared = self.prepared(survey_id)
        found = [
            Entry(each.key, each.number, each.title, each.block, each.kind, each.groups) for each in prepared.subjects
        ]
        return found + [
            Entry(f"index:{each.id}", 0, each.title, "Indizes", ResultKind.INDEX) for each in prepared.indices
        ]

    def prepared(self, survey_id: int) -> "Prepared":
        """The answers with their weights; read again only after something changed."""
        file = self._answers.file(survey_id) if self._answers.state(survey_id).usable else None
        mark = (self._store.revision, id(file), file.revision if file is not None else 0)
        known = self._known.get(survey_id)
        if known is not None and known[0] == mark:
            return known[1]
        prepared = self._prepare(survey_id)
        self._bundles.clear()
        self._known[survey_id] = (mark, prepared)
        return prepared

    def _prepare(self, survey_id: int) -> "Prepared":
        from coordinator_app.services.evaluation_data import (
            Prepared,
            district,
            has_all,
            no_answers,
            shown_codes,
            shown_subject,
        )
        from coordinator_app.services.evaluation_safety import limits_of
        from coordinator_app.services.evaluation_weights import weigh

        with self._store.read() as unit:
            survey = unit.get(Survey, survey_id)
            strata = unit.find(SurveyStratum, survey_id=survey_id, order="position,id")
            margins = unit.find(RegisterMargin, survey_id=survey_id, order="position,id")
            categories = unit.find(CodeCategory, survey_id=survey_id, order="code,id")
            indices = unit.find(SurveyIndex, survey_id=survey_id, order="id")
        polarities = {item.id: item.polarity for item in item_bank().items}
        data = self._answers.data_set(survey_id) if self._answers.state(survey_id).usable else no_answers()
        found = tuple(each for each in subjects(self.form(survey_id), polarities) if has_all(each, data))
        asked_where = district(found, strata)
        least = limits_of(survey).least
        found = tuple(shown_subject(each, data, least) for each in found)
        titles = {part.variable: each.title for each in found for part in each.parts}
        weights = weigh(data, asked_where, strata, margins, titles, shown_codes(found))
        return Prepared(
            survey=survey,
            subjects=found,
            data=data,
            weighted=weights.weighted,
            plain=weights.plain,
            weighting=weights.report,
            texts=self._texts(survey_id, found),
            categories=tuple(categories),
            indices=tuple(indices),
        )

    def _texts(self, survey_id: int, found: Sequence[Subject]) -> "dict[str, Sequence[WrittenAnswer]]":
        """Written answers of the drawn sample by variable."""
        from coordinator_app.services.evaluation_data import WrittenAnswer

        names = [part.variable for subject in found for part in subject.texts]
        if not names or not self._answers.state(survey_id).usable:
            return {}
        drawn = set(self._answers.joined(survey_id).sheet.tolist())
        return {
            name: [
                WrittenAnswer(each.sheet_id, each.text, each.categories)
                for each in self._answers.texts(survey_id, name)
                if each.sheet_id in drawn
            ]
            for name in names
        }

    # --- results

    def result(self, survey_id: int, key: str, view: "View") -> Result:
        """The result of a question or index as it may be shown; `UserError` when it is gone.

        What is hidden is decided together with the comparisons every report holds, so that screen and report agree.
        """
        from coordinator_app.services.evaluation_bundle import shown_groups
        from coordinator_app.services.evaluation_safety import WITH_UNSURE, hidden_as

        prepared = self.prepared(survey_id)
        group = view.group if view.group != key else ""
        safe = self._bundle(survey_id, key, view).results[group]
        if not view.dont_know or safe.kind not in WITH_UNSURE:
            return safe
        exact = self._exact(prepared, key, replace(view, group=group))
        return hidden_as(shown_groups(prepared, group, exact), safe)

    def frequencies(self, survey_id: int, key: str, view: "View") -> list[Frequencies]:
        """Plain counts of every variable of a question as they may be shown; none for numbers and texts."""
        return list(self._bundle(survey_id, key, view).counts)

    def _bundle(self, survey_id: int, key: str, view: "View") -> "Bundle":
        """What is decided together with a question: its comparisons and its counts.

        Questions everything is compared by are not compared by each other unless somebody asks for it.
        """
        from coordinator_app.services.evaluation_bundle import bundle_of
        from coordinator_app.services.evaluation_data import standard_groups

        prepared = self.prepared(survey_id)
        standard = standard_groups(prepared)
        groups = [] if key in standard else list(standard)
        if view.group not in ("", key, *groups):
            groups.append(view.group)
        mark = (survey_id, key, view.weighted, tuple(groups))
        known = self._bundles.get(mark)
        if known is None or known[0] is not prepared:
            known = prepared, bundle_of(prepared, key, groups, view, self._exact)
            self._bundles[mark] = known
        return known[1]

    def _exact(self, prepared: "Prepared", key: str, view: "View") -> Result:
        from coordinator_app.services.evaluation_data import grouping
        from coordinator_app.services.evaluation_extra import index_result
        from coordinator_app.services.evaluation_tables import result_of

        groups = grouping(prepared, view.group)
        if key.startswith("index:"):
            index = next((each for each in prepared.indices if f"index:{each.id}" == key), None)
            if index is not None:
                made = index_result(prepared, index, prepared.design(weighted=view.weighted), groups)
                return replace(made, weighted=view.weighted and prepared.weighting.applied)
        subject = prepared.subject(key)
        if subject is None:
            raise UserError(
                "Diese Frage gibt es in den Antworten nicht mehr. Bitte wählen Sie eine andere.", help_topic=HELP
            )
        return result_of(prepared, subject, view, groups)

    # --- waves

    def earlier(self, survey_id: int, key: str) -> list[Survey]:
        """Other surveys that asked this very question: same wording, answers and form; the newest first."""
        subject = self.prepared(survey_id).subject(key)
        if subject is None or subject.kind is ResultKind.TEXTS:
            return []
        return [
            other
            for other in self._surveys.all()
            if other.id != survey_id and self._answers.state(other.id).usable and self._same(other.id, subject)
        ]

    def _same(self, survey_id: int, subject: Subject) -> Subject | None:
        """The subject of another survey that may be compared with this one; None without answers to it."""
        prepared = self.prepared(survey_id)
        if not prepared.data.size:
            return None
        place = subject.key.count(":")
        same = (each for each in prepared.subjects if each.hash == subject.hash and each.key.count(":") == place)
        return next(same, None)

    def waves(self, survey_id: int, key: str, others: Sequence[int], view: "View") -> Result:
        """The question in this and other surveys, the oldest first; `UserError` when it was never asked the same."""
        from coordinator_app.services.evaluation_extra import Wave, wave_result

        subject = self.prepared(survey_id).subject(key)
        found: list[tuple[int, int, Wave]] = []
        for id in (survey_id, *others):
            prepared = self.prepared(id)
            same = subject if id == survey_id or subject is None else self._same(id, subject)
            if same is not None:
                result = self.result(id, same.key, replace(view, group=""))
                survey = prepared.survey
                found.append(
                    (survey.year or 0, survey.id, Wave(str(survey.year or survey.title), prepared, same, result))
                )
        if len(found) < 2:
            raise UserError(
                "Diese Frage wurde in keiner anderen Erhebung mit gleichem Wortlaut und gleichen Antworten gestellt.",
                help_topic=HELP,
            )
        return wave_result([wave for _, _, wave in sorted(found, key=_order)], weighted=view.weighted)

    # --- everything at once

    def run(self, survey_id: int) -> "SurveyRun":
        """All results of a survey as the report prints them: by block, by the standard groups, with earlier surveys."""
        from coordinator_app.services.evaluation_run import run_of

        return run_of(self, survey_id)

    def portfolios(self, survey_id: int) -> tuple[Portfolio, ...]:
        """Importance against satisfaction, for every pair of questions that asks both of the same things."""
        from coordinator_app.services.evaluation_run import portfolios_of

        return portfolios_of(self, survey_id)

    def perceived(self, survey_id: int) -> Perceived | None:
        """What people feel beside what is recorded; None when nothing is tied together."""
        from coordinator_app.services.evaluation_recorded import perceived_of

        return perceived_of(self._store, self, survey_id)

    # --- what the figures rest on

    def basis(self, survey_id: int) -> DataBasis:
        """Letters, answers, rates, effective number and entry errors of a survey."""
        prepared, returns = self.prepared(survey_id), self._answers.returns(survey_id)
        report, survey = prepared.weighting, prepared.survey
        rate, low, high = _entry_error(survey.entry_fields or 0, survey.entry_errors or 0)
        return DataBasis(
            sent=returns.letters,
            undeliverable=returns.undeliverable,
            evaluated=returns.answers,
            paper=returns.paper,
            online=returns.online,
            self_selected=returns.self_selected,
            blank=returns.blank,
            return_rate=returns.rate,
            effective=report.effective if report.applied else float(prepared.data.size),
            design_effect=report.design_effect,
            entry_error=rate,
            entry_low=low,
            entry_high=high,
            weighted=report.applied,
        )

    def weighting(self, survey_id: int) -> WeightingReport:
        """How the answers were weighted, with the margins before and after."""
        return self.prepared(survey_id).weighting


def _order(found: tuple[int, int, object]) -> tuple[int, int]:
    return found[0], found[1]


def _entry_error(fields: int, errors: int) -> tuple[float | None, float | None, float | None]:
    """Errors of the first entry per 1,000 fields with the exact 95 % interval; None without a second entry."""
    if not fields:
        return None, None, None
    from coordinator_app.survey.intervals import exact_interval

    low, high = exact_interval(errors, fields)
    return 1000 * errors / fields, 1000 * float(low), 1000 * float(high)
