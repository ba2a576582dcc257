"""One resolution: wording, votes, how far it is carried out."""

from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coordinator_app.common.clock import today
from coordinator_app.common.german import format_date
from coordinator_app.domain.resolutions import Resolution, ResolutionState
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.forms.record_form import RecordForm
from coordinator_app.gui.pages.tasks.looks import IMPLEMENTATION_CHIPS, RESOLUTION_CHIPS
from coordinator_app.gui.pages.tasks.report_card import ReportCard
from coordinator_app.gui.papers_card import PapersCard
from coordinator_app.gui.register_pane import RecordDetail
from coordinator_app.gui.source_tasks import SourceTasks
from coordinator_app.gui.thread_bar import ThreadBar
from coordinator_app.gui.widgets.buttons import LinkButton, MoreButton, SecondaryButton
from coordinator_app.gui.widgets.cards import Card, ListCard, ListRow
from coordinator_app.gui.widgets.chips import Chip
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.linked_rows import tag, tagged
from coordinator_app.gui.widgets.notices import EmptyState
from coordinator_app.gui.widgets.scroll_column import ScrollColumn

ICONS = {"resolution": "gavel", "project": "briefcase", "need": "target", "priority_round": "scale"}
FIELDS: tuple[str | tuple[str, ...], ...] = (
    ("responsible_id", "responsible_organisation_id"),
    ("due_on", "published_on"),
    ("projects", "needs"),
    ("resolution_type", "mover"),
    "public",
)


class ResolutionDetail(RecordDetail):
    """One resolution: wording, votes, reports on its implementation, what it is linked with, its tasks."""

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        text = "Wählen Sie links einen Beschluss aus."
        super().__init__(context, EmptyState("gavel", "Kein Beschluss gewählt", text, compact=True), parent)
        self._lookups = lookups
        self._resolutions = context.workspace.resolutions
        self._resolution: Resolution | None = None
        self.thread_bar = ThreadBar(context, lookups)
        self.state_chip = Chip()
        self.sheet_button = SecondaryButton("Ausfertigung", "document")
        self.sheet_button.clicked.connect(self.show_sheet)
        self.meeting_link = LinkButton("", "calendar")
        self.meeting_link.clicked.connect(self._on_meeting)
        self.wording = Label("", wrap=True)
        self.wording.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.result = Label("", "gedaempft", wrap=True)
        self.reports = ReportCard(context, lookups)
        self.links = ListCard("Zusammenhang")
        self.form = RecordForm(Resolution, save=self._save, names=FIELDS, lookups=lookups)
        self.tasks = SourceTasks(context, lookups, "Aufgaben dazu")
        self.papers = PapersCard(context)
        self._build()

    def _build(self) -> None:
        self.header.add_button(self.sheet_button)
        more = MoreButton()
        self.publish_action = QAction("Als veröffentlicht eintragen", more.menu_)
        self.publish_action.triggered.connect(self._on_publish)
        more.menu_.addAction(self.publish_action)
        self.header.add_button(more)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QVBoxLayout()
        column.addLayout(head)
        head.setContentsMargins(24, 16, 24, 12)
        head.setSpacing(8)
        head.addWidget(self.thread_bar)
        head.addWidget(self.header)
        line = QHBoxLayout()
        head.addLayout(line)
        line.setSpacing(12)
        line.addWidget(self.state_chip)
        line.addWidget(self.meeting_link)
        line.addStretch(1)
        self.wording_card = Card("Wortlaut")
        self.wording_card.add(self.wording)
        self.wording_card.add(self.result)
        parts = (self.wording_card, self.reports, self.links, self.form, self.tasks, self.papers)
        column.addWidget(ScrollColumn(*parts, margins=(24, 4, 24, 24), width=720), 1)
        self._set_content(content)

    def _clear(self) -> None:
        super()._clear()
        self._resolution = None

    def _show(self, id: int) -> None:
        found = self._resolutions.get(id)
        self._resolution = found
        self.header.set(found.title, found.number)
        self.state_chip.set_style(found.state.label, RESOLUTION_CHIPS[found.state])
        adopted = found.state is ResolutionState.ADOPTED
        style = IMPLEMENTATION_CHIPS[found.implementation]
        self.header.chip.set_style(found.implementation.label if adopted else "", style)
        self.wording.setText(found.wording or "Noch ohne Wortlaut.")
        votes = self._resolutions.votes(found.id)
        self.result.setText(votes[-1].sentence if votes else "")
        self.result.setVisible(bool(votes))
        self._show_meeting(found)
        self.reports.setVisible(adopted)
        self.reports.show_reports(found, self._context.workspace.follow_up.reports(found.id) if adopted else [])
        self._show_links(found)
        self.thread_bar.show_record("resolution", id)
        self.form.load(found)
        also = (("agenda_item", found.agenda_item_id),) if found.agenda_item_id else ()
        self.tasks.show_source("resolution", found.id, also=also)
        self.papers.show_record(Resolution.kind, found.id, found.title)
        self.publish_action.setEnabled(found.published_on is None and not self._context.read_only)
        self.sheet_button.setEnabled(bool(found.number))

    def _show_meeting(self, found: Resolution) -> None:
        title = ""
        if found.meeting_id:
            title = self._lookups.titles("meeting", [found.meeting_id]).get(found.meeting_id, "")
        elif self._context.workspace.circulations.of_resolution(found.id):
            title = "Umlaufverfahren"
        day = f", {format_date(found.decided_on)}" if found.decided_on else ""
        self.meeting_link.setText(f"{title}{day}" if title else "")
        self.meeting_link.setVisible(bool(title))

    def _show_links(self, found: Resolution) -> None:
        rows: list[QWidget] = []
        for each in self._context.workspace.follow_up.links(found.id):
            row = ListRow(each.title, addition=each.word, icon=ICONS.get(each.kind, "link"))
            tag(row, each.kind, each.id)
            row.activated.connect(self._on_link)
            rows.append(row)
        self.links.setVisible(bool(rows))
        self.links.set_rows(rows)

    def _save(self, name: str, value: Any) -> None:
        if self._resolution is not None:
            self._resolutions.update(self._resolution.id, None, **{name: value})

    @Slot()
    def show_sheet(self) -> None:
        """The Ausfertigung in the print preview."""
        if self._resolution is not None and self._resolution.number:
            self.flush()
            self._context.preview("resolution_sheet", self._resolution.id)

    @Slot()
    def _on_publish(self) -> None:
        if self._resolution is not None:
            self.flush()
            day = today(self._context.clock)
            self._resolutions.update(self._resolution.id, None, public=True, published_on=day)
            self._context.undo_bar(f"Beschluss {self._resolution.number} ist als veröffentlicht eingetragen.")

    @Slot()
    def _on_meeting(self) -> None:
        found = self._resolution
        if found is None:
            return
        if found.agenda_item_id:
            self._context.navigate("agenda_item", found.agenda_item_id)
        elif found.meeting_id:
            self._context.navigate("meeting", found.meeting_id)
        elif circulation := self._context.workspace.circulations.of_resolution(found.id):
            self._context.navigate("circulation", circulation)

    @Slot()
    def _on_link(self) -> None:
        kind, id = tagged(self.sender())
        if id:
            self._context.navigate(kind, id)
