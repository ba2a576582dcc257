"""The tab „Textbausteine“: what is set into minutes, resolutions and letters by a short code."""

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coordinator_app.common.german import plural
from coordinator_app.domain.snippets import FIELDS, Snippet
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import RecordDialog
from coordinator_app.gui.forms.record_form import RecordForm
from coordinator_app.gui.pages.settings.pane import Pane, hint, scrolling
from coordinator_app.gui.widgets.buttons import LinkButton, SecondaryButton
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.notices import EmptyState
from coordinator_app.gui.widgets.record_table import RecordTable
from coordinator_app.gui.widgets.split_view import SplitView

_NAMES = ("code", "title", "text", "use")


class SnippetsPane(Pane):
    """The list of text blocks with the form of the chosen one."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        from coordinator_app.services.lists import RecordList, columns

        empty = EmptyState(
            "comments",
            "Noch kein Textbaustein",
            "Hier stehen Sätze, die in Niederschriften immer wiederkehren. Kürzel tippen, Strg+Leertaste, fertig.",
            "Mitgelieferte übernehmen",
            compact=True,
        )
        empty.action.connect(self._on_shipped)
        source = RecordList(context.workspace.store, Snippet, columns(Snippet, "code", "title", "use"))
        self.table = RecordTable(
            source, name="snippets", label="Textbausteine", state=context.settings, empty=empty, sort="title"
        )
        self.table.current_changed.connect(self._show)
        self.table.delete_wanted.connect(self._on_delete)
        self.form = RecordForm(Snippet, save=self._save, names=list(_NAMES))
        self.form.set_read_only(read_only=context.read_only)
        self.new_button = SecondaryButton("Baustein anlegen", "plus")
        self.new_button.clicked.connect(self._on_new)
        self.shipped_link = LinkButton("")
        self.shipped_link.clicked.connect(self._on_shipped)
        self.split = SplitView(self._list_pane(), self._form_pane(), name="snippets", state=context.settings)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.addWidget(self.split)

    def _list_pane(self) -> QWidget:
        pane = QWidget()
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        column.addLayout(head)
        head.setContentsMargins(24, 12, 16, 12)
        head.addWidget(self.new_button)
        head.addStretch(1)
        head.addWidget(self.shipped_link)
        column.addWidget(self.table, 1)
        return pane

    def _form_pane(self) -> QWidget:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(
            hint("In der Sitzung: Kürzel tippen und Strg+Leertaste drücken. Ohne Kürzel öffnet sich die Auswahl.")
        )
        column.addWidget(self.form)
        rows = "".join(f"<tr><td>{{{name}}}&nbsp;&nbsp;</td><td>{words}</td></tr>" for name, words in FIELDS.items())
        column.addWidget(Label("Felder, die beim Einsetzen gefüllt werden", "stark"))
        column.addWidget(Label(f"<table>{rows}</table>", "gedaempft", wrap=True, rich=True))
        column.addWidget(hint("„…“ lässt eine Lücke; die erste ist nach dem Einsetzen gleich ausgewählt."))
        return scrolling(inner)

    def reload(self) -> None:
        """Show the list and the chosen block."""
        self.table.reload()
        if not self.table.current_id() and self.table.count():
            self.table.select(self.table.model.id_at(0))
        self.split.set_detail_empty(empty=not self.table.count())
        writable = not self.context.read_only
        self.new_button.setVisible(bool(self.table.count()) and writable)
        missing = self.context.workspace.snippets.missing_shipped()
        words = plural(missing, "mitgelieferten Baustein ergänzen", "mitgelieferte Bausteine ergänzen")
        self.shipped_link.setText(words)
        self.shipped_link.setVisible(bool(missing and self.table.count()) and writable)
        self._show(self.table.current_id())

    def show_record(self, kind: str, record_id: int) -> None:
        """Choose a block."""
        self.table.select(record_id)
        self.split.show_detail()

    def leave(self) -> None:
        """Write what is still in a field."""
        self.form.flush()

    @Slot(int)
    def _show(self, snippet_id: int) -> None:
        self.form.load(self.context.workspace.snippets.get(snippet_id) if snippet_id else None)

    def _save(self, name: str, value: Any) -> None:
        self.context.workspace.snippets.update(self.form.record.id, None, **{name: value})

    @Slot()
    def _on_new(self) -> None:
        new_id = RecordDialog.ask(
            self,
            Snippet,
            names=list(_NAMES),
            title="Neuer Textbaustein",
            primary="Baustein anlegen",
            save=self._create,
        )
        if new_id is not None:
            self.reload()
            self.table.select(new_id)

    def _create(self, values: dict[str, Any]) -> int:
        return self.context.workspace.snippets.create(**values)

    @Slot(list)
    def _on_delete(self, ids: list[int]) -> None:
        if self.context.read_only:
            return
        for snippet_id in ids:
            self.context.workspace.snippets.discard(snippet_id)
        self.context.undo_bar("Der Textbaustein liegt im Papierkorb.")
        self.reload()

    @Slot()
    def _on_shipped(self) -> None:
        count = self.context.workspace.snippets.add_shipped()
        self.context.notify(f"{plural(count, 'Textbaustein', 'Textbausteine')} ergänzt.")
        self.reload()
