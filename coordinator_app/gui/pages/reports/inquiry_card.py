"""The topic of an answer: words to look for, and what was found with a tick each."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from coordinator_app.common.german import plural
from coordinator_app.domain.report_states import LOCKED
from coordinator_app.domain.reports import ReportVariant
from coordinator_app.gui import theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.editors import TextEditor
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.widgets.cards import Card
from coordinator_app.gui.widgets.labels import Label

if TYPE_CHECKING:
    from coordinator_app.services.topic_hits import TopicHit

_KEY = Qt.ItemDataRole.UserRole
_ROW, _MOST, _LONGEST = 34, 8, 300
_HELP = "Mehrere Begriffe mit Komma trennen; Wortanfänge genügen. Handlungsfelder und Gebiete stehen unten zur Wahl."
NOTHING = "Nichts gefunden. Andere Begriffe oder ein anderes Handlungsfeld helfen oft weiter."
NO_TOPIC = "Geben Sie das Thema ein; gesucht wird in Bedarfen, Projekten, Beschlüssen, Kennzahlen und Befunden."


class InquiryCard(Card):
    """`show_report(id)`; words and ticks are stored at once."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__("Thema der Anfrage", parent=parent)
        self._context = context
        self._builder = context.workspace.report_builder
        self._id = 0
        self._filling = False
        self.words = TextEditor(max_length=_LONGEST)
        self.hint = Label("", "hinweis", wrap=True)
        self.list = QListWidget()
        self.list.setAccessibleName("Gefundenes zum Thema")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.add(FieldRow("Suchbegriffe", self.words, help_text=_HELP))
        self.add(self.hint)
        self.add(self.list)
        self.words.committed.connect(self._on_words)
        self.list.itemChanged.connect(self._on_ticked)

    def show_report(self, id: int) -> None:
        """Look for the topic of an answer and show what was found."""
        from coordinator_app.services.report_assembly import context_of
        from coordinator_app.services.topic_hits import has_topic, topic_hits

        self._id = id
        found = context_of(self._context.workspace, id, ReportVariant.PUBLIC)
        editable = found.report.state not in LOCKED and not self._context.read_only
        self.words.set_value(found.plan.words)
        self.words.set_read_only(read_only=not editable)
        hits = topic_hits(found)
        self._fill(hits, frozenset(found.plan.without), editable=editable)
        told = sum(hit.key not in found.plan.without for hit in hits)
        count = f"{plural(len(hits), 'Treffer', 'Treffer')}, {told} davon in der Antwort"
        self.hint.setText(count if hits else NOTHING if has_topic(found.plan) else NO_TOPIC)

    def _fill(self, hits: "tuple[TopicHit, ...]", without: frozenset[str], *, editable: bool) -> None:
        self._filling = True
        row = self.list.currentRow()
        self.list.clear()
        for hit in hits:
            item = QListWidgetItem(f"{hit.title} ({hit.detail})" if hit.detail else hit.title)
            item.setData(_KEY, hit.key)
            item.setToolTip(item.text())
            item.setSizeHint(QSize(0, theme.height(_ROW)))
            flags = item.flags() | Qt.ItemFlag.ItemIsUserCheckable
            item.setFlags(flags if editable else flags & ~Qt.ItemFlag.ItemIsEnabled)
            item.setCheckState(Qt.CheckState.Unchecked if hit.key in without else Qt.CheckState.Checked)
            self.list.addItem(item)
        self.list.setCurrentRow(min(row, len(hits) - 1))
        room = min(len(hits), _MOST) * theme.height(_ROW) + 2 * self.list.frameWidth() + 8
        self.list.setMinimumHeight(room)
        self.list.setMaximumHeight(room)
        theme.reveal(self.list, shown=bool(hits))
        self._filling = False

    @Slot()
    def _on_words(self) -> None:
        if self._id and self.words.value() != self._builder.plan(self._id).words:
            self._builder.set_plan(self._id, words=self.words.value())

    @Slot(QListWidgetItem)
    def _on_ticked(self, item: QListWidgetItem) -> None:
        if self._filling or not self._id:
            return
        key = str(item.data(_KEY))
        without = set(self._builder.plan(self._id).without) - {key}
        if item.checkState() is Qt.CheckState.Unchecked:
            without.add(key)
        self._builder.set_plan(self._id, without=tuple(sorted(without)))
