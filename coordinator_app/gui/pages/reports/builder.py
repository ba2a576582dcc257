"""Tab „Berichte“: the reports the coordinator puts together, and one with its chapters, choices and state."""

from typing import ClassVar

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator_app.domain.report_states import LOCKED
from coordinator_app.domain.reports import Report, ReportKind, ReportState, ReportVariant
from coordinator_app.gui import theme
from coordinator_app.gui.chapter_pane import ChapterPane
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.list_pane import ListPane
from coordinator_app.gui.pages.reports.choices import ReportChoices
from coordinator_app.gui.pages.reports.new_report import NewReportDialog
from coordinator_app.gui.pages.reports.standing import StandingView
from coordinator_app.gui.register_pane import RecordDetail
from coordinator_app.gui.widgets.buttons import MenuButton, SecondaryButton
from coordinator_app.gui.widgets.chips import ChipStyle
from coordinator_app.gui.widgets.filter_row import FilterRow
from coordinator_app.gui.widgets.notices import EmptyState, NoticeBar
from coordinator_app.gui.widgets.record_table import RecordTable
from coordinator_app.gui.widgets.tabs import TabView

CHAPTERS, CHOICES, STANDING = "chapters", "choices", "standing"
STATE_CHIPS = {
    ReportState.DRAFT: ChipStyle("neutral", "pencil"),
    ReportState.CHECKED: ChipStyle("info", "tick"),
    ReportState.RELEASED: ChipStyle("ok", "tick"),
    ReportState.PUBLISHED: ChipStyle("ok", "share"),
}


class ReportDetail(RecordDetail):
    """One report."""

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        hint = EmptyState("document", "Kein Bericht gewählt", "Wählen Sie links einen Bericht aus.", compact=True)
        super().__init__(context, hint, parent)
        self._builder = context.workspace.report_builder
        self.preview_button = SecondaryButton("Druckansicht", "printer")
        self.word_button = MenuButton("Word-Datei", "upload")
        for variant in reversed(ReportVariant):
            action = self.word_button.menu_.addAction(f"{variant.label.capitalize()}e Fassung")
            action.setData(variant.value)
        self.header.add_button(self.preview_button)
        self.header.add_button(self.word_button)
        more = self._add_more()
        self.next_action = QAction("Für den nächsten Zeitraum anlegen", more.menu_)
        self.next_action.setEnabled(not context.read_only)
        more.menu_.insertAction(more.menu_.actions()[0], self.next_action)
        self.notice = NoticeBar("", "info", icon="lock")
        self.chapters = ChapterPane(context, self._builder.chapters, movable=True)
        self.chapters.column.addStretch(1)
        self.choices = ReportChoices(context, lookups)
        self.form = self.choices.form
        self.standing = StandingView(context)
        self.tabs = TabView("Teile des Berichts")
        self.tabs.add_tab(CHAPTERS, "Kapitel und Texte", self._chapters_pane, self.chapters)
        self.tabs.add_tab(CHOICES, "Angaben und Auswahl", self._choices_pane, self.choices)
        self.tabs.add_tab(STANDING, "Prüfen und Freigeben", self._standing_pane, self.standing)
        self._build()
        self.preview_button.clicked.connect(self.preview)
        self.word_button.menu_.triggered.connect(self._on_word)
        self.next_action.triggered.connect(self.duplicate)
        self.notice.triggered.connect(self._on_reopen)
        self.tabs.shown.connect(self._on_tab)

    def _build(self) -> None:
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
        self.tabs.select(CHAPTERS)
        self._set_content(content)

    def _chapters_pane(self) -> QWidget:
        return self.chapters

    def _choices_pane(self) -> QWidget:
        return self.choices

    def _standing_pane(self) -> QWidget:
        return self.standing

    def show_record(self, id: int) -> None:
        """Show a report (again); a released one can only be read."""
        super().show_record(id)
        if id:
            self.choices.set_locked(locked=self._builder.get(id).state in LOCKED)

    def _show(self, id: int) -> None:
        report = self._builder.get(id)
        locked = report.state in LOCKED
        kind = report.report_kind.label
        self.header.set(report.title, "" if kind in report.title else kind)
        self.header.chip.set_style(report.state.label, STATE_CHIPS[report.state])
        self.header.chip.show()
        self.notice.set(
            "Texte und Auswahl bleiben, wie sie sind.",
            "info",
            strong=f"Der Bericht ist {report.state.label}.",
            icon="lock",
            action="" if self._context.read_only else "Zurück in den Entwurf",
        )
        theme.reveal(self.notice, shown=locked)
        self.chapters.show_chapters(id, self._builder.states(id), editable=not locked)
        self.choices.show_report(report)
        self.standing.show_report(report, now=self.tabs.current() == STANDING)

    def _clear(self) -> None:
        super()._clear()
        self.chapters.clear()

    def flush(self) -> None:
        """Save what is still in a field."""
        super().flush()
        self.chapters.flush()

    @Slot()
    def preview(self) -> None:
        """The report as it will be printed; the variant is chosen there."""
        self.flush()
        self._context.preview("report", self._id)

    @Slot(QAction)
    def _on_word(self, action: QAction) -> None:
        self.flush()
        self._context.export("report", self._id, "docx", {"variant": str(action.data())})

    @Slot()
    def duplicate(self) -> None:
        """A draft for the period after this one, with the same chapters, texts and choices."""
        if self._id and not self._context.read_only:
            self.flush()
            self._context.navigate(Report.kind, self._builder.duplicate(self._id))
            self._context.notify("Der Bericht für den nächsten Zeitraum ist angelegt, mit Ihren Texten.")

    @Slot()
    def _on_reopen(self) -> None:
        self._context.workspace.report_runs.set_state(self._id, ReportState.DRAFT)

    @Slot(str)
    def _on_tab(self, key: str) -> None:
        if key == STANDING and self._id:
            self.flush()
            self.standing.show_report(self._builder.get(self._id), now=True)


