"""Running Typst: content as JSON to PDF bytes, or to the pages things stand on.

Setting a page cannot be stopped from outside. With a job it runs in a thread of its own, which is left to itself when
the user cancels: what it makes is thrown away.
"""

import json
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from coordinator_app.common.errors import UserError
from coordinator_app.common.jobs import JobContext
from coordinator_app.common.paths import RESOURCES
from coordinator_app.documents.outline import Places
from coordinator_app.documents.text import FONTS

if TYPE_CHECKING:
    from typst import Compiler, Fonts

TEMPLATE = RESOURCES / "templates" / "standard.typ"
STANDARDS = ("ua-1", "a-2a")
_PATIENCE = 0.05  # seconds until the user's wish to cancel is looked at again
_PANIC = (
    "Die Seiten lassen sich nicht setzen: Das Satzprogramm ist an diesem Dokument gescheitert. Bitte speichern Sie es "
    "als Word-Datei und melden Sie uns den Fehler."
)
T = TypeVar("T")


class Running(Generic[T]):
    """Work in a thread of its own, begun at once."""

    def __init__(self, work: Callable[[], T]) -> None:
        pool = ThreadPoolExecutor(1, thread_name_prefix="typst")
        self._future: Future[T] = pool.submit(work)
        pool.shutdown(wait=False)

    def result(self, context: JobContext | None, words: str) -> T:
        """What came of it; `Cancelled` as soon as the user wants it, the work then ends unheard."""
        if context is None:
            return self._future.result()
        while True:
            context.progress(0, 0, words)
            try:
                return self._future.result(_PATIENCE)
            except NotYet:
                continue


def set_pdf(content: Mapping[str, Any], files: Mapping[str, bytes], created: int) -> bytes:
    """The content as tagged PDF; `created` = seconds since 1970, `files` = pictures by name."""

    def made(compiler: "Compiler") -> bytes:
        found = compiler.compile(format="pdf", pdf_standards=list(STANDARDS), timestamp=created)
        return cast("bytes", found)  # one file, not a list of pages

    return _with_compiler(content, files, made)


def set_places(content: Mapping[str, Any], files: Mapping[str, bytes]) -> Places:
    """The pages of headings, figures and tables, found without writing a file; none when Typst fails on the content."""
    try:
        text = _with_compiler(content, files, lambda compiler: compiler.query("<places>", "value", one=True))
    except UserError:
        return Places((), (), ())  # the Word file is worth more than its page numbers: Word finds them itself
    found = json.loads(text)
    return Places(*(tuple(found[kind]) for kind in ("headings", "figures", "tables")))


def _with_compiler(content: Mapping[str, Any], files: Mapping[str, bytes], use: Callable[["Compiler"], T]) -> T:
    import typst

    inputs = {"content": json.dumps(content, ensure_ascii=False)}
    with TemporaryDirectory(prefix="kpr-") as folder:
        for name, data in files.items():
            Path(folder, name).write_bytes(data)
        try:
            return use(
                typst.Compiler(TEMPLATE.read_bytes(), root=folder, font_paths=bundled_fonts(), sys_inputs=inputs)
            )
        except BaseException as error:
            if type(error).__name__ != "PanicException":
                raise
            raise UserError(_PANIC, help_topic="druckansicht") from error


@cache
def bundled_fonts() -> "Fonts":
    """The bundled fonts only: the same page breaks on every machine."""
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
