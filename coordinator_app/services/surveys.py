"""Surveys: setting one up, its legal checklist, its questionnaire, printing drafts and frozen form versions."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from coordinator_app.common.clock import today
from coordinator_app.common.errors import UserError
from coordinator_app.domain.fields import Kind
from coordinator_app.domain.form_languages import GERMAN
from coordinator_app.domain.municipality import Municipality
from coordinator_app.domain.questionnaire_findings import Finding, findings
from coordinator_app.domain.questionnaire_rules import Budget, budget, content_hash
from coordinator_app.domain.questionnaires import Form, form_data, form_from
from coordinator_app.domain.surveys import (
    LEGAL_POINTS,
    CheckAnswer,
    FormVersion,
    Question,
    Questionnaire,
    Survey,
    SurveyCheck,
    check_survey,
    legal_warnings,
)
from coordinator_app.services.lists import ListRow, RecordList, columns
from coordinator_app.services.question_content import form_question, town_name
from coordinator_app.services.questions import Questions, add_template, questions_of
from coordinator_app.services.translation_sheets import translated_form, translation_sheet
from coordinator_app.services.translations import Translations
from coordinator_app.storage.queries.search import record_type_of
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import ReadUnit
from coordinator_app.survey.item_bank import Item, ItemBank, filled, item_bank
from coordinator_app.survey.item_search import search_items

if TYPE_CHECKING:
    from coordinator_app.documents.questionnaire_sheet import Sheet

HELP = "erhebungen"
_SHOWN_FINDINGS = 6


def _year(row: ListRow[Survey]) -> str:
    """A year is a name, not a quantity: without thousands' point."""
    return str(row.record.year or "")


LIST_COLUMNS = tuple(
    replace(column, kind=Kind.TEXT, value=_year) if column.key == "year" else column
    for column in columns(Survey, "title", "year", "state", "target_age", "field_start", "field_end")
)


@dataclass(frozen=True, slots=True)
class Designer:
    """Everything the questionnaire page shows about one questionnaire, read at once."""

    questionnaire: Questionnaire
    questions: tuple[Question, ...]
    form: Form
    findings: tuple[Finding, ...]
    version: FormVersion | None

    def budget(self, pages: int = 0) -> Budget:
        """Length of the form; `pages` from the sheet."""
        return budget(self.form, pages)


