"""What a kind of document declares: how it is made, for which records, in which formats, with which choices."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from coordinator_app.common.jobs import JobContext
from coordinator_app.documents.content import Document

# The open file (services.workspace.Workspace). Not named as a type here: it makes this service, and a
# module must not import its maker.
Workspace: TypeAlias = Any
Options: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class DocumentOption:
    """A choice the user has before printing: a list of (value, label), or a check box without `choices`."""

    key: str
    label: str
    default: str | bool
    choices: tuple[tuple[str, str], ...] = ()


CHART_PICTURES = DocumentOption("chart_pictures", "Diagramme in Word als Bild", default=False)
"""Offered by every document with charts; `Documents` sees to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentAction:
    """What can be done next where a document is looked at („Protokoll abschließen“).

    `offered` says whether it fits the record now; `run` does it and returns the sentence shown afterwards. With a
    `question` (and its `detail`) it is asked before.
    """

    label: str
    icon: str
    offered: Callable[[Workspace, int], bool]
    run: Callable[[Workspace, int], str]
    question: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentKind:
    """One document the program can make.

    `key` is unique („minutes“), `label` its German name. `subject` is the record kind it is about
    („meeting“), "" for one about the whole file; then `subjects` gives [0] (or [] when there is nothing to
    print) and the id handed to `build` is 0. `build` gets the workspace, the id and all options with their
    defaults filled in. `file_stem` is the German file name without ending; forbidden characters are taken
    out later. `formats`: endings, the first is the usual one („xlsx“ = the tables of the document as sheets).
    `own` has formats the feature makes itself, with the arguments of `build` and a job to tell its progress, giving
    the bytes; so does `packed` for the format „zip“. `version` numbers what is written where the record knows
    versions (0 = a draft). `actions` are offered where the document is looked at. `choices` gives, by key of an
    option, further choices that depend on the record. `projects` names the projects a document is about, which may
    call for a notice of who pays; one whose subject is a project is about that one. `written` hears of each file of
    it (format, options), so that what stood in it can be remembered.
    """

    key: str
    label: str
    subject: str
    build: Callable[[Workspace, int, Options], Document]
    subjects: Callable[[Workspace], list[int]]
    file_stem: Callable[[Workspace, int], str]
    formats: tuple[str, ...] = ("docx", "pdf")
    options: tuple[DocumentOption, ...] = ()
    own: Mapping[str, Callable[[Workspace, int, Options, JobContext], bytes]] = field(default_factory=dict[str, Any])
    packed: Callable[[Workspace, int, Options, JobContext], bytes] | None = None
    version: Callable[[Workspace, int], int] | None = None
    actions: tuple[DocumentAction, ...] = ()
    choices: Mapping[str, Callable[[Workspace, int], tuple[tuple[str, str], ...]]] = field(
        default_factory=dict[str, Any]
    )
    projects: Callable[[Workspace, int, Options], Sequence[int]] | None = None
    written: Callable[[Workspace, int, str, Options], None] | None = None

    @property
    def as_csv(self) -> bool:
        """Whether its tables can also be had as CSV: those of every list that can be had for Excel."""
        return "xlsx" in self.formats and "xlsx" not in self.own

    def options_for(self, workspace: Workspace, id: int) -> tuple[DocumentOption, ...]:
        """The options with all choices there are for a record."""
        return tuple(
            replace(option, choices=option.choices + self.choices[option.key](workspace, id))
            if option.key in self.choices
            else option
            for option in self.options
        )
