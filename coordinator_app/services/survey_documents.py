"""Documents of surveys: the questionnaire (Word twin and the sheet itself as PDF), code plan, checklist."""

from coordinator_app.common.jobs import JobContext
from coordinator_app.documents.content import Document
from coordinator_app.documents.questionnaire import (
    LegalLine,
    checklist_document,
    codebook_document,
    questionnaire_document,
)
from coordinator_app.documents.translation_list import translation_list_document
from coordinator_app.domain.form_languages import GERMAN, form_language
from coordinator_app.domain.surveys import LEGAL_POINTS, Questionnaire, Survey
from coordinator_app.services.documents import DocumentKind, DocumentOption, Options, Workspace
from coordinator_app.services.translation_lists import list_rows


def _questionnaire(workspace: Workspace, id: int, options: Options) -> Document:
    details = bool(options.get("bank_details", False))
    frozen, surveys = str(options.get("version", "")), workspace.surveys
    form = surveys.version_form(int(frozen)) if frozen else surveys.form(id, str(options.get("language", GERMAN)))
    return questionnaire_document(form, bank_details=details)


def _sheet(workspace: Workspace, id: int, options: Options, _context: JobContext) -> bytes:
    frozen = str(options.get("version", ""))
    if frozen:
        return workspace.surveys.version_sheet(int(frozen)).pdf
    return workspace.surveys.sheet(id, str(options.get("language", GERMAN))).pdf


def _versions(workspace: Workspace, id: int) -> tuple[tuple[str, str], ...]:
    """The frozen versions: „Druckfassung 2: 7F3C-9K2M, Englisch, Großdruck“."""
    found: list[tuple[str, str]] = []
    for version in workspace.surveys.versions(id):
        parts = [f"{version.code[:4]}-{version.code[4:]}"]
        if version.language != GERMAN:
            parts.append(form_language(version.language).label)
        if version.large_print:
            parts.append("Großdruck")
        found.append((str(version.id), f"Druckfassung {version.number}: {', '.join(parts)}"))
    return tuple(found)


def _languages(workspace: Workspace, id: int) -> tuple[tuple[str, str], ...]:
    """The languages a questionnaire has besides German."""
    return tuple((language.code, language.label) for language in workspace.surveys.translations.languages(id)[1:])


def _codebook(workspace: Workspace, id: int, options: Options) -> Document:  # noqa: ARG001 -- as above
    surveys = workspace.surveys
    forms = [surveys.form(id, language.code) for language in surveys.translations.languages(id)]
    versions = [surveys.version_of(id, form) for form in forms]
    codes = [version.code if version else "" for version in versions]
    return codebook_document(forms[0], code=codes[0], others=list(zip(forms[1:], codes[1:], strict=True)))


def _translation_list(workspace: Workspace, id: int, options: Options) -> Document:
    languages = [language.code for language in workspace.surveys.translations.languages(id)[1:]]
    chosen = str(options.get("language", ""))
    sheet = workspace.surveys.translations.sheet(id, chosen if chosen in languages else languages[0])
    form = workspace.surveys.form(id)
    return translation_list_document(form.title, form.municipality, sheet.language.label, list_rows(sheet))


def _translated(workspace: Workspace) -> list[int]:
    """Questionnaires with another language than German."""
    return [id for id in _questionnaires(workspace) if workspace.surveys.translations.of(id)]


def _list_stem(workspace: Workspace, id: int) -> str:
    questionnaire: Questionnaire = workspace.surveys.get_questionnaire(id)
    return f"Übersetzung {questionnaire.title}"


def _checklist(workspace: Workspace, id: int, options: Options) -> Document:  # noqa: ARG001 -- as above
    survey: Survey = workspace.surveys.get(id)
    checks = workspace.surveys.checks(id)
    lines = [
        LegalLine(
            point.question,
            point.source,
            checks[point.key].answer.label,
            checks[point.key].answered_on,
            checks[point.key].remark,
        )
        for point in LEGAL_POINTS
    ]
    facts = [("Erhebung", f"{survey.title} ({survey.year})"), ("Befragte", survey.target_age.label)]
    facts += [
        (label, value)
        for label, value in (
            ("Zweck", survey.purpose),
            ("Grundgesamtheit", survey.population),
            ("Befragungsweg", survey.mode.label),
        )
        if value
    ]
    return checklist_document(survey.title, facts, lines)


def _questionnaires(workspace: Workspace) -> list[int]:
    found: list[int] = []
    for survey in workspace.surveys.all():
        found += [questionnaire.id for questionnaire in workspace.surveys.questionnaires(survey.id)]
    return found


def _surveys(workspace: Workspace) -> list[int]:
    return [survey.id for survey in workspace.surveys.all()]


def _questionnaire_stem(workspace: Workspace, id: int) -> str:
    questionnaire: Questionnaire = workspace.surveys.get_questionnaire(id)
    return f"Fragebogen {questionnaire.title}"


def _codebook_stem(workspace: Workspace, id: int) -> str:
    questionnaire: Questionnaire = workspace.surveys.get_questionnaire(id)
    return f"Codeplan {questionnaire.title}"


def _checklist_stem(workspace: Workspace, id: int) -> str:
    survey: Survey = workspace.surveys.get(id)
    return f"{survey.year} Checkliste {survey.title}"


KINDS: tuple[DocumentKind, ...] = (
    DocumentKind(
        key="questionnaire",
        label="Fragebogen",
        subject="questionnaire",
        build=_questionnaire,
        subjects=_questionnaires,
        file_stem=_questionnaire_stem,
        formats=("docx", "pdf"),
        options=(
            DocumentOption("language", "Sprache", default=GERMAN, choices=((GERMAN, "Deutsch"),)),
            DocumentOption("version", "Fassung", default="", choices=(("", "wie im Fragebogen"),)),
            DocumentOption("bank_details", "Word: Variable und Konstrukt zu jeder Frage", default=False),
        ),
        own={"pdf": _sheet},
        choices={"language": _languages, "version": _versions},
    ),
    DocumentKind(
        key="codebook",
        label="Codeplan",
        subject="questionnaire",
        build=_codebook,
        subjects=_questionnaires,
        file_stem=_codebook_stem,
        formats=("docx", "pdf", "xlsx"),
    ),
    DocumentKind(
        key="translation_list",
        label="Liste zum Übersetzen",
        subject="questionnaire",
        build=_translation_list,
        subjects=_translated,
        file_stem=_list_stem,
        formats=("xlsx", "docx", "pdf"),
        options=(DocumentOption("language", "Sprache", default=""),),
        choices={"language": _languages},
    ),
    DocumentKind(
        key="survey_checklist",
        label="Checkliste vor dem Druck",
        subject="survey",
        build=_checklist,
        subjects=_surveys,
        file_stem=_checklist_stem,
    ),
)
