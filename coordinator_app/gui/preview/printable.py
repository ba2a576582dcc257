"""What the print preview shows: anything that renders to PDF, with its options and file formats."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from coordinator_app.common.jobs import JobContext
from coordinator_app.domain.written_files import Source

Options = Mapping[str, Any]
Render = Callable[[str, Options, JobContext], bytes]
PRINT_NOW = "print_now"  # an option for the preview alone: ask for the printer as soon as the pages are there
FORMAT_NAMES = {"docx": "Word", "pdf": "PDF", "xlsx": "Excel", "csv": "CSV", "zip": "ZIP", "json": "Datei"}
FORMAT_FILTERS = {
    "docx": "Word-Dokument (*.docx)",
    "pdf": "PDF-Dokument (*.pdf)",
    "xlsx": "Excel-Arbeitsmappe (*.xlsx)",
    "csv": "CSV-Tabelle für Excel (*.csv)",
    "zip": "ZIP-Archiv (*.zip)",
    "json": "Austauschdatei (*.json)",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a document: a list of (value, label), or a check box without choices."""

    key: str
    label: str
    default: str | bool
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """A line of „Vor dem Weitergeben“: kind ok, attention or error."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What can be done with a document once it was looked at: a button at the side of the preview.

    `offered` is asked after each rendering; `run` does it and returns the sentence shown afterwards. With a
    `question` it is asked before.
    """

    label: str
    icon: str
    offered: Callable[[], bool]
    run: Callable[[], str]
    question: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Printable:
    """One thing to preview; `render(format, options, job)` runs on a worker thread and returns the file's bytes.

    `checks` are asked together with each rendering. `stem` proposes the file name without ending. With `print_now`
    the printer is asked for as soon as the pages are there.
    `source` says which document a file of it is, so that it is known again. `written` hears of each file (format,
    options) in the background.
    """

    title: str
    stem: str
    render: Render
    formats: tuple[str, ...] = ("docx", "pdf")
    options: tuple[Choice, ...] = ()
    given: Options = field(default_factory=dict[str, Any])
    checks: Callable[[Options], list[Check]] | None = None
    print_now: bool = False
    follow_ups: tuple[FollowUp, ...] = ()
    source: Source = field(default_factory=Source)
    written: Callable[[str, Options], None] | None = None
