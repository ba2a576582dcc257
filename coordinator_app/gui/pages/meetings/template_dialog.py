"""Editor of an agenda template: its lines like an agenda, the fields of the line chosen beside them."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from coordinator_app.common.german import plural
from coordinator_app.domain.agenda import ItemType
from coordinator_app.domain.agenda_templates import AgendaTemplateLine
from coordinator_app.gui import alerts, theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.forms.editors import TextEditor
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.forms.record_form import RecordForm
from coordinator_app.gui.pages.meetings.row_list import Row, RowList
from coordinator_app.gui.widgets.buttons import IconButton, MoreButton, SecondaryButton
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.scroll_column import ScrollColumn
from coordinator_app.services.agenda_templates import TemplateLine, TemplateView

FIELDS: tuple[str | tuple[str, ...], ...] = (
    "title",
    ("item_type", "minutes"),
    "reporter",
    "facts",
    "proposal",
    "public",
    "recurring",
)
_HEADING_FIELDS = frozenset({"title", "recurring"})


class TemplateDialog(Dialog):
    """Edits a stored template; every change is saved at once and can be undone afterwards."""

    help_topic = "tagesordnung"

    def __init__(self, context: AppContext, lookups: Lookups, template_id: int, parent: QWidget | None = None) -> None:
        title = "Vorlage der Tagesordnung"
        super().__init__(title, primary="Fertig", cancel="", heading=title, parent=parent, width=920)
        self._id, self._templates = template_id, context.workspace.meetings.templates
        self._view: TemplateView | None = None
        self.name = TextEditor(max_length=200)
        self.name.committed.connect(self._on_renamed)
        self.add(FieldRow("Bezeichnung", self.name, required=True))
        self.rows = RowList("Zeilen der Vorlage", height=36, numbers=True)
        self.rows.chosen.connect(self._on_chosen)
        self.rows.opened.connect(self._on_opened)
        self.rows.wish.connect(self._on_wish)
        self.footer = Label("", "hinweis", wrap=True)
        self.footer.setContentsMargins(16, 6, 16, 8)
        self.form = RecordForm(AgendaTemplateLine, save=self._save, names=FIELDS, lookups=lookups)
        self._pane = QWidget()
        self._stack = QStackedLayout(self._pane)
        self._build()
        self.reload()
        if self._view is not None and self._view.lines:
            self.rows.select(str(self._view.lines[0].id))
        self._show_line()

    def _build(self) -> None:
        line = QHBoxLayout()
        self.add(line, 1)
        line.setSpacing(16)
        left = QWidget()
        theme.mark(left, flaeche="raised")
        line.addWidget(left, 1)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        tools = QHBoxLayout()
        column.addLayout(tools)
        tools.setContentsMargins(8, 8, 8, 0)
        add = SecondaryButton("Zeile hinzufügen", "plus")
        add.clicked.connect(self.add_line)
        tools.addWidget(add)
        tools.addStretch(1)
        for icon, words, slot in (
            ("arrow-up", "Nach oben (Alt+Auf)", self._on_up),
            ("arrow-down", "Nach unten (Alt+Ab)", self._on_down),
        ):
            button = IconButton(icon, words)
            button.clicked.connect(slot)
            tools.addWidget(button)
        tools.addWidget(self._menu())
        column.addWidget(self.rows, 1)
        column.addWidget(self.footer)
        self.rows.setMinimumHeight(theme.height(320))
        self._stack.addWidget(Label("Fügen Sie links die erste Zeile hinzu.", "gedaempft", wrap=True))
        self._stack.addWidget(ScrollColumn(self.form, width=420))
        line.addWidget(self._pane, 1)

    def _menu(self) -> MoreButton:
        more = MoreButton("Weitere Aktionen zur Vorlage")
        entries: tuple[tuple[str, Callable[[], None]], ...] = (
            ("Zwischentitel hinzufügen", self.add_heading),
            ("Einrücken (Alt+Rechts)", self._on_indent),
            ("Ausrücken (Alt+Links)", self._on_outdent),
            ("Zeile löschen (Entf)", self._on_delete),
        )
        for text, slot in entries:
            action = QAction(text, self)
            action.triggered.connect(slot)
            more.menu_.addAction(action)
        return more

    def reload(self) -> None:
        """Show the template as it is stored."""
        view = self._view = self._templates.view(self._id)
        self.name.set_value(view.template.title)
        self.rows.set_rows([_row(line) for line in view.lines])
        count = sum(1 for line in view.lines if line.number)
        self.footer.setText(f"{plural(count, 'Punkt', 'Punkte')}, {view.minutes} Minuten")

    def check(self) -> bool:
        """Save what is still in a field."""
        self.form.flush()
        if str(self.name.value()).strip():
            self._on_renamed()
        return True

    def _current(self) -> TemplateLine | None:
        key = self.rows.current_key()
        lines = self._view.lines if self._view is not None else ()
        return next((line for line in lines if str(line.id) == key), None)

    def _show_line(self) -> None:
        found = self._current()
        self._stack.setCurrentIndex(0 if found is None else 1)
        if found is not None:
            self.form.load(found.line)
            for name in self.form.names():
                self.form.row(name).setVisible(not found.line.is_heading or name in _HEADING_FIELDS)

    def _save(self, name: str, value: Any) -> None:
        found = self._current()
        if found is not None:
            self._templates.update_line(found.id, None, **{name: value})
            self.reload()
            self._show_line()

    @Slot()
    def add_line(self) -> None:
        """A new line behind the current one; its title waits to be typed."""
        self._add("Neuer Tagesordnungspunkt")

    @Slot()
    def add_heading(self) -> None:
        """A heading behind the current line."""
        self._add("Zwischentitel", is_heading=True, minutes=0, item_type=ItemType.INFORMATION)

    def _add(self, title: str, **values: Any) -> None:
        self.form.flush()
        found = self._current()
        new = self._templates.add_line(self._id, title=title, after_id=found.id if found else None, **values)
        self.reload()
        self.rows.select(str(new))
        self._show_line()
        self._on_opened("")

    def _change(self, act: Callable[[int], None]) -> None:
        found = self._current()
        if found is not None:
            self.form.flush()
            with alerts.shown(self):
                act(found.id)
            self.reload()
            self._show_line()

    @Slot()
    def _on_up(self) -> None:
        self._change(self._move_up)

    @Slot()
    def _on_down(self) -> None:
        self._change(self._move_down)

    def _move_up(self, id: int) -> None:
        self._templates.move(id, -1)

    def _move_down(self, id: int) -> None:
        self._templates.move(id, 1)

    @Slot()
    def _on_indent(self) -> None:
        self._change(self._templates.indent)

    @Slot()
    def _on_outdent(self) -> None:
        self._change(self._templates.outdent)

    @Slot()
    def _on_delete(self) -> None:
        self._change(self._templates.discard_line)

    @Slot()
    def _on_renamed(self) -> None:
        with alerts.shown(self):
            self._templates.update(self._id, None, title=str(self.name.value()))

    @Slot(str)
    def _on_chosen(self, _key: str) -> None:
        self.form.flush()
        self._show_line()

    @Slot(str)
    def _on_opened(self, _key: str) -> None:
        editor = self.form.editor("title")
        editor.setFocus()
        if isinstance(editor, TextEditor):
            editor.line.selectAll()

    @Slot(str)
    def _on_wish(self, wish: str) -> None:
        slots = {
            "up": self._on_up,
            "down": self._on_down,
            "indent": self._on_indent,
            "outdent": self._on_outdent,
            "duplicate": self.add_line,
            "delete": self._on_delete,
        }
        slots[wish]()


def _row(entry: TemplateLine) -> Row:
    line = entry.line
    if line.is_heading:
        return Row(str(line.id), line.title, strong=True, depth=entry.depth, muted=True)
    kind = line.item_type.label if line.item_type.label not in line.title else ""
    second = " · ".join(part for part in (kind, line.reporter) if part)
    value = f"{line.minutes} min"
    return Row(str(line.id), line.title, number=entry.number, second=second, value=value, depth=entry.depth)