class ReportsPane(ListPane[ReportDetail]):
    """List and detail of the reports."""

    words = ("Der", "Bericht", "Berichte")
    help_topic = "berichtsbaukasten"
    kind: ClassVar[str] = Report.kind
    list_title = "Berichte"
    kinds: ClassVar[frozenset[str]] = frozenset({"report"})
    new_text: ClassVar[str] = "Neuer Bericht"
    topic: ClassVar[str] = "berichtsbaukasten"

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        self.source = context.workspace.report_builder.list()
        filter_row = FilterRow("Berichte filtern", top=16)
        filter_row.add_choice("report_kind", "Art", [(kind, kind.label) for kind in ReportKind])
        filter_row.add_choice("state", "Status", [(state, state.label) for state in ReportState])
        empty = EmptyState(
            "document",
            "Noch kein Bericht angelegt",
            "Jahresbericht, Präventionsbericht, Strategie, Vorlagen, Antworten auf Anfragen und Pressetexte entstehen "
            "hier aus dem, was erfasst ist, und aus Ihren eigenen Texten.",
            "" if context.read_only else "Neuer Bericht",
            "Wie entsteht ein Bericht?",
        )
        table = RecordTable(
            self.source,
            name="reports",
            label="Berichte",
            state=context.settings,
            chips={"state": STATE_CHIPS},
            empty=empty,
            sort="period_end desc",
        )
        detail = ReportDetail(context, lookups)
        super().__init__(context, filter_row, table, detail, name="reports", list_width=330, parent=parent)

    def can(self, command: str) -> bool:
        """Printing the report shown."""
        if command in {"print", "export"}:
            return bool(self.detail.current_id())
        return super().can(command)

    def print_list(self) -> None:
        """The report shown."""
        if self.detail.current_id():
            self.detail.preview()

    def new_record(self) -> None:
        """Ask for a new report."""
        new_id = NewReportDialog.ask(self, self._context)
        if new_id:
            self._context.navigate(Report.kind, new_id)

    def _discard(self, id: int) -> None:
        self._context.workspace.report_builder.discard(id)
