"""The step „Rücklauf“: the sheets of a survey, typing them, packages, double entry, keeping and deleting."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from coordinator_app.common.german import format_date_time, plural
from coordinator_app.common.jobs import JobContext
from coordinator_app.domain.answers import AnswerMode, SheetState
from coordinator_app.domain.surveys import Survey
from coordinator_app.gui import alerts, theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.jobs import Lane
from coordinator_app.gui.pages.surveys.double_compare import CompareDialog
from coordinator_app.gui.pages.surveys.notes_dialog import NotesDialog
from coordinator_app.gui.pages.surveys.returns_cards import CountsCard, CurveCard, DoubleCard, KeepingCard
from coordinator_app.gui.pages.surveys.returns_dialogs import (
    DeleteAnswersDialog,
    DestroyedDialog,
    DoublePlanDialog,
    PackageDialog,
)
from coordinator_app.gui.pages.surveys.returns_typing import EntryOpener
from coordinator_app.gui.pages.surveys.steps import StepPane
from coordinator_app.gui.widgets.buttons import LinkButton, MenuButton, PrimaryButton
from coordinator_app.gui.widgets.filter_row import FilterRow
from coordinator_app.gui.widgets.notices import EmptyState, NoticeBar, UndoBar
from coordinator_app.gui.widgets.record_table import RecordTable
from coordinator_app.gui.widgets.scroll_column import ScrollColumn
from coordinator_app.services.answer_packages import FILTER, Merged
from coordinator_app.services.sheet_checks import SheetNote, check_sheets
from coordinator_app.services.sheet_list import DELETED, SheetList

if TYPE_CHECKING:
    from coordinator_app.services.workspace import Workspace


class ReturnsPane(StepPane):
    """The list of sheets left, counts and duties right."""

    topic: ClassVar[str] = "ruecklauf"

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._workspace = context.workspace
        self._answers = context.workspace.answers
        self.typing = EntryOpener(context, self)
        self._survey: Survey | None = None
        self.source = SheetList(self._file)
        self.filter_row = FilterRow("Beleg oder Kürzel")
        self.filter_row.add_choice("state", "Stand", [*((s, s.label) for s in SheetState), (DELETED, "gelöscht")])
        self.filter_row.add_choice("mode", "Weg", [(mode, mode.label) for mode in AnswerMode])
        self.empty = EmptyState(
            "inbox",
            "Noch keine Bögen erfasst",
            "Bögen auf Papier werden hier mit einer Taste je Antwort erfasst, auch an mehreren Arbeitsplätzen.",
            "" if context.read_only else "Bögen erfassen",
            "Wie werden Bögen erfasst?",
            button_icon="keyboard",
        )
        self.table = RecordTable(
            self.source, name="sheets", label="Bögen", state=context.settings, empty=self.empty, row_height=28
        )
        self.type_button = PrimaryButton("Bögen erfassen", "keyboard")
        self.data_button = MenuButton("Daten", "documents")
        self.data_menu = self.data_button.menu_
        self.counts, self.curve = CountsCard(), CurveCard()
        self.double, self.keeping = DoubleCard(), KeepingCard()
        self.notice = NoticeBar("")
        self.find_link = PrimaryButton("Antwortdatei suchen …", "folder-open")
        self.restore_link = LinkButton("", "restore")
        self.rest = QWidget()
        self.undo_bar = UndoBar()
        self._build()
        self._connect()

    def _build(self) -> None:
        left = QVBoxLayout()
        left.setContentsMargins(0, 12, 0, 12)
        left.setSpacing(8)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(left, 3)
        left.addWidget(self.filter_row)
        below = QVBoxLayout()
        below.setContentsMargins(24, 0, 0, 0)
        left.addLayout(below, 1)
        below.addWidget(self.notice)
        rescue = QHBoxLayout()
        below.addLayout(rescue)
        for button in (self.find_link, self.restore_link):
            rescue.addWidget(button)
        rescue.addStretch(1)
        below.addWidget(self.table, 1)
        below.addWidget(self.rest, 1)
        below.addWidget(self.undo_bar)
        self.table.attach(self.filter_row)
        side = ScrollColumn(self.counts, self.curve, self.double, self.keeping, margins=(16, 12, 24, 16))
        side.setMinimumWidth(theme.height(360))
        outer.addWidget(side, 2)
        writable = not self.context.read_only
        for words, slot, needs_writing in (
            ("Erfassungspaket &anlegen …", self.make_package, True),
            ("Erfassungspaket &einlesen …", self.merge_package, True),
            ("Antworten aus einer &Datei einlesen …", self.import_answers, True),
            ("Anonymisierte &Daten ausgeben …", self.hand_out_data, False),
            ("&Widersprüche auf den Bögen …", self.check_sheets, False),
        ):
            action = QAction(words, self.data_menu)
            action.setEnabled(writable or not needs_writing)
            action.triggered.connect(slot)
            self.data_menu.addAction(action)
        self.type_button.setEnabled(writable)

    def _connect(self) -> None:
        self.type_button.clicked.connect(self.type_sheets)
        self.typing.stored.connect(self.refresh)
        self.typing.help_wanted.connect(self._on_help)
        self.empty.action.connect(self.type_sheets)
        self.empty.help_wanted.connect(self._on_help)
        self.find_link.clicked.connect(self._on_find)
        self.restore_link.clicked.connect(self._on_restore)
        self.table.opened.connect(self.open_sheet)
        self.table.edit_wanted.connect(self.open_sheet)
        self.table.delete_wanted.connect(self._on_delete)
        self.table.menu_wanted.connect(self._on_menu)
        self.table.selection_changed.connect(self._on_selection)
        self.double.plan_wanted.connect(self.plan_double)
        self.double.type_wanted.connect(self.type_second)
        self.double.compare_wanted.connect(self.compare)
        self.keeping.destroyed_wanted.connect(self._on_destroyed)
        self.keeping.record_wanted.connect(self._on_record)
        self.keeping.delete_wanted.connect(self._on_delete_answers)

    def _file(self) -> Any:
        """The open answer file of the survey shown; None where it cannot be read."""
        if not self.survey_id or not self._answers.state(self.survey_id).usable:
            return None
        return self._answers.file(self.survey_id)

    # --- what is shown

    def header_buttons(self) -> Sequence[QPushButton]:
        """Data in and out; typing."""
        return (self.data_button, self.type_button)

    def show_survey(self, survey: Survey) -> None:
        """Show a survey (again)."""
        super().show_survey(survey)
        self._survey = survey
        state = self._answers.state(survey.id)
        self.notice.set(state.problem or state.note, "info" if state.deleted else "attention")
        self._show_rescue(lost=bool(state.problem) and not state.deleted)
        self.type_button.setEnabled(not self.context.read_only and not state.problem)
        theme.reveal(self.type_button, shown=not state.problem)
        self.data_button.setEnabled(not state.problem)
        self.table.reload()
        returns = self._answers.returns(survey.id)
        self.counts.show_returns(returns)
        self.curve.show_returns(returns)
        writable = not self.context.read_only and not state.problem
        self.double.show_progress(self._workspace.double_entry.progress(survey.id), writable=writable)
        theme.reveal(self.double, shown=returns.paper > 0)
        name = state.path.name if state.path is not None else ""
        self.keeping.show_survey(survey, name, writable=not self.context.read_only, usable=writable)

    def _show_rescue(self, *, lost: bool) -> None:
        """A file that is missing or damaged is looked for or brought back; there is no list then."""
        copied = self._answers.copy_at(self.survey_id) if lost else None
        theme.reveal(self.find_link, shown=lost and not self.context.read_only)
        theme.reveal(self.restore_link, shown=copied is not None and not self.context.read_only)
        if copied is not None:
            self.restore_link.setText(f"Sicherung vom {format_date_time(copied)} zurückholen")
        theme.reveal(self.filter_row, shown=not lost)
        theme.reveal(self.table, shown=not lost)
        theme.reveal(self.rest, shown=lost)
        theme.reveal(self.counts, shown=not lost)  # nothing is known: no zeros

    @Slot()
    def refresh(self) -> None:
        """Read everything again."""
        if self.survey_id:
            self.show_survey(self._workspace.surveys.get(self.survey_id))
            self.changed.emit()

    def can(self, command: str) -> bool:
        """The list can be printed; a sheet chosen can be deleted."""
        if command in {"print", "export", "filter"}:
            return True
        return command == "delete" and not self.context.read_only and bool(self.table.current_id())

    def print_list(self) -> None:
        """The list of sheets in the preview."""
        title = f"Bögen – {self._survey.title}" if self._survey is not None else "Bögen"
        self.context.export_list(self.source, self.table.wanted(), self.table.visible_columns(), title)

    def export_current(self) -> None:
        """The same as a file."""
        self.print_list()

    def focus_filter(self) -> None:
        """Into the filter row."""
        self.filter_row.focus_search()

    def release(self) -> None:
        """Close the window for typing."""
        self.typing.close()

    # --- typing

    @Slot()
    def type_sheets(self) -> None:
        """Begin typing, or show the window where it is going on."""
        self.typing.type_sheets(self.survey_id)

    @Slot(int)
    def open_sheet(self, id: int) -> None:
        """Go on with a sheet of the list, or look through it."""
        if id and self._file() is not None and not self.context.read_only:
            self.typing.open_sheet(self.survey_id, id)

    @Slot()
    def type_second(self) -> None:
        """Type the sheets drawn a second time."""
        self.typing.type_second(self.survey_id)

    # --- packages

    @Slot()
    def make_package(self) -> None:
        """A package for another PC."""
        dialog = PackageDialog(self.context, self.survey_id, self)
        if dialog.run() and dialog.path is not None:
            self.context.notify(f"„{dialog.path.name}“ angelegt.")
            self.refresh()

    @Slot()
    def merge_package(self) -> None:
        """Take the sheets of a package over."""
        folder = str(self._workspace.store.path.parent)
        path = alerts.open_file(self, "Erfassungspaket einlesen", FILTER, folder)
        if path is None:
            return
        self.context.jobs.run(
            partial(_merge, self._workspace, self.survey_id, path),
            title=f"„{path.name}“ wird eingelesen",
            done=self._on_merged,
            lane=Lane.WRITER,
            owner=self,
        )

    def _on_merged(self, merged: Merged) -> None:
        self.context.notify(merged.words)
        self.refresh()

    @Slot()
    def import_answers(self) -> None:
        """Take answers in from CSV, Excel or LimeSurvey."""
        from coordinator_app.gui.pages.surveys.answer_import import AnswerImportDialog

        taken = AnswerImportDialog.ask(self, self.context, self.survey_id)
        if taken is not None:
            self.refresh()
            self.undo_bar.offer(f"{plural(taken[0], 'Bogen', 'Bögen')} eingelesen.", partial(self._undone, taken[1]))

    def _undone(self, undo: Callable[[], int]) -> None:
        undo()
        self.refresh()

    @Slot()
    def hand_out_data(self) -> None:
        """Write anonymised data for others."""
        from coordinator_app.gui.pages.surveys.answer_export import AnswerExportDialog

        AnswerExportDialog.ask(self, self.context, self.survey_id)

    @Slot()
    def check_sheets(self) -> None:
        """Look through all sheets for what cannot be right."""
        file = self._file()
        if file is not None:
            title = "Die Bögen werden geprüft"
            self.context.jobs.run(
                check_sheets, file, title=title, done=self._on_checked, owner=self, key="check sheets"
            )

    def _on_checked(self, notes: list[SheetNote]) -> None:
        dialog = NotesDialog(notes, self)
        dialog.run()
        if dialog.chosen is not None and not self.context.read_only:
            self.typing.open_sheet(self.survey_id, dialog.chosen.sheet.id, dialog.chosen.place)

    # --- double entry, keeping

    @Slot()
    def plan_double(self) -> None:
        """Draw the sheets to type twice."""
        if DoublePlanDialog(self.context, self.survey_id, self).run():
            self.refresh()

    @Slot()
    def compare(self) -> None:
        """Decide the differences; sheets both were wrong on are opened afterwards."""
        dialog = CompareDialog(self.context, self.survey_id, self)
        dialog.run()
        self.refresh()
        if dialog.wrong:
            self.typing.open_sheet(self.survey_id, *dialog.wrong[0])

    @Slot()
    def _on_record(self) -> None:
        self.context.preview("survey_returns", self.survey_id)

    @Slot()
    def _on_destroyed(self) -> None:
        if self._survey is not None and DestroyedDialog(self.context, self._survey, self).run():
            self.refresh()

    @Slot()
    def _on_delete_answers(self) -> None:
        self.release()
        if self._survey is not None and DeleteAnswersDialog(self.context, self._survey, self).run():
            self.refresh()

    @Slot()
    def _on_find(self) -> None:
        path = alerts.open_file(self, "Antwortdatei suchen", FILTER, str(self._workspace.store.path.parent))
        if path is not None:
            self._answers.relocate(self.survey_id, path)
            self.refresh()

    @Slot()
    def _on_restore(self) -> None:
        self._answers.restore(self.survey_id)
        self.context.notify("Die Antwortdatei ist aus der Sicherung zurückgeholt.")
        self.refresh()

    # --- list

    def delete_current(self) -> None:
        """The sheets chosen do not count any more; they can be taken back."""
        self._on_delete(self.table.selected_ids())

    @Slot(list)
    def _on_delete(self, ids: list[int]) -> None:
        file = self._file()
        if not ids or file is None or self.context.read_only:
            return
        file.set_deleted(ids, deleted=True)
        self.undo_bar.offer(f"{plural(len(ids), 'Bogen', 'Bögen')} gelöscht.", partial(self._restore, ids))
        self.refresh()

    def _restore(self, ids: list[int]) -> None:
        file = self._file()
        if file is not None:
            file.set_deleted(ids, deleted=False)
        self.refresh()

    @Slot(QMenu, list)
    def _on_menu(self, menu: QMenu, ids: list[int]) -> None:
        if self.context.read_only or not ids:
            return
        shown = list(self.source.rows(ids[:1]).values())
        if shown and shown[0].deleted:
            menu.addAction("Wiederherstellen").triggered.connect(partial(_call, self._restore, ids))
        else:
            menu.addAction("Bogen öffnen").triggered.connect(partial(_call, self.open_sheet, ids[0]))

    @Slot()
    def _on_selection(self) -> None:
        self.changed.emit()

    @Slot()
    def _on_help(self) -> None:
        self.context.show_help("ruecklauf")


def _call(function: Callable[[Any], object], argument: Any, *_: object) -> None:
    function(argument)


def _merge(workspace: "Workspace", survey_id: int, path: Path, job: JobContext) -> Merged:
    """Job: merge a package."""
    job.progress(0, 0, "")
    return workspace.answer_packages.merge(survey_id, path)
