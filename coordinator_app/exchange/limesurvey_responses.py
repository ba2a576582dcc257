"""The answers in a LimeSurvey archive (.lsa): one XML row per answer, columns named by numbers of the survey."""

from pathlib import Path

from coordinator_app.common.errors import UserError
from coordinator_app.common.jobs import JobContext
from coordinator_app.exchange.answer_table import AnswerTable, from_rows
from coordinator_app.exchange.limesurvey import HELP
from coordinator_app.exchange.limesurvey_files import read_file
from coordinator_app.exchange.limesurvey_form import LimeForm, form_of
from coordinator_app.exchange.limesurvey_xml import members, parsed, rows_of, survey_from


def read_archive(path: Path, job: JobContext) -> tuple[LimeForm, AnswerTable]:
    """The structure and the answers of an archive; `UserError` when it holds no answers."""
    data = read_file(path)
    if not data.startswith(b"PK\x03\x04"):
        raise UserError(
            f"„{path.name}“ enthält nur den Aufbau der Umfrage, keine Antworten. Bitte das Umfragearchiv (.lsa) oder "
            "die Antworten als CSV wählen.",
            help_topic=HELP,
        )
    found = members(data, path.name)
    survey = survey_from(found[".lss"], path.name)
    if ".lsr" not in found:
        raise UserError(f"Das Archiv „{path.name}“ enthält keine Antworten.", help_topic=HELP)
    lime = form_of(survey)
    return lime, answers_from(found[".lsr"], path.name, lime, job)


def answers_from(data: bytes, name: str, lime: LimeForm, job: JobContext) -> AnswerTable:
    """The table of answers from the bytes of an .lsr file; its headings are those of an export with codes."""
    job.progress(0, 0, "Antworten werden gelesen …")
    rows = rows_of(parsed(data, name), "responses")
    rows = [{_plain(column): text for column, text in row.items()} for row in rows]
    headings = {field.sgqa: field.heading for field in lime.fields if field.sgqa}
    names = list(dict.fromkeys([*(column for row in rows for column in row), *headings]))  # empty cells are left out
    shown = [headings.get(column, column) for column in names]
    known = set(shown)
    lines = [shown, *([row.get(column, "") for column in names] for row in rows)]
    return from_rows(name, "LimeSurvey-Archiv", lines, known.__contains__, job)


def _plain(column: str) -> str:
    """A column's name without the mask that makes it a name of XML."""
    return column.removeprefix("_").replace("-", "#")
