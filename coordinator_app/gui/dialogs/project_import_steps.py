"""The three pages of the import wizard."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QHeaderView, QStackedWidget, QVBoxLayout, QWidget

from coordinator_app.common.german import plural
from coordinator_app.exchange.list_subjects import ListSubject
from coordinator_app.exchange.tables import (
    Cell,
    Heading,
    Sheet,
    TableFile,
    cell_text,
    column_letter,
    find_heading,
    heading_at,
)
from coordinator_app.gui import theme
from coordinator_app.gui.dialogs.project_import_tables import (
    ColumnTable,
    FindingTable,
    PlainTable,
    RowTable,
    WordTable,
)
from coordinator_app.gui.forms.editors import ChoiceEditor
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.widgets.buttons import LinkButton, MenuButton, SecondaryButton
from coordinator_app.gui.widgets.cards import IconLabel
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.notices import EmptyState
from coordinator_app.gui.widgets.tabs import TabStrip
from coordinator_app.services.list_import import ListImport, Understood
from coordinator_app.services.list_import_plan import ImportOptions, ImportPlan, ImportResult, WordAction, WordChoice

_PREVIEW_LINES = 14
_PREVIEW_COLUMNS = 12


class FileStep(QWidget):
    """Choose a file, a sheet and the heading; shows the first lines as they stand."""

    file_wanted = Signal()
    sheet_changed = Signal()

    def __init__(self, subjects: Sequence[ListSubject], subject: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._file: TableFile | None = None
        self._subjects = {item.key: item for item in subjects}
        self.subject_editor = ChoiceEditor([(item.key, item.label) for item in subjects], optional=False)
        self.subject_editor.set_value(subject or subjects[0].key)
        self._is_fixed = bool(subject)
        self.subject_editor.committed.connect(self._on_subject_chosen)
        self.name = Label("", "stark")
        self.format = Label("", "gedaempft")
        self.choose_button = SecondaryButton("Andere Datei wählen", "folder-open")
        self.choose_button.clicked.connect(self.file_wanted)
        self.sheet_editor = ChoiceEditor([], optional=False)
        self.sheet_editor.committed.connect(self._on_sheet_chosen)
        self.header_editor = ChoiceEditor([], optional=False)
        self.header_editor.committed.connect(self.sheet_changed)
        self.preview = PlainTable(("",), "Erste Zeilen der Datei", (60,), 0)
        self.empty = EmptyState(
            "table",
            "Welche Liste soll eingelesen werden?",
            "Excel, OpenDocument oder CSV. Sie sehen vor dem Übernehmen genau, was aus jeder Zeile wird.",
            "Datei wählen",
            button_icon="folder-open",
            compact=True,
        )
        self.empty.action.connect(self.file_wanted)
        self.drop_hint = Label("Sie können die Datei auch in dieses Fenster ziehen.", "hinweis")
        self._build()

    def _build(self) -> None:
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        first = QWidget()
        first_column = QVBoxLayout(first)
        first_column.addWidget(self.empty)
        first_column.addWidget(self.drop_hint, 0, Qt.AlignmentFlag.AlignHCenter)
        first_column.addStretch(1)
        chosen = QWidget()
        lines = QVBoxLayout(chosen)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(12)
        head = QHBoxLayout()
        lines.addLayout(head)
        head.addWidget(IconLabel("table", 20, "accent"))
        head.addWidget(self.name)
        head.addWidget(self.format)
        head.addStretch(1)
        head.addWidget(self.choose_button)
        choices = QHBoxLayout()
        choices.setSpacing(16)
        lines.addLayout(choices)
        choices.addWidget(FieldRow("Die Liste enthält", self.subject_editor), 1)
        choices.addWidget(FieldRow("Blatt", self.sheet_editor), 1)
        choices.addWidget(FieldRow("Kopfzeile mit den Spaltennamen", self.header_editor), 1)
        lines.addWidget(self.preview, 1)
        self._stack.addWidget(first)
        self._stack.addWidget(chosen)

    def show_file(self, file: TableFile | None) -> None:
        """Show a file with its sheets; None shows the invitation to choose one."""
        self._file = file
        self._stack.setCurrentIndex(0 if file is None else 1)
        if file is None:
            return
        self.name.setText(file.name)
        self.format.setText(f"{file.format_label}, {plural(len(file.sheets), 'Blatt', 'Blätter')}")
        options = [(place, _sheet_label(sheet)) for place, sheet in enumerate(file.sheets)]
        self.sheet_editor.set_options(options)
        fullest = max(range(len(file.sheets)), key=self._filled)
        usable = [place for place, sheet in enumerate(file.sheets) if self._heading(sheet) is not None]
        self.sheet_editor.set_value(usable[0] if usable else fullest)
        self._propose_subject()
        self._on_sheet_chosen()

    def subject(self) -> str:
        """The key of what the list is about."""
        return str(self.subject_editor.value())

    def _heading(self, sheet: Sheet) -> Heading | None:
        return find_heading(sheet, self._subjects[self.subject()].is_heading)

    def _propose_subject(self) -> None:
        """What the headings speak for, unless it was said where the window was opened."""
        sheet = self.sheet()
        if sheet is None or self._is_fixed:
            return
        fits: list[tuple[float, str]] = []
        for key, subject in self._subjects.items():
            heading = find_heading(sheet, subject.is_heading)
            header = [cell_text(cell) for cell in sheet.rows[heading[1]]] if heading is not None else []
            fits.append((subject.fits([text for text in header if text]) if header else 0.0, key))
        best = max(fits, key=_share)
        if best[0] > 0:
            self.subject_editor.set_value(best[1])

    @Slot()
    def _on_subject_chosen(self) -> None:
        self._is_fixed = True
        self._on_sheet_chosen()

    def _filled(self, place: int) -> int:
        return self._file.sheets[place].filled_rows if self._file is not None else 0

    def sheet(self) -> Sheet | None:
        """The sheet chosen."""
        place = self.sheet_editor.value()
        return self._file.sheets[place] if self._file is not None and place is not None else None

    def header(self) -> Heading | None:
        """First and last line of the heading chosen; None when the sheet has none."""
        return self.header_editor.value()

    @Slot()
    def _on_sheet_chosen(self) -> None:
        sheet = self.sheet()
        rows = sheet.rows[:40] if sheet is not None else ()
        options = [
            ((place, place), f"Zeile {place + 1}: {_start(row)}") for place, row in enumerate(rows) if _start(row)
        ]
        pairs = dict.fromkeys(heading_at(sheet, place) for place, _ in enumerate(rows)) if sheet is not None else {}
        options += [
            (pair, f"Zeilen {pair[0] + 1} und {pair[1] + 1}: {_start(rows[pair[0]])}")
            for pair in pairs
            if pair[1] > pair[0] and pair[1] < len(rows)
        ]
        self.header_editor.set_options(sorted(options, key=_first))
        self.header_editor.set_value(self._heading(sheet) if sheet is not None else None)
        self._show_preview(rows)
        self.sheet_changed.emit()

    def _show_preview(self, rows: Sequence[Sequence[Cell]]) -> None:
        width = min(max((len(row) for row in rows), default=0), _PREVIEW_COLUMNS)
        table = self.preview
        table.setColumnCount(width + 1)
        head = table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for place in range(width + 1):
            head.resizeSection(place, 150 if place else 64)
        table.setHorizontalHeaderLabels(["Zeile", *(column_letter(place) for place in range(width))])
        table.setRowCount(min(len(rows), _PREVIEW_LINES))
        for line, row in enumerate(rows[:_PREVIEW_LINES]):
            table.put(line, 0, str(line + 1), right=True)
            for place in range(width):
                table.put(line, place + 1, cell_text(row[place]) if place < len(row) else "")


def _sheet_label(sheet: Sheet) -> str:
    return (
        f"{sheet.name} ({plural(sheet.filled_rows, 'Zeile', 'Zeilen')})"
        if sheet.filled_rows
        else f"{sheet.name} (leer)"
    )


def _share(fit: tuple[float, str]) -> float:
    return fit[0]


def _first(option: tuple[Heading, str]) -> Heading:
    return option[0]


def _start(row: Sequence[Cell]) -> str:
    texts = [cell_text(cell) for cell in row if cell is not None]
    return ", ".join(texts)[:60]


class _Count(QFrame):
    """A number with its words: how many rows are new, known, faulty."""

    def __init__(self, kind: str, icon: str) -> None:
        super().__init__()
        theme.mark(self, flaeche=kind)
        self.number = Label("0", "titel")
        self.words = Label("")
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 8, 16, 8)
        line.setSpacing(12)
        line.addWidget(IconLabel(icon, 20, kind))
        line.addWidget(self.number)
        line.addWidget(self.words)
        line.addStretch(1)

    def show_count(self, number: int, words: str) -> None:
        """Show another number."""
        self.number.setText(str(number))
        self.words.setText(words)
        self.setAccessibleName(f"{number} {words}")


class CheckStep(QWidget):
    """Mapping and dry run: counts, and four tables as tabs."""

    changed = Signal()
    report_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._service: ListImport | None = None
        self._words: dict[tuple[str, str], WordChoice] = {}
        self.columns, self.rows, self.words, self.findings = ColumnTable(), RowTable(), WordTable(), FindingTable()
        self.new, self.known, self.wrong = (
            _Count("ok", "tick-circle"),
            _Count("attention", "triangle"),
            _Count("error", "octagon"),
        )
        tabs = [("columns", "Spalten"), ("rows", "Dubletten"), ("words", "Neue Begriffe"), ("findings", "Hinweise")]
        self.tabs = TabStrip(tabs, "Prüfung")
        self.remembered = Label("", "gedaempft")
        self.report_link = LinkButton("Bericht als Excel speichern")
        self.all_words = MenuButton("Alle neuen Begriffe")
        self._stack = QStackedWidget()
        self._build()
        self._fresh = True

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        column.addLayout(head)
        head.addWidget(Label("Probelauf", "stark"))
        head.addWidget(Label("Es wurde noch nichts gespeichert.", "gedaempft"))
        head.addWidget(self.remembered)
        head.addStretch(1)
        head.addWidget(self.report_link)
        counts = QHBoxLayout()
        counts.setSpacing(8)
        column.addLayout(counts)
        for count in (self.new, self.known, self.wrong):
            counts.addWidget(count, 1)
        line = QHBoxLayout()
        column.addLayout(line)
        line.addWidget(self.tabs)
        line.addStretch(1)
        line.addWidget(self.all_words)
        for table in (self.columns, self.rows, self.words, self.findings):
            self._stack.addWidget(table)
        column.addWidget(self._stack, 1)
        for text, action in (("alle neu anlegen", WordAction.CREATE), ("alle nur in die Notiz", WordAction.NOTE)):
            entry = QAction(text, self.all_words.menu_)
            entry.setData(action.value)
            entry.triggered.connect(self._on_all_words)
            self.all_words.menu_.addAction(entry)
        self.all_words.hide()
        self.tabs.selected.connect(self._on_tab)
        self.report_link.clicked.connect(self.report_wanted)
        self.columns.changed.connect(self._on_columns_changed)
        self.rows.changed.connect(self.changed)
        self.words.changed.connect(self.changed)

    def show_data(self, service: ListImport, found: Understood) -> None:
        """Show another table with a proposed mapping; decisions taken before are forgotten."""
        self._fresh = True
        self._service = service
        self._words = found.words
        self.columns.show_data(found.data, found.targets, service.subject)
        self.remembered.setText(f"Zuordnung wie bei „{found.remembered}“" if found.remembered else "")

    def options(self) -> ImportOptions:
        """The decisions taken so far."""
        if self._fresh:
            return ImportOptions(self.columns.targets(), self._words)
        return ImportOptions(self.columns.targets(), self.words.choices(), self.rows.choices())

    def show_plan(self, plan: ImportPlan) -> None:
        """Show a dry run."""
        self.new.show_count(plan.new_count, "wird neu angelegt" if plan.new_count == 1 else "werden neu angelegt")
        self.known.show_count(
            plan.double_count, "gibt es schon" if plan.double_count == 1 else "gibt es schon oder doppelt"
        )
        self.wrong.show_count(plan.error_count, "mit Fehler")
        self.columns.show_states(plan)
        if self._fresh:
            self.words.show_plan(plan, self._service.known() if self._service is not None else {})
            self.rows.show_plan(plan)
        self._fresh = False
        self.findings.show_plan(plan)
        self.tabs.set_count("rows", self.rows.rowCount() or None)
        self.tabs.set_count("words", len(plan.unknown) or None)
        self.tabs.set_count("findings", len(plan.findings) or None)

    @Slot(str)
    def _on_tab(self, key: str) -> None:
        order = ("columns", "rows", "words", "findings")
        self._stack.setCurrentIndex(order.index(key))
        self.all_words.setVisible(key == "words")

    @Slot()
    def _on_columns_changed(self) -> None:
        self._fresh = True
        self.changed.emit()

    @Slot()
    def _on_all_words(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.words.decide_all(WordAction(action.data()))


class ResultStep(QWidget):
    """What was taken in, and the way back."""

    report_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Label("", "titel", wrap=True)
        self.text = Label("", wrap=True)
        self.undo_hint = Label("", "gedaempft", wrap=True)
        self.report_button = SecondaryButton("Bericht als Excel speichern", "download")
        self.report_button.clicked.connect(self.report_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 24, 0, 0)
        column.setSpacing(12)
        column.addWidget(IconLabel("tick-circle", 36, "ok"), 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self.title, self.text, self.undo_hint):
            column.addWidget(part)
        column.addWidget(self.report_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def show_result(self, plan: ImportPlan, result: ImportResult) -> None:
        """Say what was done."""
        subject = plan.subject
        self.title.setText(result.step or "Alles war schon vorhanden, nichts wurde geändert.")
        parts = [
            (result.created, f"{subject.one} neu angelegt", f"{subject.many} neu angelegt"),
            (result.merged, "Zeile ergänzte einen vorhandenen Eintrag", "Zeilen ergänzten vorhandene Einträge"),
            (result.unchanged, "Zeile war schon vollständig da", "Zeilen waren schon vollständig da"),
            (result.skipped, "Zeile nicht übernommen", "Zeilen nicht übernommen"),
        ]
        lines = [plural(count, one, many) for count, one, many in parts if count]
        lines.append(f"{plural(len(plan.findings), 'Hinweis', 'Hinweise')} im Bericht")
        self.text.setText("\n".join(lines))
        self.undo_hint.setText(f"„Bearbeiten ▸ Rückgängig: {result.step}“ nimmt alles zurück." if result.step else "")
