"""Left side of the page: the bodies as a tree with their meetings, the next ones first."""

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from coordinator_app.common.clock import local
from coordinator_app.common.german import format_date, plural, search_form
from coordinator_app.domain.bodies import Body
from coordinator_app.domain.meetings import BEFORE, Meeting, MeetingState
from coordinator_app.gui import theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.pages.meetings.looks import MEETING_CHIPS
from coordinator_app.gui.pages.meetings.row_list import Row, RowList
from coordinator_app.gui.widgets.filter_row import SearchField
from coordinator_app.gui.widgets.notices import EmptyState

RECENT = 4  # past meetings shown per body; all of them stand in its tab „Sitzungen“
FEW = 6  # bodies up to which all meetings near today are shown; with more only the next of each
DISSOLVED = "dissolved:0"


def key_of(kind: str, record_id: int) -> str:
    """The key of a row."""
    return f"{kind}:{record_id}"


def record_of(key: str) -> tuple[str, int]:
    """Kind and id behind a row's key; ("", 0) for none."""
    kind, _, number = key.partition(":")
    return (kind, int(number)) if number else ("", 0)


class BodyTree(QWidget):
    """`chosen(kind, id)` when another row is current, `opened(kind, id)` on Enter or double click."""

    chosen = Signal(str, int)
    opened = Signal(str, int)
    delete_wanted = Signal(str, int)

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        theme.mark(self, flaeche="raised")
        self._data: list[tuple[Body, int, list[Meeting]]] = []
        self._open: dict[int, bool] = {}
        self._with_dissolved = False
        self.search = SearchField("Gremium oder Sitzung suchen")
        self.search.typed.connect(self._on_typed)
        self.rows = RowList("Gremien und Sitzungen", height=36)
        self.rows.chosen.connect(self._on_chosen)
        self.rows.opened.connect(self._on_opened)
        self.rows.wish.connect(self._on_wish)
        self._nothing = EmptyState("search", "Nichts gefunden", "Kein Gremium und keine Sitzung passt.", compact=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QVBoxLayout()
        column.addLayout(head)
        head.setContentsMargins(16, 8, 16, 12)
        head.addWidget(self.search)
        self._stack = QStackedLayout()
        column.addLayout(self._stack, 1)
        self._stack.addWidget(self.rows)
        self._stack.addWidget(self._nothing)
        self.setFocusProxy(self.rows)

    def reload(self) -> None:
        """Read bodies and meetings again."""
        workspace = self._context.workspace
        self._data = [
            (body, depth, workspace.meetings.of_body(body.id)) for body, depth in workspace.bodies.tree(inactive=True)
        ]
        self._show()

    def is_empty(self) -> bool:
        """Whether there is no body at all."""
        return not self._data

    def counts(self) -> tuple[int, int]:
        """Number of bodies and of meetings still to come."""
        coming = sum(1 for _, _, meetings in self._data for meeting in meetings if meeting.state in BEFORE)
        return len(self._data), coming

    def select(self, kind: str, record_id: int) -> bool:
        """Make a body or meeting current, taking a filter away that hides it."""
        if self.rows.select(key_of(kind, record_id)):
            return True
        body_id = record_id
        for body, _, meetings in self._data:
            if kind == "meeting" and any(meeting.id == record_id for meeting in meetings):
                body_id = body.id
                self._open[body.id] = True
        self._with_dissolved |= any(body.id == body_id and not body.active for body, _, _ in self._data)
        if self.search.text():
            self.search.clear()
        self._show()
        return self.rows.select(key_of(kind, record_id))

    def current(self) -> tuple[str, int]:
        """Kind and id of the current row; ("", 0) for none."""
        return record_of(self.rows.current_key())

    def on_dissolved(self) -> bool:
        """Whether the current row is a dissolved body."""
        current = self.current()
        return any(("body", body.id) == current and not body.active for body, _, _ in self._data)

    def first(self) -> tuple[str, int]:
        """What a visitor most likely wants: a running meeting, else the next one, else the first body."""
        meetings = [meeting for _, _, found in self._data for meeting in found]
        running = [meeting for meeting in meetings if meeting.state is MeetingState.RUNNING]
        coming = sorted((m for m in meetings if m.state in BEFORE and m.starts_at), key=_begin)
        if running or coming:
            return "meeting", (running or coming)[0].id
        return ("body", self._data[0][0].id) if self._data else ("", 0)

    def _show(self) -> None:
        words = search_form(self.search.text()).split()
        rows: list[Row] = []
        for body, depth, meetings in self._data:
            if not body.active and not words and not self._with_dissolved:
                continue
            fits = _fits(words, body.name, body.short_name)
            near = _near(meetings)
            shown = meetings if words else near if self.is_open(body) else _next(near)
            inner = [meeting for meeting in shown if fits or _fits(words, meeting.title, _day(meeting))]
            if fits or inner:
                rows.append(_body_row(body, depth, "" if words else _hidden(near, shown)))
                rows.extend(_meeting_row(meeting, depth) for meeting in inner)
        dissolved = sum(1 for body, _, _ in self._data if not body.active)
        if dissolved and not words:
            rows.append(_dissolved_row(dissolved, shown=self._with_dissolved))
        self.rows.set_rows(rows)
        self._stack.setCurrentIndex(0 if rows or not words else 1)

    def is_open(self, body: Body) -> bool:
        """Whether all meetings near today stand below a body, not only the next one."""
        return self._open.get(body.id, len(self._data) <= FEW)

    def expand(self, *, shown: bool) -> None:
        """Show or hide the meetings below the current body."""
        kind, record_id = self.current()
        if kind == "dissolved":
            self._with_dissolved = shown
        elif kind == "body":
            self._open[record_id] = shown
        else:
            return
        self._show()

    @Slot(str)
    def _on_typed(self, _text: str) -> None:
        self._show()

    @Slot(str)
    def _on_chosen(self, key: str) -> None:
        if key != DISSOLVED:
            self.chosen.emit(*record_of(key))

    @Slot(str)
    def _on_opened(self, key: str) -> None:
        if key == DISSOLVED:
            self._with_dissolved = not self._with_dissolved
            self._show()
            return
        kind, record_id = record_of(key)
        body = next((body for body, _, _ in self._data if kind == "body" and body.id == record_id), None)
        if body is not None and len(self._data) > FEW:
            self.expand(shown=not self.is_open(body))
        self.opened.emit(kind, record_id)

    @Slot(str)
    def _on_wish(self, wish: str) -> None:
        kind, record_id = self.current()
        if wish == "delete" and kind in ("body", "meeting"):
            self.delete_wanted.emit(kind, record_id)
        elif wish in ("expand", "collapse"):
            self.expand(shown=wish == "expand")
        elif wish in ("indent", "outdent") and kind == "body" and not self._context.read_only:
            bodies = self._context.workspace.bodies
            if bodies.indent(record_id) if wish == "indent" else bodies.outdent(record_id):
                self._context.undo_bar("Das Gremium ist verschoben.")


def _fits(words: Sequence[str], *texts: str) -> bool:
    text = search_form(" ".join(texts))
    return all(word in text for word in words)


def _begin(meeting: Meeting) -> datetime:
    return meeting.starts_at or datetime.max.replace(tzinfo=UTC)


def _near(meetings: Sequence[Meeting]) -> list[Meeting]:
    """Running and coming meetings, the next first, then the latest past ones."""
    ahead = [m for m in meetings if m.state in BEFORE or m.state is MeetingState.RUNNING]
    past = [m for m in meetings if m not in ahead]
    dated = sorted((m for m in ahead if m.starts_at), key=_begin)
    return [*dated, *(m for m in ahead if m.starts_at is None), *past[:RECENT]]


def _day(meeting: Meeting) -> str:
    return format_date(local(meeting.starts_at).date()) if meeting.starts_at else ""


def _next(near: Sequence[Meeting]) -> list[Meeting]:
    """The one meeting a folded body shows: the running or next one."""
    return [m for m in near if m.state in BEFORE or m.state is MeetingState.RUNNING][:1]


def _hidden(near: Sequence[Meeting], shown: Sequence[Meeting]) -> str:
    """How many meetings a folded body keeps to itself."""
    return f"+{len(near) - len(shown)}" if len(near) > len(shown) else ""


def _body_row(body: Body, depth: int, hidden: str) -> Row:
    return Row(
        key_of("body", body.id),
        body.name,
        icon="people",
        depth=depth,
        strong=True,
        muted=not body.active,
        value=hidden if body.active else "aufgelöst",
        tip="Pfeil rechts zeigt weitere Sitzungen" if hidden else "",
    )


def _dissolved_row(number: int, *, shown: bool) -> Row:
    words = f"{plural(number, 'aufgelöstes Gremium', 'aufgelöste Gremien')} {'ausblenden' if shown else 'zeigen'}"
    return Row(DISSOLVED, words, icon="chevron-up" if shown else "chevron-down", muted=True)


def _meeting_row(meeting: Meeting, depth: int) -> Row:
    number = f"Nr. {meeting.number}" if meeting.number else "Sitzung"
    done = meeting.state in (MeetingState.CLOSED, MeetingState.CANCELLED)
    return Row(
        key_of("meeting", meeting.id),
        f"{_day(meeting) or 'ohne Termin'} · {number}",
        icon="calendar",
        depth=depth + 1,
        chip=(meeting.state.label, MEETING_CHIPS[meeting.state]),
        muted=done,
        tip=meeting.title,
    )
