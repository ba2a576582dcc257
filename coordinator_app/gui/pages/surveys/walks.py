"""Tab „Begehungen“: list of walks, and one walk with its findings, facts, pictures and papers."""

from typing import Any, ClassVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator_app.common.german import format_weekday_date
from coordinator_app.domain.site_walks import BAD, SiteWalk, SiteWalkFinding, WalkState
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import RecordDialog
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.forms.record_form import RecordForm
from coordinator_app.gui.list_pane import ListPane
from coordinator_app.gui.pages.surveys.findings import FindingsPane
from coordinator_app.gui.photos_card import PhotosCard
from coordinator_app.gui.record_files import RecordFiles
from coordinator_app.gui.register_pane import RecordDetail
from coordinator_app.gui.widgets.buttons import MenuButton
from coordinator_app.gui.widgets.chips import ChipStyle
from coordinator_app.gui.widgets.filter_row import FilterRow
from coordinator_app.gui.widgets.notices import EmptyState, NoticeBar
from coordinator_app.gui.widgets.record_table import RecordTable
from coordinator_app.gui.widgets.scroll_column import ScrollColumn
from coordinator_app.gui.widgets.tabs import TabView
from coordinator_app.services.site_walks import open_bad_findings

FIELDS = (
    "title",
    ("walked_on", "time_of_day"),
    ("place", "area_id"),
    ("weather", "state"),
    "occasion",
    "participants",
    "summary",
    "note",
)
NEW_FIELDS = ("title", ("walked_on", "time_of_day"), ("place", "area_id"), "occasion", "participants")
WALK_CHIPS = {
    WalkState.PLANNED: ChipStyle("info", "clock"),
    WalkState.HELD: ChipStyle("attention", "pencil"),
    WalkState.EVALUATED: ChipStyle("ok", "tick"),
}


class WalkDetail(RecordDetail):
    """One walk; `repeat_wanted(id)`."""

    repeat_wanted = Signal(int)

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        hint = EmptyState("pin", "Keine Begehung gewählt", "Wählen Sie links eine Begehung aus.", compact=True)
        super().__init__(context, hint, parent)
        self._walks = context.workspace.site_walks
        self.papers = MenuButton("Bogen und Bericht", "document")
        self.form_action = self.papers.menu_.addAction("Begehungsbogen zum Mitnehmen")
        self.report_action = self.papers.menu_.addAction("Begehungsbericht")
        self.form_action.triggered.connect(self._on_form)
        self.report_action.triggered.connect(self._on_report)
        self.header.add_button(self.papers)
        more = self._add_more()
        repeat = QAction("Begehung wiederholen", more.menu_)
        repeat.setEnabled(not context.read_only)
        repeat.triggered.connect(self.duplicate)
        more.menu_.insertAction(more.menu_.actions()[0], repeat)
        self.notice = NoticeBar("", "attention", icon="triangle")
        self.findings = FindingsPane(context, lookups)
        self.form = RecordForm(SiteWalk, save=self._save, names=FIELDS, lookups=lookups)
        self.photos = PhotosCard(context)
        self.files = RecordFiles(context, "Noch keine Datei, zum Beispiel der ausgefüllte Bogen als Scan.")
        self.tabs = TabView("Teile der Begehung")
        self.tabs.add_tab("findings", "Befunde", self._findings_pane, self.findings)
        self.tabs.add_tab("fields", "Angaben", self._fields_pane, self.form)
        self.tabs.add_tab("pictures", "Bilder und Dateien", self._pictures_pane, self.photos, self.files)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 16, 0, 0)
        column.setSpacing(8)
        head = QVBoxLayout()
        head.setContentsMargins(24, 0, 24, 0)
        column.addLayout(head)
        head.addWidget(self.header)
        head.addWidget(self.notice)
        column.addWidget(self.tabs, 1)
        self.tabs.select("findings")
        self._set_content(content)

    def _findings_pane(self) -> QWidget:
        return self.findings

    def _fields_pane(self) -> QWidget:
        return ScrollColumn(self.form)

    def _pictures_pane(self) -> QWidget:
        return ScrollColumn(self.photos, self.files)

    def _show(self, id: int) -> None:
        walk = self._walks.get(id)
        views = self._walks.findings(id)
        self.header.set(walk.title, format_weekday_date(walk.walked_on))
        self.header.chip.set_style(walk.state.label, WALK_CHIPS[walk.state])
        self.header.chip.show()
        left = len(open_bad_findings(views, BAD))
        words = "schlechter Befund hat" if left == 1 else "schlechte Befunde haben"
        self.notice.set(f"{words} weder Aufgabe noch Bedarf.", "attention", strong=str(left))
        self.notice.setVisible(bool(left) and walk.state is not WalkState.PLANNED)
        self.tabs.strip.set_count("findings", len(views) or None)
        self.findings.show_walk(id)
        self.photos.show_record(SiteWalk.kind, id)
        self.files.show_record(SiteWalk.kind, id)
        self.form.load(walk)

    def _save(self, name: str, value: Any) -> None:
        self._walks.update(self.form.record.id, None, **{name: value})

    @Slot()
    def _on_form(self) -> None:
        self.flush()
        self._context.preview("walk_form", self._id)

    @Slot()
    def _on_report(self) -> None:
        self.flush()
        self._context.preview("walk_report", self._id)

    @Slot()
    def duplicate(self) -> None:
        """Plan the same walk again."""
        self.flush()
        self.repeat_wanted.emit(self._id)


