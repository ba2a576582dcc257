"""Documents that go with a survey: letters with merge fields, notices, sample plan, record of a draw and deletion."""

from collections.abc import Callable
from datetime import date

from coordinator_app.common.jobs import JobContext
from coordinator_app.documents.content import Document
from coordinator_app.documents.letters import LetterBody
from coordinator_app.documents.merge_fields import merge_field, with_merge_fields
from coordinator_app.documents.sample_papers import PlanPaper, draw_record, sample_plan_document
from coordinator_app.documents.survey_letters import SurveyWords, cover_letter, reminder_letter
from coordinator_app.documents.survey_notices import announcement, privacy_notice, prize_card
from coordinator_app.domain.field_calendar import calendar_problems, field_calendar
from coordinator_app.domain.letter_templates import TemplatePurpose
from coordinator_app.domain.letters import Addressee
from coordinator_app.domain.municipality import MunicipalityKind
from coordinator_app.domain.register_draw import draw_facts
from coordinator_app.domain.sampling import SampleDraw
from coordinator_app.domain.surveys import Survey
from coordinator_app.services.documents import DocumentKind, Options, Workspace, letterhead_of
from coordinator_app.services.letters import LAYOUT, more_templates
from coordinator_app.services.public_holidays import holiday_names

_MASCULINE = {MunicipalityKind.DISTRICT: "Landkreises", MunicipalityKind.ASSOCIATION: "Verwaltungsverbandes"}
_ADDRESS = ("Adresszeile1", "Adresszeile2", "Adresszeile3", "Adresszeile4")
ANYBODY = Addressee(
    name=merge_field("Name"),
    address=tuple(merge_field(column) for column in _ADDRESS),
    salutation=merge_field("Briefanrede"),
)
"""The recipient of a letter for Word's mail merge: fields of the file a draw writes."""


# --- What the papers say --------------------------------------------------------------------------------------


def survey_words(workspace: Workspace, survey_id: int) -> SurveyWords:
    """A survey with the municipality as the letters need them."""
    survey: Survey = workspace.surveys.get(survey_id)
    own = workspace.municipality.own()
    open_points = len(workspace.surveys.legal_warnings(survey_id))
    minutes = _minutes(workspace, survey_id)
    if own is None:
        kommune = "Kommune"
        return SurveyWords(
            survey=survey,
            town=kommune,
            place="unserer Kommune",
            the_town="Die Kommune",
            of_town="der Kommune",
            minutes=minutes,
            open_points=open_points,
        )
    kind = own.municipality_kind
    town = own.name if kind.label.lower() in own.name.lower() else f"{kind.label} {own.name}"
    masculine = kind in _MASCULINE
    return SurveyWords(
        survey=survey,
        town=town,
        place=f"im {town}" if masculine else own.name,
        the_town=f"Der {town}" if masculine else f"Die {town}",
        of_town=f"des {town.replace(kind.label, _MASCULINE[kind], 1)}" if masculine else f"der {town}",
        minutes=minutes,
        open_points=open_points,
        address=tuple(filter(None, (own.street, f"{own.postcode} {own.town}".strip()))),
        phone=own.phone,
        email=own.email,
        gender=own.gender_form,
        funding=own.funding_sentence,
        letterhead=letterhead_of(workspace),
    )


def _minutes(workspace: Workspace, survey_id: int) -> int:
    for questionnaire in workspace.surveys.questionnaires(survey_id):
        designer = workspace.surveys.designer(questionnaire.id)
        return int(designer.budget().minutes) if designer.questions else 0
    return 0


def holidays_of(survey: Survey) -> dict[date, str]:
    """Saxon holidays of the years around the field."""
    year = survey.field_start.year if survey.field_start else (survey.year or 0)
    found: dict[date, str] = {}
    for each in (year - 1, year, year + 1):
        found.update(holiday_names(each) if 1990 <= each <= 2100 else {})
    return found


def _plan(workspace: Workspace, id: int, _options: Options) -> Document:
    plan = workspace.sampling.plan(id)
    words = survey_words(workspace, id)
    days = holidays_of(plan.survey)
    paper = PlanPaper(
        survey=plan.survey,
        town=words.town,
        expected=plan.expected,
        needed=plan.needed,
        outlook=plan.outlook,
        population=plan.population,
        allocations=plan.allocations,
        calendar=field_calendar(plan.survey, days),
        calendar_notes=calendar_problems(plan.survey, days),
        legal=workspace.surveys.legal_warnings(id),
        letterhead=words.letterhead,
    )
    return sample_plan_document(paper)


