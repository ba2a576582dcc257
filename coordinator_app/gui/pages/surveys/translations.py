"""The questionnaire in other languages: texts with their state, German and translation side by side."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QVBoxLayout, QWidget

from coordinator_app.common.jobs import JobContext
from coordinator_app.domain.form_languages import GERMAN
from coordinator_app.domain.question_words import TranslationState
from coordinator_app.gui import alerts, theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.editors import QuietCombo, TextEditor, YesNoEditor
from coordinator_app.gui.jobs import Lane
from coordinator_app.gui.pages.surveys.translation_lines import TextPairs, show_row
from coordinator_app.gui.widgets.buttons import MenuButton, MoreButton, SecondaryButton
from coordinator_app.gui.widgets.chips import Chip
from coordinator_app.gui.widgets.labels import ElidedLabel, Label
from coordinator_app.gui.widgets.notices import EmptyState, NoticeBar
from coordinator_app.gui.widgets.scroll_column import ScrollColumn
from coordinator_app.gui.widgets.split_view import Splitter
from coordinator_app.services.translation_lists import ListPlan, TranslationLists
from coordinator_app.services.translation_sheets import BLOCK, FORM_TEXTS, TranslationSheet

if TYPE_CHECKING:
    from coordinator_app.services.surveys import Surveys
    from coordinator_app.services.translations import Translations

_KEY = Qt.ItemDataRole.UserRole


_TABLES = "Tabellen (*.xlsx *.ods *.csv)"


class TranslationsView(QWidget):
    """Edits the languages of one questionnaire; `changed` when another language is in view."""

    changed = Signal()

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._surveys: Surveys = context.workspace.surveys
        self._service: Translations = self._surveys.translations
        self._questionnaire = 0
        self._sheet: TranslationSheet | None = None
        self.language_box = QuietCombo(self)
        self.language_box.setAccessibleName("Sprache des Fragebogens")
        self.add_button = MenuButton("Sprache hinzufügen", "plus")
        self.progress = ElidedLabel("", "stark")
        self.version = Chip()
        self.more = MoreButton("Weiteres zur Sprachfassung")
        self.copy_action = self.more.menu_.addAction("Leere Felder mit deutschem Text füllen")
        self.more.menu_.addSeparator()
        self.export_action = self.more.menu_.addAction("Liste zum Übersetzen …")
        self.import_action = self.more.menu_.addAction("Übersetzte Liste einlesen …")
        self.more.menu_.addSeparator()
        self.discard_action = self.more.menu_.addAction("Sprachfassung löschen")
        self.only_open = YesNoEditor("Nur offene", self)
        self.list = QListWidget(self)
        self.title = ElidedLabel("", "titel")
        self.chip = Chip()
        self.confirm_button = SecondaryButton("Übersetzung passt weiterhin", "tick")
        self.outdated = NoticeBar("Der deutsche Wortlaut hat sich seit der Übersetzung geändert.", "attention")
        self.next_button = SecondaryButton("Nächster offener Text", "chevron-right")
        self.pairs = TextPairs(self)
        self.checked = TextEditor(self, max_length=120)
        self.checked_state = Label("", "hinweis", wrap=True)
        self.empty = EmptyState(
            "question-list",
            "Nur auf Deutsch",
            "Der Fragebogen kann in weiteren Sprachen gedruckt werden. Alle Sprachen haben dieselben Fragen und Codes "
            "und zählen zu einem Datensatz. Fragen der Fragenbank sind auf Englisch vollständig übersetzt, die der "
            "Kurzfassung auch in Leichter Sprache, auf Arabisch und Ukrainisch.",
            help_text="Wie entsteht eine Sprachfassung?",
        )
        self._body = QStackedWidget(self)
        self._build()
        self._connect()

    # --- building

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._bar())
        outer.addWidget(self._body, 1)
        splitter = Splitter()
        self._body.addWidget(self.empty)
        self._body.addWidget(splitter)
        splitter.addWidget(self._left())
        splitter.addWidget(self._right())
        splitter.setStretchFactor(0, 0)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([320, 10_000])
        read_only = self._context.read_only
        for widget in (self.add_button, self.confirm_button):
            widget.setEnabled(not read_only)
        for action in (self.copy_action, self.import_action, self.discard_action):
            action.setEnabled(not read_only)
        self.checked.set_read_only(read_only=read_only)

    def _bar(self) -> QWidget:
        bar = QFrame(self)
        theme.mark(bar, flaeche="leiste")
        line = QHBoxLayout(bar)
        line.setContentsMargins(24, 6, 24, 6)
        line.setSpacing(12)
        for widget in (self.language_box, self.add_button):
            line.addWidget(widget)
        line.addWidget(self.progress, 100)
        line.addStretch(1)
        line.addWidget(self.version)
        line.addWidget(self.more)
        return bar

    def _left(self) -> QWidget:
        left = QWidget(self)
        theme.mark(left, flaeche="surface")
        left.setMinimumWidth(240)
        column = QVBoxLayout(left)
        column.setContentsMargins(16, 10, 0, 12)
        column.setSpacing(8)
        column.addWidget(self.only_open)
        column.addWidget(self.list, 1)
        column.addWidget(Label("Geprüft durch", "beschriftung"))
        column.addWidget(self.checked)
        column.addWidget(self.checked_state)
        self.list.setAccessibleName("Texte des Fragebogens")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setUniformItemSizes(True)
        self.list.setIconSize(QSize(14, 14))
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.checked.line.setAccessibleName("Geprüft durch")
        self.checked.line.setPlaceholderText("Name oder Stelle")
        return left

    def _right(self) -> QWidget:
        right = ScrollColumn()
        theme.mark(right.viewport(), flaeche="surface")
        head = QHBoxLayout()
        head.setSpacing(12)
        right.column.addLayout(head)
        head.addWidget(self.title, 1)
        head.addWidget(self.chip)
        head.addWidget(self.next_button)
        right.column.addWidget(self.outdated)
        self.outdated.add_button(self.confirm_button)
        right.column.addWidget(self.pairs)
        right.column.addStretch(1)
        return right

    def _connect(self) -> None:
        self.language_box.activated.connect(self._on_language_chosen)
        self.add_button.menu_.triggered.connect(self._on_add)
        self.copy_action.triggered.connect(self._on_copy)
        self.export_action.triggered.connect(self._on_export)
        self.import_action.triggered.connect(self._on_import)
        self.discard_action.triggered.connect(self._on_discard)
        self.only_open.committed.connect(self._fill_list)
        self.list.currentItemChanged.connect(self._on_entry_chosen)
        self.list.itemActivated.connect(self._on_entry_activated)
        self.pairs.edited.connect(self._on_edited)
        self.confirm_button.clicked.connect(self._on_confirm)
        self.next_button.clicked.connect(self.next_open)
        self.checked.committed.connect(self._on_checked)
        self.empty.help_wanted.connect(self._on_help)
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self, self.next_open)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.next_button.setToolTip("Strg+Eingabe")

    # --- showing

    @property
    def language(self) -> str:
        """The language in view; German while there is no other."""
        return self._sheet.language.code if self._sheet is not None else GERMAN

    @property
    def sheet(self) -> TranslationSheet | None:
        """What is shown."""
        return self._sheet

    def show_questionnaire(self, questionnaire: int, language: str = "") -> None:
        """Read the languages of a questionnaire (again) and show one of them: that given, else the same as before."""
        wanted = language or (self.language if questionnaire == self._questionnaire else "")
        self._questionnaire = questionnaire
        present = [known.code for known in self._service.languages(questionnaire)[1:]]
        self._fill_languages(present)
        self._sheet = None
        if present:
            self._sheet = self._service.sheet(questionnaire, wanted if wanted in present else present[0])
            self.language_box.setCurrentIndex(present.index(self._sheet.language.code))
        self._body.setCurrentIndex(1 if self._sheet else 0)
        for widget in (self.language_box, self.progress, self.version, self.more):
            widget.setVisible(self._sheet is not None)
        if self._sheet is not None:
            self._show_sheet(self._sheet)

    def _fill_languages(self, present: list[str]) -> None:
        self.language_box.clear()
        for known in self._service.languages(self._questionnaire)[1:]:
            self.language_box.addItem(known.label, known.code)
        self.add_button.menu_.clear()
        for known in self._service.available(self._questionnaire):
            action = QAction(f"{known.label} ({known.own_name})", self.add_button.menu_)
            if known.label == known.own_name:
                action.setText(known.label)
            action.setData(known.code)
            self.add_button.menu_.addAction(action)
        self.add_button.setEnabled(not self._context.read_only and bool(self.add_button.menu_.actions()))

    def _show_sheet(self, sheet: TranslationSheet) -> None:
        self.progress.setText(sheet.progress)
        form = self._surveys.form(self._questionnaire, sheet.language.code)
        version = self._surveys.version_of(self._questionnaire, form)
        if version is None:
            self.version.set("Entwurf", "neutral", "pencil")
        else:
            self.version.set(f"Druckfassung {version.number}", "ok", "tick")
        self.checked.set_value(sheet.translation.checked_by)
        day = sheet.translation.checked_on
        unchecked = "Seit der Prüfung geändert." if sheet.translation.checked_by else "Noch nicht gegengelesen."
        self.checked_state.setText(f"Geprüft am {day:%d.%m.%Y}." if day else unchecked)
        self._fill_list()

    @Slot()
    def _fill_list(self) -> None:
        if self._sheet is None:
            return
        chosen = self._chosen()
        only_open = self.only_open.value()
        shown = [entry for entry in self._sheet.entries if not (only_open and entry.state.ready) or entry.key == chosen]
        keys = [entry.key for entry in shown]
        self.list.blockSignals(True)
        if keys != [self.list.item(row).data(_KEY) for row in range(self.list.count())]:
            self.list.clear()
            for key in keys:
                row = QListWidgetItem()
                row.setData(_KEY, key)
                self.list.addItem(row)
            self.list.setCurrentRow(keys.index(chosen) if chosen in keys else (0 if keys else -1))
        for place, entry in enumerate(shown):
            show_row(self.list.item(place), entry)
        self.list.blockSignals(False)
        self._show_entry()

    def _chosen(self) -> str:
        current = self.list.currentItem()
        return str(current.data(_KEY)) if current is not None else ""

    def _show_entry(self) -> None:
        sheet = self._sheet
        entry = sheet.entry(self._chosen()) if sheet is not None else None
        self.pairs.setVisible(entry is not None)
        self.chip.setVisible(entry is not None)
        fillable = entry is not None and entry.key.isdigit() and not all(pair.text for pair in entry.pairs)
        self.copy_action.setEnabled(fillable and not self._context.read_only)
        self.outdated.setVisible(entry is not None and entry.state is TranslationState.OUTDATED)
        self.next_button.setEnabled(sheet is not None and bool(sheet.open))
        if entry is None or sheet is None:
            self.title.setText("Alles ist übersetzt." if self.only_open.value() else "")
            return
        self.chip.set(entry.state.label, "ok" if entry.state.ready else "attention")
        self.title.setText(entry.label)
        self.pairs.show_entry(entry, sheet.language, read_only=self._context.read_only)

    # --- editing

    def flush(self) -> None:
        """Store what is still in a field."""
        self.pairs.flush()
        if self.checked.is_dirty():
            self._on_checked()

    @Slot(str, str, str)
    def _on_edited(self, key: str, place: str, text: str) -> None:
        if key in FORM_TEXTS:
            self._service.set_form_text(self._questionnaire, self.language, key, text)
        elif key.startswith(BLOCK):
            self._service.set_block(self._questionnaire, self.language, key.removeprefix(BLOCK), text)
        else:
            self._service.set_text(self._questionnaire, self.language, int(key), place, text)
        self._read_again()

    @Slot()
    def _on_confirm(self) -> None:
        key = self._chosen()
        if key in FORM_TEXTS:
            self._service.confirm_form_texts(self._questionnaire, self.language)
        else:
            self._service.confirm(self._questionnaire, self.language, int(key))
        self._read_again()

    @Slot()
    def _on_copy(self) -> None:
        self.flush()
        self._service.copy_german(self._questionnaire, self.language, int(self._chosen()))
        self._read_again()

    @Slot()
    def _on_checked(self) -> None:
        self._service.set_checked(self._questionnaire, self.language, self.checked.value())
        self._read_again()

    def _read_again(self) -> None:
        self._sheet = self._service.sheet(self._questionnaire, self.language)
        self._show_sheet(self._sheet)

    @Slot()
    def next_open(self) -> None:
        """Go to the next text that is missing, incomplete or out of date, over the end to the first."""
        self.flush()
        if self._sheet is None:
            return
        waiting = {entry.key for entry in self._sheet.entries if not entry.state.ready}
        count, at = self.list.count(), self.list.currentRow()
        for row in ((at + step) % count for step in range(1, count + 1)):
            if self.list.item(row).data(_KEY) in waiting:
                self.list.setCurrentRow(row)
                self.pairs.focus_first()
                return

    @Slot()
    def _on_language_chosen(self) -> None:
        self.flush()
        self.show_questionnaire(self._questionnaire, str(self.language_box.currentData()))
        self.changed.emit()

    @Slot(QAction)
    def _on_add(self, action: QAction) -> None:
        self.flush()
        self._service.add(self._questionnaire, str(action.data()))
        self.show_questionnaire(self._questionnaire, str(action.data()))
        self.changed.emit()

    @Slot()
    def _on_export(self) -> None:
        self.flush()
        self._context.export("translation_list", self._questionnaire, "xlsx", {"language": self.language})

    @Slot()
    def _on_import(self) -> None:
        self.flush()
        path = alerts.open_file(self, "Übersetzte Liste einlesen", _TABLES)
        if path is not None:
            self._context.jobs.run(
                _read_list,
                self._service.lists,
                (self._questionnaire, self.language, path),
                title="Liste wird gelesen",
                done=self._on_list_read,
                lane=Lane.READER,
                owner=self,
            )

    def _on_list_read(self, read: tuple[int, str, ListPlan]) -> None:
        questionnaire, language, plan = read
        if not plan.texts:
            alerts.inform(self, f"Die Liste bringt nichts Neues ({plan.summary}).", detail=plan.detail)
        elif alerts.confirm(self, f"Liste übernehmen? {plan.summary}.", "Übernehmen", detail=plan.detail):
            self._service.lists.take(questionnaire, language, plan)
            self.show_questionnaire(self._questionnaire)
            self._context.undo_bar(f"{plan.summary}.")

    @Slot()
    def _on_discard(self) -> None:
        if self._sheet is None:
            return
        label = self._sheet.language.label
        self._service.discard(self._sheet.translation.id)
        self.show_questionnaire(self._questionnaire)
        self.changed.emit()
        self._context.undo_bar(f"Die Fassung „{label}“ liegt im Papierkorb.")

    @Slot()
    def _on_entry_chosen(self) -> None:
        self._show_entry()

    @Slot()
    def _on_entry_activated(self) -> None:
        self.pairs.focus_first()

    @Slot()
    def _on_help(self) -> None:
        self._context.show_help("sprachen")


def _read_list(job: JobContext, lists: TranslationLists, wanted: tuple[int, str, Path]) -> tuple[int, str, ListPlan]:
    """Read a list in the background."""
    job.progress(0, 0, "Liste wird gelesen")
    questionnaire, language, path = wanted
    return questionnaire, language, lists.read(questionnaire, language, path)
