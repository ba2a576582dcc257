"""The project's own rules for its Python code, each a small function over one parsed file.

A rule yields (line, message); `RULES` names each rule with the files it applies to. What ruff, basedpyright or
import-linter can say is said there.
"""

import ast
import io
import re
import sys
import tokenize
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

Finding = tuple[int, str]

MAX_FILE_LINES = 400
MAX_FUNCTION_LINES = 40

# Slow to import or large: never before the first paint, so never at the top of a module of ours.
HEAVY = frozenset(
    "numpy matplotlib docx docxtpl typst openpyxl xlsxwriter python_calamine lxml holidays dateutil icalendar segno "
    "pypdfium2 rapidfuzz pandas scipy cv2".split()
)
# Modules that only compute: numpy at their top is right, but then they are heavy themselves for everybody else.
NUMERIC = re.compile(r"coordinator_app\.(survey\.(?!item_|ready_)|services\.evaluation_)\w+")
NUMERIC_LIBRARIES = frozenset(("numpy", "scipy"))
NETWORK = frozenset(
    "socket socketserver ssl ftplib smtplib telnetlib xmlrpc urllib.request urllib3 http.client http.server requests "
    "httpx aiohttp PySide6.QtNetwork PySide6.QtWebEngineWidgets PySide6.QtWebEngineCore PySide6.QtWebSockets".split()
)
COLOUR = re.compile(r"#[0-9A-Fa-f]{6}\b")
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
ELLIPSIS = re.compile(r"\w…(?:$|[\t“])")
IGNORE = re.compile(r"#\s*(?:type|pyright):\s*ignore(?:\[[^\]]*\])?(?P<reason>.*)$")


@dataclass(frozen=True)
class Source:
    """One Python file: path relative to the root with forward slashes, and its text."""

    path: str
    text: str

    @classmethod
    def read(cls, root: Path, path: Path) -> "Source":
        """Read a file below the root of the project."""
        return cls(path.relative_to(root).as_posix(), path.read_text(encoding="utf-8"))

    @cached_property
    def tree(self) -> ast.Module:
        """The parsed file."""
        return ast.parse(self.text, self.path)

    def calls(self) -> Iterator[ast.Call]:
        """All calls in the file."""
        return (node for node in self.nodes if isinstance(node, ast.Call))

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """All nodes of the tree, walked once for all rules."""
        return list(ast.walk(self.tree))

    @cached_property
    def comments(self) -> list[Finding]:
        """All comments with their lines."""
        tokens = tokenize.generate_tokens(io.StringIO(self.text).readline)
        return [(token.start[0], token.string) for token in tokens if token.type == tokenize.COMMENT]


@dataclass(frozen=True)
class Rule:
    """A rule, the paths it applies to (prefixes) and those it leaves out."""

    name: str
    find: Callable[[Source], Iterator[Finding]]
    within: tuple[str, ...] = ("coordinator_app/", "packaging/", "tests/", "resources/", "main.py")
    without: tuple[str, ...] = field(default=())

    def check(self, source: Source) -> list[str]:
        """The violations in one file as „path:line message“."""
        if not source.path.startswith(self.within) or (self.without and source.path.startswith(self.without)):
            return []
        return [f"{source.path}:{line} {message}" for line, message in self.find(source)]


def called(call: ast.Call) -> str:
    """The last name of what is called: „connect“ for `button.clicked.connect(…)`."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def imported(node: ast.AST) -> list[str]:
    """The full names an import statement asks for; `from a import b` gives a and a.b."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module:
        return [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return []


def long_file(source: Source) -> Iterator[Finding]:
    """Files stay short enough to be read in one go."""
    lines = len(source.text.splitlines())
    if lines > MAX_FILE_LINES:
        yield lines, f"file has {lines} lines"


def long_function(source: Source) -> Iterator[Finding]:
    """Functions stay short; their docstring does not count."""
    for node in source.nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
            lines = node.end_lineno - node.lineno + 1
            first = node.body[0]
            if ast.get_docstring(node) is not None and first.end_lineno:
                lines -= first.end_lineno - first.lineno + 1
            if lines > MAX_FUNCTION_LINES:
                yield node.lineno, f"{node.name} has {lines} lines"


def missing_docstring(source: Source) -> Iterator[Finding]:
    """Modules and public classes, functions and methods state their contract (overrides inherit theirs)."""
    if ast.get_docstring(source.tree) is None:
        yield 1, "module without docstring"
    if not source.path.startswith("tests/"):
        yield from _undocumented(source.tree)


def _undocumented(scope: ast.Module | ast.ClassDef) -> Iterator[Finding]:
    for node in scope.body:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) or node.name.startswith("_"):
            continue
        markers = {ast.unparse(each).rpartition(".")[2] for each in node.decorator_list}
        if ast.get_docstring(node) is None and not markers & {"override", "overload", "setter"}:
            yield node.lineno, f"{node.name} without docstring"
        if isinstance(node, ast.ClassDef):
            yield from _undocumented(node)