class Surveys:
    """Verbs on surveys; `questions` has those on single questions, `translations` those on other languages."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.questions = Questions(store)
        self.translations = Translations(store)

    # ------------------------------------------------------------ surveys

    def all(self) -> Sequence[Survey]:
        """All surveys, the newest year first."""
        with self._store.read() as unit:
            return unit.find(Survey, order="-year,sort_key")

    def list(self) -> RecordList[Survey]:
        """The list source of the page."""
        return RecordList(self._store, Survey, LIST_COLUMNS)

    def get(self, id: int) -> Survey:
        """One survey."""
        with self._store.read() as unit:
            return unit.get(Survey, id)

    def survey_of(self, kind: str, id: int) -> int:
        """The survey a record belongs to: its questionnaire, a question, or anything with a `survey_id`."""
        with self._store.read() as unit:
            record: Any = unit.get(record_type_of(kind), id)
            if isinstance(record, Question):
                record = unit.get(Questionnaire, record.questionnaire_id or 0)
            return int(record.survey_id or 0)

    def create(self, *, title: str, year: int | None, template: str = "kurz4", **values: Any) -> int:
        """Set up a survey with a questionnaire from a template („kurz4“, „leer“) and return the survey's id."""
        check_survey(title, year)
        chosen = item_bank().template(template)
        with self._store.write("Erhebung angelegt") as unit:
            survey = unit.add(Survey(title=title.strip(), year=year, **values))
            name = town_name(unit)
            questionnaire = Questionnaire(
                survey_id=survey,
                title=title.strip() if str(year) in title else f"{title.strip()} {year}",
                introduction=filled(chosen.introduction, municipality=name),
                closing=filled(chosen.closing, municipality=name),
                page_limit=chosen.page_limit,
            )
            add_template(unit, unit.add(questionnaire), chosen)
            return survey

    def update(self, id: int, version: int | None, **values: Any) -> int:
        """Change fields of a survey and return its new version."""
        with self._store.write("Erhebung geändert", merge=f"survey:{id}:{','.join(sorted(values))}") as unit:
            current = unit.get(Survey, id)
            check_survey(str(values.get("title", current.title)), values.get("year", current.year))
            return unit.change(Survey, id, version, **values)

    def discard(self, id: int) -> None:
        """Move a survey to the Papierkorb."""
        with self._store.write("Erhebung gelöscht") as unit:
            unit.discard(Survey, id)

    # ------------------------------------------------------------ legal checklist

    def checks(self, survey_id: int) -> dict[str, SurveyCheck]:
        """The answer to every legal point by its key; points without an answer are open."""
        with self._store.read() as unit:
            return _checks(unit, survey_id)

    def answer(self, survey_id: int, point: str, *, answer: CheckAnswer, remark: str | None = None) -> None:
        """Answer a legal point today (or set it back to open); the remark stays unless one is given."""
        if point not in {known.key for known in LEGAL_POINTS}:
            message = f"unknown legal point {point!r}"
            raise ValueError(message)
        with self._store.write("Prüfpunkt beantwortet", merge=f"check:{survey_id}:{point}:{answer}") as unit:
            current = _checks(unit, survey_id)[point]
            day = None if answer is CheckAnswer.OPEN else current.answered_on
            if answer is not current.answer and answer is not CheckAnswer.OPEN:
                day = today(self._store.clock)
            values: dict[str, Any] = {"answer": answer, "answered_on": day}
            values["remark"] = current.remark if remark is None else remark
            if current.id:
                unit.change(SurveyCheck, current.id, None, **values)
            else:
                unit.add(SurveyCheck(survey_id=survey_id, point=point, **values))

    def legal_warnings(self, survey_id: int) -> Sequence[str]:
        """What is open or refused on the legal checklist; printed and shown, it never stops anybody."""
        return legal_warnings(list(self.checks(survey_id).values()))

    # ------------------------------------------------------------ questionnaire

    def questionnaires(self, survey_id: int) -> Sequence[Questionnaire]:
        """The questionnaires of a survey (one for now)."""
        with self._store.read() as unit:
            return unit.find(Questionnaire, survey_id=survey_id, order="id")

    def get_questionnaire(self, id: int) -> Questionnaire:
        """One questionnaire."""
        with self._store.read() as unit:
            return unit.get(Questionnaire, id)

    def update_questionnaire(self, id: int, version: int | None, **values: Any) -> int:
        """Change title, texts or page limit of a questionnaire and return its new version."""
        if not 1 <= int(values.get("page_limit", 4)) <= 16:
            raise UserError("Ein Fragebogen darf 1 bis 16 Seiten haben; mehr füllt kaum jemand aus.", help_topic=HELP)
        merge = f"questionnaire:{id}:{','.join(sorted(values))}"
        with self._store.write("Fragebogen geändert", merge=merge) as unit:
            return unit.change(Questionnaire, id, version, **values)

    def designer(self, questionnaire_id: int) -> Designer:
        """Questionnaire, questions, the whole form and what is wrong with it."""
        with self._store.read() as unit:
            questionnaire = unit.get(Questionnaire, questionnaire_id)
            questions = questions_of(unit, questionnaire_id)
            form = _form(unit, questionnaire, questions)
            version = _matching_version(unit, questionnaire_id, form)
        return Designer(questionnaire, tuple(questions), form, tuple(findings(form)), version)

    def form(self, questionnaire_id: int, language: str = GERMAN) -> Form:
        """The questionnaire as a value for documents, in one of its languages."""
        with self._store.read() as unit:
            form = _form(unit, unit.get(Questionnaire, questionnaire_id), questions_of(unit, questionnaire_id))
            return form if language == GERMAN else translated_form(unit, questionnaire_id, form, language)

    def version_of(self, questionnaire_id: int, form: Form) -> FormVersion | None:
        """The frozen version with exactly this content; None while it is a draft."""
        with self._store.read() as unit:
            return _matching_version(unit, questionnaire_id, form)

    @property
    def bank(self) -> ItemBank:
        """The question bank."""
        return item_bank()

    def search_items(
        self, text: str = "", module: str = "", *, source: str = "", comparison: bool = False
    ) -> Sequence[Item]:
        """Items of the bank by words, module, family of sources ("" = all) and comparison lock."""
        return search_items(item_bank(), text, module, source=source, comparison=comparison)

    # ------------------------------------------------------------ sheets and form versions

    def sheet(self, questionnaire_id: int, language: str = GERMAN) -> "Sheet":
        """What would be printed now: the frozen version when it is still the same, else a draft marked as such."""
        form = self.form(questionnaire_id, language)
        return self.sheet_of(form, self.version_of(questionnaire_id, form))

    def sheet_of(self, form: Form, version: FormVersion | None) -> "Sheet":
        """The sheet of a form that was read already, with its frozen version (None = a draft)."""
        if version is not None:
            return self.version_sheet(version.id)
        from coordinator_app.documents.questionnaire_sheet import draft_sheet

        return draft_sheet(form, self._crest())

    def freeze(self, questionnaire_id: int, language: str = GERMAN) -> int:
        """Freeze the questionnaire as a form version for printing and return its id; the same content keeps its.

        Every language is a form version of its own with the same variables. Raises `UserError` when the form has
        serious findings or a translation is not ready. The legal checklist warns but does not stop.
        """
        designer = self.designer(questionnaire_id)
        form = self.form(questionnaire_id, language)
        version = self.version_of(questionnaire_id, form)
        if version is not None:
            return version.id
        serious = [finding.text for finding in designer.findings if finding.serious]
        if language != GERMAN:
            with self._store.read() as unit:
                serious += translation_sheet(unit, questionnaire_id, language).problems
        if not form.questions:
            serious.append("Der Fragebogen hat noch keine Fragen.")
        if serious:
            shown = serious[:_SHOWN_FINDINGS] + ["Und weitere."] * (len(serious) > _SHOWN_FINDINGS)
            raise UserError("Der Fragebogen kann noch nicht festgelegt werden: " + " ".join(shown), help_topic=HELP)
        from coordinator_app.documents.questionnaire_sheet import final_sheet

        sheet = final_sheet(form)
        with self._store.write("Druckfassung festgelegt") as unit:
            versions = unit.find(FormVersion, questionnaire_id=questionnaire_id, deleted=None)
            return unit.add(
                FormVersion(
                    questionnaire_id=questionnaire_id,
                    number=max((version.number for version in versions), default=0) + 1,
                    code=sheet.code,
                    language=language,
                    large_print=form.large_print,
                    content_hash=content_hash(form),
                    content=json.dumps(form_data(form), ensure_ascii=False),
                    geometry=sheet.geometry.to_json(),
                    pages=sheet.geometry.pages,
                    frozen_at=self._store.clock.now(),
                )
            )

    def versions(self, questionnaire_id: int) -> Sequence[FormVersion]:
        """All frozen form versions, the newest first."""
        with self._store.read() as unit:
            return unit.find(FormVersion, questionnaire_id=questionnaire_id, order="-number")

    def version_form(self, version_id: int) -> Form:
        """A frozen form version as a value."""
        with self._store.read() as unit:
            return form_from(_content(unit.get(FormVersion, version_id)))

    def version_sheet(self, version_id: int) -> "Sheet":
        """A frozen form version again as it was printed; `UserError` when it can no longer be set the same."""
        from coordinator_app.documents.questionnaire_sheet import final_sheet

        with self._store.read() as unit:
            version = unit.get(FormVersion, version_id)
        sheet = final_sheet(form_from(_content(version)), self._crest())
        if sheet.code != version.code:
            raise UserError(
                f"Die Druckfassung {version.number} ({version.code}) lässt sich mit dieser Programmversion nicht mehr "
                "genau gleich setzen. Bitte drucken Sie aus der damals gespeicherten PDF-Datei nach oder legen Sie "
                "eine neue Druckfassung fest.",
                help_topic=HELP,
            )
        return sheet

    def _crest(self) -> bytes:
        """The town's arms where the file has them in a format that can be printed."""
        with self._store.read() as unit:
            own = unit.find(Municipality, is_own=True)
        if not own or own[0].logo_id is None:
            return b""
        from coordinator_app.services.attachments import Attachments

        data = Attachments(self._store).content(own[0].logo_id)
        return data if data.startswith((b"\x89PNG", b"\xff\xd8\xff")) else b""


