"""Editors that choose catalogue entries and records: one or several, by typing."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, QTimer, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QCompleter,
    QLineEdit,
    QPushButton,
    QWidget,
)

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import search_form
from coordinator_app.gui import icons, theme
from coordinator_app.gui.forms.check_list import CheckList, Pairs, Suggest, Titles
from coordinator_app.gui.forms.editors import Editor, QuietCombo

_PAUSE_MS = 60
_NEW_ENTRY = -1


class CatalogueEditor(Editor):
    """One catalogue entry; the list is read anew each time it opens. An inactive entry stays shown.

    `create(word)` (optional) is offered at the end as „Neuer Eintrag …“ and gives the id of the entry made.
    """

    def __init__(
        self,
        entries: Callable[[], Pairs],
        titles: Titles,
        parent: QWidget | None = None,
        *,
        optional: bool = True,
        create: Callable[[str], int] | None = None,
    ) -> None:
        super().__init__(parent)
        self._entries, self._titles, self._optional, self._create = entries, titles, optional, create
        self._chosen: int | None = None
        self.box = QuietCombo()
        self._take(self.box, most=420)
        self.box.about_to_open.connect(self._on_about_to_open)
        self.box.activated.connect(self._on_activated)
        self._fill(None)

    def value(self) -> int | None:
        """Id of the chosen entry."""
        return self._chosen

    def set_value(self, value: Any) -> None:
        """Show an entry."""
        self._fill(value)

    def _fill(self, chosen: int | None) -> None:
        entries = list(self._entries())
        if chosen is not None and chosen not in {found for found, _ in entries}:
            entries.append((chosen, self._titles([chosen]).get(chosen, "nicht mehr vorhanden")))
        self.box.clear()
        if self._optional or chosen is None:
            self.box.addItem("–", None)
        for entry, text in entries:
            self.box.addItem(text, entry)
        if self._create is not None:
            self.box.insertSeparator(self.box.count())
            self.box.addItem("Neuer Eintrag …", _NEW_ENTRY)
        self.box.setCurrentIndex(max(0, self.box.findData(chosen)))
        self._chosen = self.box.currentData()

    @Slot()
    def _on_about_to_open(self) -> None:
        self._fill(self._chosen)

    @Slot()
    def _on_activated(self) -> None:
        if self.box.currentData() == _NEW_ENTRY:
            self._add()
            return
        self._chosen = self.box.currentData()
        self.committed.emit()

    def _add(self) -> None:
        """Ask for the word of a new entry and choose it."""
        from coordinator_app.gui.forms.questions import NameDialog

        before = self._chosen
        self._fill(before)
        word = NameDialog.ask(self, "Neuer Eintrag", "Bezeichnung", "Eintrag anlegen")
        if word and self._create is not None:
            self._fill(self._create(word))
            self.committed.emit()


class ReferenceEditor(Editor):
    """One record, found by typing: `suggest(text)` gives (id, title), `titles(ids)` the titles of known ids.

    Leaving the field with words that fit exactly one suggestion takes it; other words are an error sentence.
    `create(text)` (optional) is offered as „… neu anlegen“ and gives the new id or None.
    """

    def __init__(
        self,
        suggest: Suggest,
        titles: Titles,
        parent: QWidget | None = None,
        *,
        create: Callable[[str], int | None] | None = None,
    ) -> None:
        super().__init__(parent)
        self._suggest, self._titles, self._create = suggest, titles, create
        self._id: int | None = None
        self._title = ""
        self._offered: list[tuple[int, str]] = []
        self.line = QLineEdit()
        self.line.setPlaceholderText("Namen tippen …")
        self._clear = QAction("Eintrag entfernen", self)
        icons.bind(self._clear, "x", "text_muted")
        self._clear.triggered.connect(self._on_clear)
        self.line.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        self._take(self.line)
        self._words = QStringListModel(self)
        self.completer = QCompleter(self._words, self)
        self.completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.completer.setWidget(self.line)
        self.completer.activated.connect(self._on_chosen)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._on_pause)
        self.line.textEdited.connect(self._on_text_edited)
        self.line.editingFinished.connect(self._on_editing_finished)
        self.line.installEventFilter(self)
        self._show_clear()

    def value(self) -> int | None:
        """Id of the chosen record; `UserError` while the words fit none."""
        text = self.line.text().strip()
        if not text:
            return None
        if text == self._title:
            return self._id
        found = self._exact(text)
        if found is None:
            raise UserError(f"„{text}“ wurde nicht gefunden. Bitte einen Eintrag aus der Liste wählen.")
        return found[0]

    def set_value(self, value: Any) -> None:
        """Show a record by its id."""
        self._id = value
        self._title = self._titles([value]).get(value, "nicht mehr vorhanden") if value is not None else ""
        self.line.setText(self._title)
        self.line.setCursorPosition(0)
        self._show_clear()

    def is_dirty(self) -> bool:
        """Whether other words stand there than the chosen record's title."""
        return self.line.text() != self._title

    def set_read_only(self, *, read_only: bool) -> None:
        """A read-only title can still be selected."""
        self.line.setReadOnly(read_only)
        self._clear.setVisible(not read_only and bool(self._title))

    def offer(self) -> None:
        """Open the list of suggestions for the words typed."""
        self._offer(self.line.text().strip())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down opens the list of suggestions."""
        # While Python takes a dialog down, events still come when the attributes are gone.
        if watched is getattr(self, "line", None) and isinstance(event, QKeyEvent) and self._opens_list(event):
            self._offer("" if not self.is_dirty() else self.line.text().strip())
            return True
        return super().eventFilter(watched, event)

    def _opens_list(self, event: QKeyEvent) -> bool:
        pressed = event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Down
        return pressed and not (self._list_open() or self.line.isReadOnly())

    def _exact(self, text: str) -> tuple[int, str] | None:
        wanted = search_form(text)
        offered = list(self._suggest(text))
        same = [pair for pair in offered if search_form(pair[1]) == wanted]
        if len(same) == 1:
            return same[0]
        return offered[0] if len(offered) == 1 else None

    def _offer(self, text: str) -> None:
        self._offered = list(self._suggest(text))
        words = [title for _, title in self._offered]
        if self._create is not None and text:
            words.append(f"„{text}“ neu anlegen")
        self._words.setStringList(words)
        popup = self.completer.popup()
        if words:
            self.completer.complete()
        elif popup is not None:
            popup.hide()

    def _list_open(self) -> bool:
        popup = self.completer.popup()
        return popup is not None and popup.isVisible()

    def _choose(self, record_id: int | None, title: str) -> None:
        changed = record_id != self._id
        self._id, self._title = record_id, title
        self.line.setText(title)
        self._show_clear()
        if changed:
            self.committed.emit()

    def _show_clear(self) -> None:
        self._clear.setVisible(bool(self._title) and not self.line.isReadOnly())

    @Slot()
    def _on_text_edited(self) -> None:
        self._pause.start()

    @Slot()
    def _on_pause(self) -> None:
        if self.line.hasFocus():
            self._offer(self.line.text().strip())

    @Slot(str)
    def _on_chosen(self, words: str) -> None:
        self._pause.stop()
        for record_id, title in self._offered:
            if title == words:
                self._choose(record_id, title)
                return
        if self._create is not None:
            name = words.removeprefix("„").removesuffix("“ neu anlegen")
            created = self._create(name)
            if created is not None:
                self._choose(created, self._titles([created]).get(created, name))

    @Slot()
    def _on_clear(self) -> None:
        self._choose(None, "")

    @Slot()
    def _on_editing_finished(self) -> None:
        if self._list_open() or not self.is_dirty():
            return
        self._pause.stop()
        text = self.line.text().strip()
        found = self._exact(text) if text else None
        if found is not None:
            self._choose(*found)
        elif not text:
            self._choose(None, "")
        else:
            self.committed.emit()  # the form shows the error sentence of value()


class MultiChoiceEditor(Editor):
    """Several entries, shown as words; opens a check list with search. Commits when the list closes.

    `suggest(text)` gives (id, title) to tick, `titles(ids)` the words of those chosen.
    """

    def __init__(self, suggest: Suggest, titles: Titles, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._suggest, self._titles = suggest, titles
        self._chosen: tuple[int, ...] = ()
        self._name = ""
        self._before: tuple[int, ...] = ()
        self._popup: CheckList | None = None
        self.button = QPushButton("–")
        self.button.setAutoDefault(False)
        theme.mark(self.button, rolle="auswahl")
        icons.bind(self.button, "chevron-down")
        self.button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.button.clicked.connect(self._on_clicked)
        self._take(self.button)

    def value(self) -> tuple[int, ...]:
        """Ids of the chosen entries, in the order of choosing."""
        return self._chosen

    def set_value(self, value: Any) -> None:
        """Show these entries."""
        self._chosen = tuple(value or ())
        self._show()

    def set_name(self, name: str) -> None:
        """What is chosen here; spoken before the chosen words."""
        self._name = name
        self._show()

    def _show(self) -> None:
        found = self._titles(self._chosen)
        words = ", ".join(found[entry] for entry in self._chosen if entry in found)
        room = max(80, self.button.width() - 48)
        shown = self.button.fontMetrics().elidedText(words or "–", Qt.TextElideMode.ElideRight, room)
        self.button.setText(shown.replace("&", "&&"))
        self.button.setToolTip(words)
        self.button.setAccessibleName(f"{self._name}: {words or 'nichts gewählt'}")

    def resizeEvent(self, event: Any) -> None:
        """Shorten the words to the new width."""
        super().resizeEvent(event)
        self._show()

    @Slot()
    def _on_clicked(self) -> None:
        self._before = self._chosen
        if self._popup is None:
            self._popup = CheckList(self._name or "Einträge", self)
            self._popup.changed.connect(self._on_changed)
            self._popup.closed.connect(self._on_closed)
        self._popup.open_below(self.button, self._suggest, self._titles, self._chosen)

    @Slot(object)
    def _on_changed(self, chosen: tuple[int, ...]) -> None:
        self._chosen = chosen
        self._show()

    @Slot()
    def _on_closed(self) -> None:
        self.button.setFocus()
        if self._chosen != self._before:
            self._before = self._chosen
            self.committed.emit()