def process_events(source: Source) -> Iterator[Finding]:
    """Long work runs as a job; turning the event loop by hand re-enters our own code."""
    for call in source.calls():
        if called(call) == "processEvents":
            yield call.lineno, "processEvents"


def connected_lambda(source: Source) -> Iterator[Finding]:
    """A lambda that captures self in connect keeps dialogs alive for ever."""
    for call in source.calls():
        if called(call) == "connect" and any(isinstance(each, ast.Lambda) for each in call.args):
            yield call.lineno, "connect(lambda …)"


def plain_adding(source: Source) -> Iterator[Finding]:
    """A link that adds something looks the same everywhere: with a plus, or the sign of what is added."""
    for call in source.calls():
        words = call.args[0] if called(call) == "LinkButton" and len(call.args) == 1 else None
        if isinstance(words, ast.Constant) and str(words.value).endswith("hinzufügen"):
            yield call.lineno, f'LinkButton("{words.value}") without a sign'


HANGING = frozenset(("addLayout", "insertLayout", "setLayout", "add"))  # `add` of cards and dialogs
FILLING = frozenset("addWidget addLayout addStretch addSpacing addRow insertWidget insertLayout".split())


def filled_layout(source: Source) -> Iterator[Finding]:
    """A layout is given to `addLayout` or `Card.add` empty and filled afterwards.

    PySide makes and keeps a wrapper of every item of a filled one; when a widget in it goes, the wrapper points to
    freed memory, and the program dies at some later moment.
    """
    for function in source.nodes:
        if not isinstance(function, ast.FunctionDef):
            continue
        if function.returns is not None and ast.unparse(function.returns).endswith("Layout"):
            yield function.lineno, f"{function.name} gives back a layout: let it fill one that is hung in"
        calls = [
            each for each in ast.walk(function) if isinstance(each, ast.Call) and called(each) in HANGING | FILLING
        ]
        first: dict[str, int] = {}
        for call in filter(lambda each: called(each) in FILLING, calls):
            owner = ast.unparse(call.func).rpartition(".")[0]
            first[owner] = min(call.lineno, first.get(owner, call.lineno))
        for call in calls:
            if called(call) not in HANGING:
                continue
            for nested in call.args:
                ready_made = isinstance(nested, ast.Call) and not called(nested).endswith("Layout")
                if (ready_made and called(call) != "add") or first.get(ast.unparse(nested), call.lineno) < call.lineno:
                    yield call.lineno, f"{ast.unparse(nested)} is filled before it is hung in"


def slow_cell(source: Source) -> Iterator[Finding]:
    """`table.cell` of python-docx is quadratic: 46 s instead of 0.01 s for 300 rows."""
    for call in source.calls():
        if called(call) == "cell":
            yield call.lineno, "table.cell(…)"


def colour_literal(source: Source) -> Iterator[Finding]:
    """Colours are roles of the themes."""
    for node in source.nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and COLOUR.search(node.value):
            yield node.lineno, f"colour literal {node.value[:30]!r}"
    for call in source.calls():
        if called(call) == "QColor" and any(isinstance(each, ast.Constant) for each in call.args):
            yield call.lineno, "QColor with a literal"


def tight_ellipsis(source: Source) -> Iterator[Finding]:
    """„Öffnen …“: words left out stand apart, everywhere the same way."""
    for node in source.nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and ELLIPSIS.search(node.value):
            yield node.lineno, "a space before the „…“"


def style_sheet(source: Source) -> Iterator[Finding]:
    """One place styles the program."""
    for call in source.calls():
        if called(call) == "setStyleSheet":
            yield call.lineno, "setStyleSheet"


def application_lookup(source: Source) -> Iterator[Finding]:
    """What a page needs is handed to it."""
    for call in source.calls():
        if re.search(r"\bQ(Application|GuiApplication|CoreApplication)\.instance$", ast.unparse(call.func)):
            yield call.lineno, "QApplication.instance()"


def unfinished(source: Source) -> Iterator[Finding]:
    """What is shown works; what is missing is not there yet."""
    for line, comment in source.comments:
        if UNFINISHED.search(comment):
            yield line, comment
    for node in source.nodes:
        if isinstance(node, ast.Name) and node.id == "NotImplementedError":
            yield node.lineno, "NotImplementedError"