def _record(workspace: Workspace, id: int, _options: Options) -> Document:
    draw: SampleDraw = workspace.sample_draws.get(id)
    words = survey_words(workspace, draw.survey_id)
    return draw_record(draw, draw_facts(draw), words.survey, words.town, letterhead=words.letterhead)


# --- Kinds ----------------------------------------------------------------------------------------------------


def _surveys(workspace: Workspace) -> list[int]:
    return [survey.id for survey in workspace.surveys.all()]


def _with_prizes(workspace: Workspace) -> list[int]:
    return [survey.id for survey in workspace.surveys.all() if survey.prizes.strip()]


def _draws(workspace: Workspace) -> list[int]:
    found: list[int] = []
    for survey in workspace.surveys.all():
        found += [draw.id for draw in workspace.sample_draws.draws(survey.id)]
    return found


def _stem(words: str) -> Callable[[Workspace, int], str]:
    def stem(workspace: Workspace, id: int) -> str:
        survey: Survey = workspace.surveys.get(id)
        return f"{survey.year} {words} {survey.title}"

    return stem


def _draw_stem(workspace: Workspace, id: int) -> str:
    draw: SampleDraw = workspace.sample_draws.get(id)
    return f"{workspace.surveys.get(draw.survey_id).year} Ziehungsprotokoll {draw.title}"


def _letter(key: str, label: str, body: Callable[[SurveyWords], LetterBody]) -> DocumentKind:
    """A letter to everybody drawn: as Word with merge fields (plain or on the town's template), as PDF to look at."""

    def build(workspace: Workspace, id: int, _options: Options) -> Document:
        words = survey_words(workspace, id)
        document: Document = workspace.letters.document([ANYBODY], body(words), title=label)
        return document

    def word(workspace: Workspace, id: int, options: Options, context: JobContext) -> bytes:
        from coordinator_app.exchange.register_extract import MERGE_COLUMNS

        layout = str(options.get(LAYOUT.key, ""))
        words = body(survey_words(workspace, id))
        _, data = workspace.letters.file([ANYBODY], words, title=label, layout=layout, context=context)
        return with_merge_fields(data, frozenset(MERGE_COLUMNS))

    return DocumentKind(
        key=key,
        label=label,
        subject=Survey.kind,
        build=build,
        subjects=_surveys,
        file_stem=_stem(label),
        options=(LAYOUT,),
        choices={LAYOUT.key: more_templates(TemplatePurpose.LETTER)},
        own={"docx": word},
    )


def _paper(
    key: str,
    label: str,
    build: Callable[[SurveyWords], Document],
    subjects: Callable[[Workspace], list[int]] = _surveys,
) -> DocumentKind:
    def made(workspace: Workspace, id: int, _options: Options) -> Document:
        return build(survey_words(workspace, id))

    return DocumentKind(
        key=key, label=label, subject=Survey.kind, build=made, subjects=subjects, file_stem=_stem(label)
    )


KINDS: tuple[DocumentKind, ...] = (
    DocumentKind(
        key="sample_plan",
        label="Stichprobenplan und Feldkalender",
        subject=Survey.kind,
        build=_plan,
        subjects=_surveys,
        file_stem=_stem("Stichprobenplan"),
        formats=("docx", "pdf", "xlsx"),
    ),
    _letter("survey_letter", "Anschreiben zur Befragung", cover_letter),
    _letter("survey_reminder", "Erinnerung an alle", reminder_letter),
    _paper("survey_announcement", "Bekanntmachung im Amtsblatt", announcement),
    _paper("survey_privacy", "Datenschutzhinweise zur Befragung", privacy_notice),
    _paper("survey_prize_card", "Teilnahmekarte für die Verlosung", prize_card, _with_prizes),
    DocumentKind(
        key="sample_draw_record",
        label="Ziehungs- und Löschprotokoll",
        subject=SampleDraw.kind,
        build=_record,
        subjects=_draws,
        file_stem=_draw_stem,
    ),
)
