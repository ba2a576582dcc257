"""Documents of the results of a survey: Sicherheitsanalyse, Tabellenband, a single result."""

from coordinator_app.common.errors import UserError
from coordinator_app.common.jobs import JobContext
from coordinator_app.documents.content import Document
from coordinator_app.documents.result_tables import Cells
from coordinator_app.documents.survey_report import (
    SurveyReport,
    build,
    result_document,
    tables_volume,
    volume_tables,
)
from coordinator_app.documents.tables_book import tables_book
from coordinator_app.domain.result_charts import ChartChoice
from coordinator_app.domain.result_words import SIGNS_NOTE
from coordinator_app.domain.surveys import Survey
from coordinator_app.services.document_kinds import CHART_PICTURES
from coordinator_app.services.documents import (
    DocumentKind,
    DocumentOption,
    Options,
    Workspace,
    dated_stem,
    letterhead_of,
)
from coordinator_app.services.evaluation import Entry
from coordinator_app.services.survey_report import report_of

_AS_SET = "set"
_WEIGHTED = ((_AS_SET, "wie in der Erhebung"), ("yes", "gewichtet"), ("no", "ungewichtet"))


def _report(workspace: Workspace, id: int, _options: Options) -> Document:
    return build(report_of(workspace, id))


def _tables(workspace: Workspace, id: int, _options: Options) -> Document:
    return tables_volume(_report_with_answers(workspace, id))


def _book(workspace: Workspace, id: int, _options: Options, _context: JobContext) -> bytes:
    """The tables for computing, one sheet per chapter."""
    report = _report_with_answers(workspace, id)
    notes = (
        report.survey.title,
        "Anteile in Prozent mit einer Stelle nach dem Komma; von/bis = 95-%-Bereich.",
        f"n = ungewichtete Antworten, n wirksam = nach Gewichtung. {SIGNS_NOTE}",
    )
    chapters = volume_tables(report, Cells(numeric=True))
    created = workspace.clock.now()
    return tables_book("Tabellenband", chapters, notes=notes, author=report.author, created=created)


def _report_with_answers(workspace: Workspace, id: int) -> SurveyReport:
    report = report_of(workspace, id)
    if not report.run.modules:
        raise UserError(
            "Zu dieser Erhebung gibt es keine Antworten, aus denen sich Tabellen ergeben. Bitte erfassen Sie zuerst "
            "Bögen oder lesen Sie Antworten ein.",
            help_topic="sicherheitsbericht",
        )
    return report


def _result(workspace: Workspace, id: int, options: Options) -> Document:
    from coordinator_app.services.evaluation_tables import View

    entries = workspace.evaluation.entries(id)
    key = str(options["result"]) or (entries[0].key if entries else "")
    if key not in {entry.key for entry in entries}:
        raise UserError("Diese Frage gibt es in der Erhebung nicht mehr. Bitte wählen Sie eine andere.")
    survey: Survey = workspace.surveys.get(id)
    weighted = survey.weighted if options["weighted"] == _AS_SET else options["weighted"] == "yes"
    view = View(group=str(options["group"]), weighted=weighted, dont_know=options["dont_know"] == "yes")
    choice = next((each for each in ChartChoice if each.value == options["chart"]), None)
    return result_document(workspace.evaluation.result(id, key, view), survey, letterhead_of(workspace), choice)


def _questions(workspace: Workspace, id: int) -> tuple[tuple[str, str], ...]:
    return tuple((entry.key, _entry_words(entry)) for entry in workspace.evaluation.entries(id))


def _groups(workspace: Workspace, id: int) -> tuple[tuple[str, str], ...]:
    return tuple((entry.key, _entry_words(entry)) for entry in workspace.evaluation.entries(id) if entry.groups)


def _entry_words(entry: Entry) -> str:
    return f"{entry.number} {entry.title}" if entry.number else entry.title


def _with_answers(workspace: Workspace) -> list[int]:
    return [survey.id for survey in workspace.surveys.all() if workspace.evaluation.basis(survey.id).evaluated]


def _on_demand(_workspace: Workspace) -> list[int]:
    """A single result is printed from the evaluation, never in a row with all papers: the report has them all."""
    return []


def _report_stem(workspace: Workspace, id: int) -> str:
    return dated_stem(workspace, "Sicherheitsanalyse", workspace.surveys.get(id).title)


def _tables_stem(workspace: Workspace, id: int) -> str:
    return dated_stem(workspace, "Tabellenband", workspace.surveys.get(id).title)


def _result_stem(workspace: Workspace, id: int) -> str:
    return dated_stem(workspace, "Ergebnis", workspace.surveys.get(id).title)


KINDS: tuple[DocumentKind, ...] = (
    DocumentKind(
        key="survey_report",
        label="Sicherheitsanalyse",
        subject="survey",
        build=_report,
        subjects=_with_answers,
        file_stem=_report_stem,
        formats=("docx", "pdf"),
        options=(CHART_PICTURES,),
    ),
    DocumentKind(
        key="survey_tables",
        label="Tabellenband",
        subject="survey",
        build=_tables,
        subjects=_with_answers,
        file_stem=_tables_stem,
        formats=("xlsx", "pdf", "docx"),
        own={"xlsx": _book},
    ),
    DocumentKind(
        key="survey_result",
        label="Ergebnis einer Frage",
        subject="survey",
        build=_result,
        subjects=_on_demand,
        file_stem=_result_stem,
        formats=("pdf", "docx", "xlsx"),
        options=(
            DocumentOption("result", "Frage", "", (("", "erste Frage"),)),
            DocumentOption("group", "Vergleichen nach", "", (("", "keine Gruppe"),)),
            DocumentOption(
                "chart", "Diagramm", "", (("", "übliches"), *((each.value, each.label) for each in ChartChoice))
            ),
            DocumentOption("weighted", "Gewichtung", _AS_SET, _WEIGHTED),
            DocumentOption("dont_know", "„weiß nicht“", "no", (("no", "ohne"), ("yes", "mit „weiß nicht“"))),
            CHART_PICTURES,
        ),
        choices={"result": _questions, "group": _groups},
    ),
)