def _content(version: FormVersion) -> Mapping[str, Any]:
    return json.loads(version.content)


def _checks(unit: ReadUnit, survey_id: int) -> dict[str, SurveyCheck]:
    found = {check.point: check for check in unit.find(SurveyCheck, survey_id=survey_id)}
    return {
        point.key: found.get(point.key, SurveyCheck(survey_id=survey_id, point=point.key)) for point in LEGAL_POINTS
    }


def _form(unit: ReadUnit, questionnaire: Questionnaire, questions: list[Question]) -> Form:
    survey = unit.get(Survey, questionnaire.survey_id or 0)
    closing = questionnaire.closing
    if survey.contact:
        closing += f"\nRückfragen: {survey.contact}"
    own = unit.find(Municipality, is_own=True)
    return Form(
        title=questionnaire.title,
        municipality=f"{own[0].municipality_kind.label} {own[0].name}" if own else "",
        questions=tuple(form_question(question) for question in questions),
        subtitle=questionnaire.subtitle,
        introduction=questionnaire.introduction,
        closing=closing,
        page_limit=questionnaire.page_limit,
        large_print=questionnaire.large_print,
        drawn_correction=questionnaire.drawn_correction,
    )


def _matching_version(unit: ReadUnit, questionnaire_id: int, form: Form) -> FormVersion | None:
    wanted = content_hash(form)
    found = unit.find(FormVersion, questionnaire_id=questionnaire_id, content_hash=wanted, order="-number")
    return found[0] if found else None
