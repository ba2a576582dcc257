"""The tab „Darstellung“: what belongs to this computer and its user, not to the file."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QComboBox, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from coordinator_app.gui import motion, theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.pages.settings.pane import Pane, hint, scrolling
from coordinator_app.gui.widgets.labels import Label


class LookPane(Pane):
    """Theme, text size, the user's name."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self.column.setContentsMargins(0, 0, 0, 0)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.column.addWidget(scrolling(content))
        column.addWidget(hint("Diese Einstellungen gelten auf diesem Rechner und stehen nicht in der Datei."))
        self._add_colours(column)
        self._add_sizes(column)
        self._add_motion(column)
        self._add_name(column)

    def _add_colours(self, column: QVBoxLayout) -> None:
        column.addWidget(Label("Farben", "kartentitel"))
        self.modes = QButtonGroup(self)
        for number, label in enumerate(theme.MODES.values()):
            button = QRadioButton(label)
            self.modes.addButton(button, number)
            column.addWidget(button)
        self.modes.idClicked.connect(self._on_mode)
        column.addSpacing(8)

    def _add_sizes(self, column: QVBoxLayout) -> None:
        column.addWidget(Label("Schriftgröße", "kartentitel"))
        self.sizes = QComboBox()
        self.sizes.setAccessibleName("Schriftgröße")
        self.sizes.setMaximumWidth(200)
        for points in range(theme.SMALLEST_TEXT, theme.LARGEST_TEXT + 1):
            usual = " (üblich)" if points == theme.USUAL_TEXT else ""
            self.sizes.addItem(f"{points} Punkt{usual}", points)
        self.sizes.activated.connect(self._on_size)
        column.addWidget(self.sizes)
        column.addSpacing(8)

    def _add_motion(self, column: QVBoxLayout) -> None:
        column.addWidget(Label("Bewegung", "kartentitel"))
        self.less_motion = QCheckBox("&Weniger Bewegung")
        self.less_motion.toggled.connect(self._on_less_motion)
        column.addWidget(self.less_motion)
        words = (
            "Menüs klappen ohne Übergang auf, nichts läuft hin und her, der Schreibstrich blinkt nicht. Der Wunsch des "
            "Systems und eine Sitzung über einen Terminalserver gelten von selbst."
        )
        column.addWidget(hint(words))
        column.addSpacing(8)

    def _add_name(self, column: QVBoxLayout) -> None:
        column.addWidget(Label("Ihr Name", "kartentitel"))
        column.addWidget(hint("Er steht im Änderungsverlauf, und andere sehen ihn, wenn Sie die Datei geöffnet haben."))
        self.name = QLineEdit()
        self.name.setAccessibleName("Ihr Name")
        self.name.setMaxLength(80)
        self.name.setMaximumWidth(360)
        self.name.editingFinished.connect(self._on_name)
        column.addWidget(self.name)

    def reload(self) -> None:
        """Show what is chosen."""
        mode = list(theme.MODES).index(self.context.theme.mode)
        button = self.modes.button(mode)
        if button is not None:
            button.setChecked(True)
        self.sizes.setCurrentIndex(self.sizes.findData(round(self.context.theme.text_size)))
        self.less_motion.setChecked(self.context.settings.flag(motion.KEY))
        if not self.name.hasFocus():
            self.name.setText(self.context.settings.text("user/name"))

    @Slot(int)
    def _on_mode(self, number: int) -> None:
        mode = list(theme.MODES)[number]
        self.context.theme.choose(mode)
        self.context.settings.set("look/theme", mode)

    @Slot(int)
    def _on_size(self, index: int) -> None:
        points = int(self.sizes.itemData(index))
        self.context.theme.set_text_size(points)
        self.context.settings.set("look/text-size", points)

    @Slot(bool)
    def _on_less_motion(self, wanted: bool) -> None:
        self.context.settings.set(motion.KEY, wanted)
        motion.apply(wanted=wanted)

    @Slot()
    def _on_name(self) -> None:
        name = self.name.text().strip()
        if name != self.context.settings.text("user/name"):
            self.context.settings.set("user/name", name)
            self.context.notify("Ihr Name gilt ab dem nächsten Öffnen der Datei.", "info")
