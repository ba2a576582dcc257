"""The card „Wappen oder Logo“ of the municipality."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from coordinator_app.gui import alerts, theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.widgets.buttons import IconButton, SecondaryButton
from coordinator_app.gui.widgets.cards import Card
from coordinator_app.gui.widgets.labels import Label

_PICTURES = "Bild (*.png *.jpg *.jpeg)"
_FOLDER = "output/folder"
_HEIGHT = 56
_NONE = "Noch keines. Es steht auf Briefköpfen, Urkunden und Berichten, solange dafür keine Word-Vorlage gilt."
_THERE = "Es steht auf Briefköpfen, Urkunden und Berichten, soweit dafür keine Word-Vorlage gilt."


class ArmsCard(Card):
    """`reload()` shows the picture; it is chosen from a file and taken away again."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__("Wappen oder Logo", parent=parent)
        self._context = context
        self.picture = QLabel()
        self.picture.setAccessibleName("Wappen der Kommune")
        self.words = Label(_NONE, "gedaempft", wrap=True)
        self.choose_button = SecondaryButton("Bild wählen …", "upload")
        self.remove_button = IconButton("trash", "Wappen entfernen")
        line = QHBoxLayout()
        line.setSpacing(12)
        self.add(line)
        line.addWidget(self.picture)
        line.addWidget(self.words, 1)
        line.addWidget(self.choose_button)
        line.addWidget(self.remove_button)
        self.choose_button.clicked.connect(self._on_choose)
        self.remove_button.clicked.connect(self._on_remove)

    def reload(self) -> None:
        """Read again."""
        pixmap = QPixmap()
        data = self._context.workspace.arms.picture()
        shown = bool(data) and pixmap.loadFromData(data)
        if shown:
            ratio = self.devicePixelRatioF()
            pixmap = pixmap.scaledToHeight(
                round(theme.height(_HEIGHT) * ratio), Qt.TransformationMode.SmoothTransformation
            )
            pixmap.setDevicePixelRatio(ratio)
            self.picture.setPixmap(pixmap)
        self.picture.setVisible(shown)
        self.words.setText(_THERE if shown else _NONE)
        self.choose_button.setText("Ersetzen …" if shown else "Bild wählen …")
        self.choose_button.setDisabled(self._context.read_only)
        self.remove_button.setVisible(shown and not self._context.read_only)

    @Slot()
    def _on_choose(self) -> None:
        path = alerts.open_file(self, "Wappen oder Logo wählen", _PICTURES, self._context.settings.text(_FOLDER))
        if path is not None:
            with alerts.shown(self):
                self._context.workspace.arms.choose(path)
            self.reload()

    @Slot()
    def _on_remove(self) -> None:
        self._context.workspace.arms.remove()
        self._context.undo_bar("Das Wappen liegt im Papierkorb.")
        self.reload()
