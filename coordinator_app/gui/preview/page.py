"""The print preview page: thumbnails, the pages, options; Word, PDF, Drucken."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QSplitter, QVBoxLayout, QWidget

from coordinator_app.common.errors import UserError
from coordinator_app.common.jobs import JobContext
from coordinator_app.domain.attachments import LinkRole
from coordinator_app.domain.print_plan import Arrangement, PrintPlan
from coordinator_app.domain.written_files import Source, is_of, state_sentence
from coordinator_app.gui import alerts, speaking, theme
from coordinator_app.gui.actions import ActionInfo
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.jobs import Lane
from coordinator_app.gui.opening import open_path
from coordinator_app.gui.pages.base import Page
from coordinator_app.gui.preview.arranging import arranged
from coordinator_app.gui.preview.canvas import PageCanvas
from coordinator_app.gui.preview.pdf_pages import PdfPages
from coordinator_app.gui.preview.print_panel import PrintPanel
from coordinator_app.gui.preview.printable import FORMAT_NAMES, Check, FollowUp, Options, Printable
from coordinator_app.gui.preview.side_panel import SidePanel
from coordinator_app.gui.preview.thumbnails import Thumbnails
from coordinator_app.gui.preview.zoom_bar import ZoomBar
from coordinator_app.gui.widgets.buttons import PrimaryButton, SecondaryButton
from coordinator_app.gui.widgets.headers import PageHeader
from coordinator_app.gui.widgets.notices import NoticeBar

if TYPE_CHECKING:
    from coordinator_app.services.document_files import DocumentFiles

KIND = "document_preview"
KEPT = 20  # documents „Zurück“ can return to
TOLD = 5  # files written before


class PreviewPage(Page):
    """Shows any `Printable`; who opens it says with `set_saver` how files are written."""

    page_id = "preview"
    title = "Druckansicht"
    icon = "printer"
    help_topic = "druckansicht"
    record_kinds = frozenset({KIND})
    page_actions = (
        ActionInfo(
            "preview.zoom_in", "Ansicht &größer", shortcut="Ctrl++;Ctrl+=", icon="zoom-in", topic="druckansicht"
        ),
        ActionInfo("preview.zoom_out", "Ansicht &kleiner", shortcut="Ctrl+-", icon="zoom-out", topic="druckansicht"),
        ActionInfo("preview.zoom_fit", "Ganze &Breite", shortcut="Ctrl+0", topic="druckansicht"),
        ActionInfo("preview.grey", "In G&raustufen", shortcut="Ctrl+Shift+G", topic="druckansicht"),
        ActionInfo(
            "preview.print_page", "Nur diese &Seite drucken …", shortcut="Ctrl+Shift+P", icon="printer", topic="drucken"
        ),
    )

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._printables: dict[int, Printable] = {}
        self._number = 0
        self._print_now = False
        self._made = b""
        self._saver: Callable[[Printable, str, Options], object] | None = None
        self.header = PageHeader("Druckansicht")
        self.header.show_back()
        self.header.back.connect(self._on_back)
        self.print_button = PrimaryButton("Drucken", "printer")
        self.print_button.clicked.connect(self.print_current)
        self._save_buttons = {key: SecondaryButton(name, "upload") for key, name in FORMAT_NAMES.items()}
        for key, button in self._save_buttons.items():
            button.setObjectName(key)
            button.clicked.connect(self._on_save_clicked)
        self._save_buttons["pdf"].set_icon("document")
        self.thumbnails = Thumbnails()
        self.canvas = PageCanvas()
        self.side = SidePanel()
        self.print_panel = PrintPanel(context.settings)
        self.problem = NoticeBar("", "attention")
        self._zoom_bar = ZoomBar(self.canvas)
        self._build()
        self._connect()

    def _build(self) -> None:
        for key in ("docx", "xlsx", "csv", "pdf", "zip", "json"):
            self.header.add_button(self._save_buttons[key])
        self.header.add_button(self.print_button)
        right = QWidget(self)
        theme.mark(right, flaeche="surface")
        beside = QVBoxLayout(right)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        beside.addWidget(self.side, 1)
        beside.addWidget(self.print_panel)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        for widget in (self.thumbnails, self.canvas, right):
            self.splitter.addWidget(widget)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([144, 860, 296])
        self.splitter.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        line = QFrame()
        theme.mark(line, rolle="trennlinie")
        column.addWidget(line)
        column.addWidget(self.problem)
        column.addWidget(self.splitter, 1)
        self.context.settings.restore_splitter("preview", self.splitter)

    def _connect(self) -> None:
        self.thumbnails.wanted.connect(self.canvas.go_to)
        self.canvas.page_changed.connect(self.thumbnails.mark_page)
        self.canvas.page_changed.connect(self._on_page_changed)
        self.side.changed.connect(self._render)
        self.side.wanted.connect(self._on_follow_up_wanted)
        self.side.kept_wanted.connect(self._on_kept_wanted)
        self.print_panel.arranged.connect(self._show_sheets)
        self.print_panel.sheets_wanted.connect(self._on_sheets_wanted)
        self.own_action("preview.grey", self.print_panel.grey.click)
        self.own_action("preview.print_page", self._on_print_page)
        self.own_action("preview.zoom_in", self.canvas.zoom_in)
        self.own_action("preview.zoom_out", self.canvas.zoom_out)
        self.own_action("preview.zoom_fit", self._on_zoom_fit)

    # Documents ----------------------------------------------------------------------------------

    def add(self, printable: Printable) -> int:
        """Take a document; show it with `show_record(KIND, number)`."""
        number = max(self._printables, default=0) + 1
        self._printables[number] = printable
        for old in sorted(self._printables)[:-KEPT]:
            del self._printables[old]
        return number

    def set_saver(self, saver: Callable[[Printable, str, Options], object]) -> None:
        """What Word, PDF and Excel call with the document, the format and the options chosen."""
        self._saver = saver

    def show_record(self, kind: str, record_id: int) -> None:
        """Show one of the documents taken."""
        if record_id not in self._printables:
            raise UserError("Diese Druckansicht ist nicht mehr da. Bitte rufen Sie das Dokument neu auf.")
        self._number = record_id
        printable = self._printables[record_id]
        self._print_now = printable.print_now
        self.header.set_subtitle(printable.title)
        for key, button in self._save_buttons.items():
            button.setVisible(key in printable.formats)
        self._made = b""
        self.canvas.show_pages(None)
        self.thumbnails.show_pages(None)
        self.side.show_options(printable.options, printable.given)
        self.print_panel.begin()
        self.canvas.go_to(0)
        self._render()
        self.canvas.setFocus()

    def save_button(self, file_format: str) -> SecondaryButton:
        """The button that saves in a format."""
        return self._save_buttons[file_format]

    def current_record(self) -> tuple[str, int] | None:
        """The document shown."""
        return (KIND, self._number) if self._number in self._printables else None

    @property
    def printable(self) -> Printable | None:
        """The document shown."""
        return self._printables.get(self._number)

    def reload(self) -> None:
        """Render again: something it prints may have changed."""
        if self.printable is not None:
            self._render()

    @Slot()
    def _render(self) -> None:
        printable = self.printable
        if printable is None:
            return
        self.print_button.setEnabled(False)
        self.context.jobs.run(
            render_preview,
            printable,
            self.side.options(),
            title="Die Druckansicht wird vorbereitet",
            done=self._on_rendered,
            failed=self._on_failed,
            owner=self,
            key="preview",
        )

    def _on_rendered(self, result: tuple[bytes, list[Check]]) -> None:
        self._made, checks = result
        self._show_sheets()
        self.side.show_checks(checks)
        self._show_next()
        self.problem.set("")
        self.print_button.setEnabled(True)
        self._zoom_bar.raise_()
        self._on_page_changed(self.canvas.current)
        self.actions_changed.emit()
        if self._print_now:
            self._print_now = False
            QTimer.singleShot(0, self.print_current)

    @Slot()
    def _show_sheets(self) -> None:
        """Show the pages as they will stand on the sheets."""
        if not self._made:
            return
        old = self.canvas.pages
        pages = PdfPages(self._made, grey=self.print_panel.grey.isChecked())
        self.print_panel.show_document([pages.upright(number) for number in range(pages.count)])
        arranging = self.print_panel.arranging
        if arranging is not Arrangement.SINGLE:
            pages.close()
            pages = PdfPages(arranged(self._made, arranging), grey=pages.grey)
        self.canvas.show_pages(pages)
        self.thumbnails.show_pages(pages)
        self._on_page_changed(self.canvas.current)
        if old is not None:
            old.close()

    def _show_next(self) -> None:
        """What can be done with the document now, and where it was written before."""
        printable = self.printable
        if printable is None:
            return
        self.side.show_follow_ups([found for found in printable.follow_ups if found.offered()])
        self.side.show_files(())
        self.show_files()

    def show_files(self) -> None:
        """Tell where the document was written before; the folders are looked at in the background."""
        source = self.printable.source if self.printable is not None else Source()
        if source.subject_id:
            self.context.jobs.run(
                told_files,
                self.context.workspace.documents.files,
                source,
                title="",
                lane=Lane.OUTSIDE,
                done=self._show_files,
                owner=self,
                key="preview files",
            )

    def _show_files(self, sentences: list[str]) -> None:
        source = self.printable.source if self.printable is not None else Source()
        linked = self.context.workspace.attachments.linked(source.subject_kind, source.subject_id)
        kept = [(doc.id, doc.file_name) for link, doc in linked if link.role is LinkRole.HAND_EDITED]
        self.side.show_files(sentences, kept)

    @Slot(int)
    def _on_kept_wanted(self, document_id: int) -> None:
        with alerts.shown(self):
            open_path(self.context.workspace.attachments.export_to_open(document_id))

    @Slot(object)
    def _on_follow_up_wanted(self, follow_up: FollowUp) -> None:
        """Do it; what cannot be done is told by its sentence and changes nothing."""
        question = follow_up.question
        if question and not alerts.confirm(self, question, follow_up.label, detail=follow_up.detail):
            return
        self.context.notify(follow_up.run())
        self._render()

    def _on_failed(self, error: UserError) -> None:
        self._made = b""
        self.canvas.show_pages(None)
        self.thumbnails.show_pages(None)
        self.problem.set(error.text, "attention")

    @Slot(int)
    def _on_page_changed(self, page: int) -> None:
        pages = self.canvas.pages
        self._zoom_bar.show_page(page + 1, pages.count if pages is not None else 0)
        if pages is not None:
            words = pages.text(page) if speaking.listening() else ""  # a picture needs its text
            speaking.describe(self.canvas, f"Seite {page + 1} von {pages.count}. {words}".strip())
            self.print_panel.show_sides(pages.count, page)

    # Commands -----------------------------------------------------------------------------------

    def can(self, command: str) -> bool:
        """Printing and saving as soon as the pages are there."""
        return command in {"print", "export"} and self.canvas.pages is not None

    @Slot()
    def print_current(self) -> None:
        """Ask for the printer and print the very pages shown."""
        self._print(self.print_panel.plan())

    @Slot()
    def _on_print_page(self) -> None:
        if self.canvas.pages is not None:
            self._print(self.print_panel.only_this_page())

    def _print(self, plan: PrintPlan) -> None:
        from coordinator_app.gui.preview.printing import print_pages

        printable, pages = self.printable, self.canvas.pages
        if printable is not None and pages is not None and print_pages(pages, printable.stem, self, plan):
            self.context.notify(f"„{printable.title}“ ist an den Drucker gegeben.")

    @Slot()
    def _on_sheets_wanted(self) -> None:
        """Save the sheets as they are shown, for a printing house."""
        printable, pages = self.printable, self.canvas.pages
        if printable is not None and pages is not None and self._saver is not None:
            sheets = Printable(printable.title, f"{printable.stem} Druckbogen", partial(_same, pages.data), ("pdf",))
            self._saver(sheets, "pdf", {})

    def export_current(self) -> None:
        """Save in the document's usual format."""
        if self.printable is not None:
            self._save(self.printable.formats[0])

    def _save(self, file_format: str) -> None:
        if self.printable is not None and self._saver is not None:
            self._saver(self.printable, file_format, self.side.options())

    @Slot()
    def _on_save_clicked(self) -> None:
        """The format is the name of the button."""
        button = self.sender()
        if button is not None:
            self._save(button.objectName())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to where the document was opened."""
        if event.key() == Qt.Key.Key_Escape:
            self._on_back()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _on_back(self) -> None:
        self.context.shell.go_back()

    @Slot()
    def _on_zoom_fit(self) -> None:
        self.canvas.set_zoom(0)

    def leave(self) -> None:
        """Remember the division."""
        self.context.settings.save_splitter("preview", self.splitter)

    def release(self) -> None:
        """Close the PDF."""
        pages = self.canvas.pages
        self.canvas.show_pages(None)
        self.thumbnails.show_pages(None)
        if pages is not None:
            pages.close()

    def showEvent(self, event: QShowEvent) -> None:
        """Full-screen work: the navigation collapses."""
        super().showEvent(event)
        self.full_screen_changed.emit(True)
        self._zoom_bar.place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the zoom bar in its corner."""
        super().resizeEvent(event)
        self._zoom_bar.place()


def _same(data: bytes, _format: str, _options: Options, _job: JobContext) -> bytes:
    return data


def told_files(job: JobContext, files: "DocumentFiles", source: Source) -> list[str]:
    """Job: „Niederschrift.docx: zuletzt ausgegeben am …, seitdem von Hand bearbeitet“, the latest first."""
    found = [entry for entry in files.of_record(source.subject_kind, source.subject_id) if is_of(entry, source)]
    told: list[str] = []
    for entry in found[:TOLD]:
        job.progress(0, 0, "")
        told.append(f"„{Path(entry.path).name}“: {state_sentence(entry, files.state(entry))}")
    return told


def render_preview(job: JobContext, printable: Printable, options: Options) -> tuple[bytes, list[Check]]:
    """Job: the PDF and the checks that go with it."""
    job.progress(0, 0, printable.title)
    data = printable.render("pdf", options, job)
    return data, printable.checks(options) if printable.checks is not None else []
