"""The placeholders of a kind of template: what each means, how it reads for somebody real, copied with one click."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from coordinator_app.domain.letter_templates import Placeholder
from coordinator_app.gui import theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.editors import Editor
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.widgets.buttons import SecondaryButton
from coordinator_app.gui.widgets.labels import Label

_WRITTEN = Qt.ItemDataRole.UserRole
_HEADS = ("Platzhalter", "Bedeutung", "So liest es sich")


class PlaceholderList(QWidget):
    """The list with its copy button; `chooser` picks for whom the samples are, `sample_wanted` tells a new choice."""

    sample_wanted = Signal()

    def __init__(
        self, context: AppContext, entries: Sequence[Placeholder], chooser: Editor, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._entries = entries
        self.chooser = chooser
        self.tree = QTreeWidget()
        self.copy_button = SecondaryButton("Platzhalter kopieren", "copy")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Label("Platzhalter", "kartentitel"))
        column.addWidget(FieldRow("Beispiel mit", chooser))
        column.addWidget(self.tree, 1)
        column.addWidget(self.copy_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._build()
        chooser.committed.connect(self.sample_wanted)
        self.copy_button.clicked.connect(self._on_copy)
        self.tree.itemActivated.connect(self._on_copy)

    def _build(self) -> None:
        self.tree.setAccessibleName("Platzhalter")
        theme.mark(self.tree, rolle="tabelle")
        self.tree.setRootIsDecorated(False)
        self.tree.setUniformRowHeights(False)
        self.tree.setAlternatingRowColors(False)
        self.tree.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.tree.setHeaderLabels(_HEADS)
        self.tree.setMinimumWidth(theme.height(300))
        self.tree.setMinimumHeight(theme.height(180))
        self.tree.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        header = self.tree.header()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        for entry in self._entries:
            shown = "{{ " + entry.name + " }}" if not entry.parts else "{% for … in " + entry.name + " %}"
            item = QTreeWidgetItem([shown, entry.meaning, entry.sample])
            item.setData(0, _WRITTEN, entry.written)
            item.setToolTip(1, entry.meaning)
            self.tree.addTopLevelItem(item)

    def show_samples(self, samples: Mapping[str, str]) -> None:
        """How each placeholder reads now; those left out read empty."""
        for row, entry in enumerate(self._entries):
            item = self.tree.topLevelItem(row)
            if item is not None:
                words = samples.get(entry.name, "")
                item.setText(2, words.replace("\n", " ⏎ ") or "(leer)")
                item.setToolTip(2, words)

    @Slot()
    def _on_copy(self) -> None:
        item = self.tree.currentItem() or self.tree.topLevelItem(0)
        if item is not None:
            words = str(item.data(0, _WRITTEN))
            QGuiApplication.clipboard().setText(words)
            self._context.notify(f"{words} ist kopiert.")