def bare_except(source: Source) -> Iterator[Finding]:
    """An except without a class swallows interrupts too."""
    for node in source.nodes:
        if isinstance(node, ast.ExceptHandler) and node.type is None:
            yield node.lineno, "bare except"


def printing(source: Source) -> Iterator[Finding]:
    """A window has no standard output; only the command line prints."""
    for call in source.calls():
        if isinstance(call.func, ast.Name) and call.func.id == "print":
            yield call.lineno, "print(…)"


def network(source: Source) -> Iterator[Finding]:
    """Nothing needs the internet."""
    for node in source.nodes:
        found = NETWORK.intersection(imported(node))
        if found:
            yield getattr(node, "lineno", 1), f"import of {', '.join(sorted(found))}"


def nameless_encoding(source: Source) -> Iterator[Finding]:
    """Text files are UTF-8 by name: Windows would guess cp1252."""
    positional = {"open": 4, "read_text": 1, "write_text": 2}
    for call in source.calls():
        name = called(call)
        if name not in positional or (name == "open" and not isinstance(call.func, ast.Name)):
            continue
        named = any(each.arg in {"encoding", None} for each in call.keywords) or len(call.args) >= positional[name]
        if not named and not (name == "open" and _binary(call)):
            yield call.lineno, f"{name} without encoding"


def _binary(call: ast.Call) -> bool:
    modes = [*call.args[1:2], *(each.value for each in call.keywords if each.arg == "mode")]
    return any(isinstance(mode, ast.Constant) and "b" in str(mode.value) for mode in modes)


def foreign_import(source: Source) -> Iterator[Finding]:
    """The lowest layers need the standard library only."""
    for node in source.nodes:
        for name in imported(node):
            if name.partition(".")[0] not in sys.stdlib_module_names | {"coordinator_app"}:
                yield getattr(node, "lineno", 1), f"import of {name}"


def heavy_import(source: Source) -> Iterator[Finding]:
    """Heavy libraries are imported in the function that uses them: the window stands before they load.

    Modules that only compute may have numpy at the top; they are heavy themselves for all others.
    """
    numeric = NUMERIC.fullmatch(source.path.removesuffix(".py").replace("/", ".")) is not None
    for node in _at_import_time(source.tree.body):
        for name in imported(node):
            library = name.partition(".")[0]
            allowed = numeric and library in NUMERIC_LIBRARIES
            if (library in HEAVY and not allowed) or (not numeric and NUMERIC.fullmatch(name)):
                yield getattr(node, "lineno", 1), f"import of {name} at the top"
                break


def _at_import_time(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Statements that run on import; what only type checkers read is left out."""
    for node in body:
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        yield node
        for part in ("body", "orelse", "finalbody"):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield from _at_import_time(getattr(node, part, []))


def unexplained_ignore(source: Source) -> Iterator[Finding]:
    """Whoever silences the type checker says why."""
    for line, comment in source.comments:
        found = IGNORE.search(comment)
        if found and len(found["reason"].strip(" #-–:")) < 4:
            yield line, f"no reason given: {comment}"


APP = ("coordinator_app/",)
MIGRATIONS = ("coordinator_app/storage/migrations/versions/",)
COMMAND_LINE = ("coordinator_app/cli",)

RULES = (
    Rule("long file", long_file, without=MIGRATIONS),
    Rule("long function", long_function, without=MIGRATIONS),
    Rule("docstring", missing_docstring, without=MIGRATIONS),
    Rule("processEvents", process_events),
    Rule("connected lambda", connected_lambda, APP),
    Rule("plain adding", plain_adding, ("coordinator_app/gui/",)),
    Rule("filled layout", filled_layout, ("coordinator_app/gui/",)),
    Rule("slow cell", slow_cell, ("coordinator_app/documents/",)),
    Rule("colour literal", colour_literal, APP, ("coordinator_app/gui/theme.py",)),
    Rule("tight ellipsis", tight_ellipsis, APP),
    Rule("style sheet", style_sheet, APP, ("coordinator_app/gui/theme.py",)),
    Rule("application look-up", application_lookup, APP),
    Rule("unfinished", unfinished, (*APP, "packaging/", "resources/", "main.py")),
    Rule("bare except", bare_except),
    Rule("print", printing, APP, COMMAND_LINE),
    Rule("network", network, (*APP, "main.py")),
    Rule("encoding", nameless_encoding),
    Rule("standard library only", foreign_import, ("coordinator_app/common/", "coordinator_app/domain/")),
    Rule("heavy import", heavy_import, (*APP, "main.py")),
    Rule("unexplained ignore", unexplained_ignore),
)
