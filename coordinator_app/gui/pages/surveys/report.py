"""The step „Bericht“: chapters on or off, own texts, what is missing, and the documents themselves."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QWidget

from coordinator_app.common.jobs import JobContext
from coordinator_app.domain.report_chapters import ChapterState
from coordinator_app.domain.surveys import Survey
from coordinator_app.gui import theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.editors import LongTextEditor
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.jobs import Lane
from coordinator_app.gui.pages.surveys.steps import StepPane
from coordinator_app.gui.widgets.buttons import MenuButton, PrimaryButton, SecondaryButton
from coordinator_app.gui.widgets.cards import Card
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.notices import NoticeBar
from coordinator_app.gui.widgets.scroll_column import ScrollColumn

if TYPE_CHECKING:
    from coordinator_app.services.workspace import Workspace

_KEY = Qt.ItemDataRole.UserRole
_ROW, _LIST = 40, 320
_EMPTY = "Zu dieser Erhebung gibt es noch keine Antworten; der Bericht enthält nur Methode und eigene Texte."


class ChapterList(QListWidget):
    """The chapters with a tick each; `ticked(key, on)` when one is taken in or left out, `chosen(key)` when shown."""

    ticked = Signal(str, bool)
    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Kapitel des Berichts")
        self.setMinimumWidth(_LIST)
        self.setMaximumWidth(_LIST)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._filling = False
        self.itemChanged.connect(self._on_ticked)
        self.currentItemChanged.connect(self._on_current)

    def fill(self, states: Sequence[ChapterState], key: str, *, editable: bool) -> None:
        """Show these chapters, `key` chosen (the first when there is none of it), without signals."""
        self._filling = True
        place = self.verticalScrollBar().value()
        self.clear()
        for state in states:
            item = QListWidgetItem(state.chapter.title + ("  ·  eigener Text" if state.text else ""))
            item.setData(_KEY, state.chapter.key)
            item.setToolTip(f"{state.chapter.title}: {state.chapter.generated}")
            item.setSizeHint(QSize(0, theme.height(_ROW)))
            flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
            item.setFlags(flags | Qt.ItemFlag.ItemIsUserCheckable if editable else flags)
            item.setCheckState(Qt.CheckState.Checked if state.included else Qt.CheckState.Unchecked)
            self.addItem(item)
            if state.chapter.key == key:
                self.setCurrentItem(item)
        if self.currentItem() is None:
            self.setCurrentRow(0)
        self.verticalScrollBar().setValue(place)
        self._filling = False

    def key(self) -> str:
        """The key of the chapter chosen."""
        item = self.currentItem()
        return str(item.data(_KEY)) if item is not None else ""

    @Slot(QListWidgetItem)
    def _on_ticked(self, item: QListWidgetItem) -> None:
        if not self._filling:
            self.ticked.emit(str(item.data(_KEY)), item.checkState() is Qt.CheckState.Checked)

    @Slot()
    def _on_current(self) -> None:
        if not self._filling and self.key():
            self.chosen.emit(self.key())


class ReportPane(StepPane):
    """Chapters left; right the text of the chosen chapter and what is missing before the report goes out."""

    topic: ClassVar[str] = "sicherheitsbericht"

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._reports = context.workspace.survey_reports
        self._states: tuple[ChapterState, ...] = ()
        self._shown = ""
        self.tables_button = MenuButton("Tabellenband", "upload", parent=self)
        for label, slot in (("Excel-Datei", self._on_tables_excel), ("Druckansicht", self._on_tables_preview)):
            self.tables_button.menu_.addAction(label).triggered.connect(slot)
        self.word_button = SecondaryButton("Word-Datei", "upload", parent=self)
        self.print_button = PrimaryButton("Druckansicht", "printer", parent=self)
        self.word_button.clicked.connect(self.export_current)
        self.print_button.clicked.connect(self.print_list)
        self.list = ChapterList(self)
        self.list.ticked.connect(self._on_ticked)
        self.list.chosen.connect(self._on_chosen)
        self.notice = NoticeBar("", "info", parent=self)
        self.card = Card("Kapitel")
        self.generated = Label("", "hinweis", wrap=True)
        self.editor = LongTextEditor(lines=8, most_lines=24)
        self.editor.area.setAccessibleName("Eigener Text des Kapitels")
        self.editor.committed.connect(self._on_text)
        self.missing = Card("Vor der Ausgabe prüfen")
        self.missing_words = Label("", "", wrap=True)
        self._build()

    def _build(self) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.list)
        right = ScrollColumn(parent=self)
        line.addWidget(right, 1)
        right.column.addWidget(self.notice)
        right.column.addWidget(self.card)
        self.card.add(self.generated)
        self.card.add(
            FieldRow("Eigener Text", self.editor, help_text="Steht im Kapitel vor den Zahlen und bleibt erhalten.")
        )
        right.column.addWidget(self.missing)
        self.missing.add(self.missing_words)
        right.column.addStretch(1)

    def header_buttons(self) -> Sequence[QPushButton]:
        """Tables volume, Word, preview."""
        return (self.tables_button, self.word_button, self.print_button)

    def show_survey(self, survey: Survey) -> None:
        """Show the chapters of a survey."""
        if survey.id != self.survey_id:
            self.leave()
            self._shown = ""
        super().show_survey(survey)
        workspace = self.context.workspace
        titles = list(dict.fromkeys(entry.block for entry in workspace.evaluation.entries(survey.id) if entry.number))
        self._states = self._reports.states(survey.id, titles)
        self.list.fill(self._states, self._shown, editable=not self.context.read_only)
        self._show_chapter(self.list.key())
        has_answers = workspace.evaluation.basis(survey.id).evaluated > 0
        self.notice.set(_EMPTY, "info")
        theme.reveal(self.notice, shown=not has_answers)
        self.tables_button.setEnabled(has_answers)
        self.context.jobs.run(
            _missing,
            workspace,
            survey.id,
            title="",
            done=self._on_missing,
            failed=self._on_unknown,
            lane=Lane.READER,
            owner=self,
            key="survey-report-missing",
        )

    def _show_chapter(self, key: str) -> None:
        state = next((state for state in self._states if state.chapter.key == key), None)
        self._shown = key
        if state is None:
            return
        self.card.set_title(state.chapter.title)
        out = "" if state.included else " Das Kapitel ist weggelassen."
        self.generated.setText(f"Aus den Daten: {state.chapter.generated}.{out}")
        if not self.editor.is_dirty():
            self.editor.set_value(state.text)
        self.editor.set_read_only(read_only=self.context.read_only)

    def can(self, command: str) -> bool:
        """The report can always be printed and exported."""
        return command in {"print", "export"}

    @Slot()
    def print_list(self) -> None:
        """The report in the preview."""
        self.leave()
        self.context.preview("survey_report", self.survey_id)

    @Slot()
    def export_current(self) -> None:
        """The report as Word file."""
        self.leave()
        self.context.export("survey_report", self.survey_id, "docx")

    def leave(self) -> None:
        """Store what is still in the field."""
        if self.survey_id and self._shown and self.editor.is_dirty() and not self.context.read_only:
            self._reports.set_text(self.survey_id, self._shown, self.editor.value())
            self.editor.set_value(self.editor.value())

    @Slot()
    def _on_text(self) -> None:
        self.leave()

    @Slot(str)
    def _on_chosen(self, key: str) -> None:
        self.leave()
        self._show_chapter(key)

    @Slot(str, bool)
    def _on_ticked(self, key: str, included: bool) -> None:
        self._reports.set_included(self.survey_id, key, included=included)

    @Slot()
    def _on_tables_excel(self) -> None:
        self.context.export("survey_tables", self.survey_id, "xlsx")

    @Slot()
    def _on_tables_preview(self) -> None:
        self.context.preview("survey_tables", self.survey_id)

    def _on_missing(self, found: Sequence[str]) -> None:
        self.missing_words.setText("\n".join(f"• {words}" for words in found) or "Es fehlt nichts.")

    def _on_unknown(self, _error: Exception) -> None:
        self.missing_words.setText("Was fehlt, lässt sich gerade nicht feststellen; die Druckansicht nennt den Grund.")


def _missing(job: JobContext, workspace: "Workspace", survey_id: int) -> tuple[str, ...]:
    """What is marked as missing in the report."""
    job.progress(0, 0, "Bericht wird geprüft")
    return workspace.documents.warnings("survey_report", survey_id)
