"""Deciding the differences of the double entry, one after the other, by keys 1, 2, 3."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from coordinator_app.domain.double_entry import Taken
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.widgets.buttons import SecondaryButton
from coordinator_app.gui.widgets.key_values import KeyValueGrid
from coordinator_app.gui.widgets.labels import Label, ProgressLine

_KEYS = {Qt.Key.Key_1: Taken.FIRST, Qt.Key.Key_2: Taken.SECOND, Qt.Key.Key_3: Taken.NEITHER}


class CompareDialog(Dialog):
    """Shows the first difference left until none is; `wrong` are sheets both entries were wrong on."""

    help_topic = "ruecklauf"

    def __init__(self, context: AppContext, survey_id: int, parent: QWidget | None = None) -> None:
        title = "Unterschiede entscheiden"
        super().__init__(title, primary="", cancel="Schließen", heading=title, parent=parent, width=640)
        self._double, self._survey = context.workspace.double_entry, survey_id
        self._user = context.workspace.store.user
        self._left = list(self._double.differences(survey_id))
        self._all = len(self._left)
        self.wrong: list[tuple[int, int]] = []
        self.progress = ProgressLine("Entschiedene Unterschiede")
        self.question = Label("", "kartentitel", wrap=True)
        self.values = KeyValueGrid(label_width=160)
        self.add(self.progress)
        self.add(self.question)
        self.add(self.values)
        self.add(Label("Bitte auf dem Papierbogen nachsehen, was gilt.", "hinweis"))
        line = QHBoxLayout()
        self.add(line)
        self.buttons: list[SecondaryButton] = []
        for number, taken in enumerate(Taken, start=1):
            button = SecondaryButton(f"{number}  {taken.label}")
            button.setProperty("taken", taken.value)
            button.clicked.connect(self._on_clicked)
            self.buttons.append(button)
            line.addWidget(button)
        line.addStretch(1)
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1, 2 or 3 decides."""
        taken = _KEYS.get(Qt.Key(event.key()))
        if taken is not None and self._left:
            self.decide(taken)
        else:
            super().keyPressEvent(event)

    def _on_clicked(self) -> None:
        self.decide(Taken(self.sender().property("taken")))

    def decide(self, taken: Taken) -> None:
        """Decide the difference shown and show the next one; the last one closes the dialog."""
        found = self._left.pop(0)
        self._double.decide(self._survey, found, taken, user=self._user)
        if taken is Taken.NEITHER:
            self.wrong.append((found.first.id, found.difference.place))
        if self._left:
            self._show()
        else:
            self.accept()

    def _show(self) -> None:
        self.progress.set_progress(self._all - len(self._left), self._all)
        for button in self.buttons:
            button.setEnabled(bool(self._left))
        if not self._left:
            self.question.setText("Es gibt keine Unterschiede, die noch zu entscheiden sind.")
            self.values.set_rows([])
            return
        found = self._left[0]
        self.question.setText(f"Beleg {found.first.number} · {found.difference.label}")
        first, second = found.first.entered_by, found.second.entered_by
        self.values.set_rows(
            [
                (f"Erste Eingabe{f' ({first})' if first else ''}", found.difference.first),
                (f"Zweite Eingabe{f' ({second})' if second else ''}", found.difference.second),
            ]
        )
