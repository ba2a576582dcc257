"""Documents as a use case: which there are, making one, saving it without overwriting anybody's work.

Every feature declares its documents in `services/<feature>_documents.py` as `KINDS`; the module is named in
`MODULES` and imported when documents are first asked for.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

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


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentKind:
    """One document the program can make.

    `key` is unique („minutes“), `label` its German name. `subject` is the record kind it is about
    („meeting“), "" for one about the whole file; then `subjects` gives [0] (or [] when there is nothing to
    print) and the id handed to `build` is 0. `build` gets the workspace, the id and all options with their
    defaults filled in. `file_stem` is the German file name without ending; forbidden characters are taken
    out later. `formats`: endings, the first is the usual one.
    """

    key: str
    label: str
    subject: str
    build: Callable[[Workspace, int, Options], Document]
    subjects: Callable[[Workspace], list[int]]
    file_stem: Callable[[Workspace, int], str]
    formats: tuple[str, ...] = ("docx", "pdf")
    options: tuple[DocumentOption, ...] = ()