class WalksPane(ListPane[WalkDetail]):
    """List and detail of the walks."""

    words = ("Die", "Begehung", "Begehungen")
    help_topic = "begehungen"
    kind: ClassVar[str] = SiteWalk.kind
    list_title = "Begehungen"
    kinds: ClassVar[frozenset[str]] = frozenset({"site_walk", "site_walk_finding"})
    new_text: ClassVar[str] = "Neue Begehung"
    topic: ClassVar[str] = "begehungen"

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        self._lookups = lookups
        self.source = context.workspace.site_walks.list()
        filter_row = FilterRow("Begehungen filtern", top=16)
        filter_row.add_choice("state", "Stand", [(state, state.label) for state in WalkState])
        filter_row.add_choice("area_id", "Gebiet")
        empty = EmptyState(
            "pin",
            "Noch keine Begehung erfasst",
            "Hier stehen Ortsbegehungen mit ihren Befunden. Aus jedem Befund wird mit einem Klick eine Aufgabe oder "
            "ein Bedarf.",
            "" if context.read_only else "Begehung planen",
            "Wie läuft eine Begehung ab?",
        )
        table = RecordTable(
            self.source,
            name="site_walks",
            label="Begehungen",
            state=context.settings,
            chips={"state": WALK_CHIPS},
            empty=empty,
            sort="walked_on desc",
        )
        super().__init__(
            context, filter_row, table, WalkDetail(context, lookups), name="site_walks", list_width=400, parent=parent
        )
        self.detail.repeat_wanted.connect(self._on_repeat)
        self.detail.findings.changed.connect(self.changed)

    # --- duties of a tab

    def show_record(self, kind: str, record_id: int) -> None:
        """Show a walk, or a finding within its walk."""
        if kind == SiteWalkFinding.kind:
            finding = self._context.workspace.site_walks.finding(record_id)
            self.select(finding.walk_id)
            self.detail.tabs.select("findings")
            self.detail.findings.select(record_id)
        else:
            super().show_record(kind, record_id)

    def new_record(self) -> None:
        """Ask for a walk."""
        new_id = RecordDialog.ask(
            self,
            SiteWalk,
            names=NEW_FIELDS,
            title="Neue Begehung",
            primary="Begehung anlegen",
            lookups=self._lookups,
            save=self._create,
        )
        if new_id:
            self._context.navigate(SiteWalk.kind, new_id)

    def _create(self, values: dict[str, Any]) -> int:
        return self._context.workspace.site_walks.create(**values)

    def delete_current(self) -> None:
        """The finding with the focus, else the walks chosen."""
        if self.detail.findings.table.view.hasFocus():
            self.detail.findings.delete_chosen()
        else:
            self.discard(self.table.selected_ids())

    def _set_options(self) -> None:
        self.filter_row.set_options("area_id", self._context.workspace.municipality.area_choices())

    def _discard(self, id: int) -> None:
        self._context.workspace.site_walks.discard(id)

    @Slot(int)
    def _on_repeat(self, id: int) -> None:
        if id and not self._context.read_only:
            new_id = self._context.workspace.site_walks.repeat(id)
            self._context.navigate(SiteWalk.kind, new_id)
            self._context.notify("Die Begehung ist noch einmal geplant, mit denselben Stellen.")
