"""F1 and the button „Hilfe“ in dialogs."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog

from coordinator_app.gui import alerts
from coordinator_app.gui.widgets.buttons import LinkButton


class DialogHelp(QObject):
    """Opens the topic of a dialog: that in its class attribute `help_topic`, else that of the page it belongs to.

    `button` is for the button row; it can be seen only where there is a help window to open.
    """

    def __init__(self, dialog: QDialog) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self.button = LinkButton("Hilfe", "help", dialog)
        self.button.setToolTip("Hilfe zu diesem Fenster (F1)")
        self.button.setVisible(alerts.help_opener is not None)
        self.button.clicked.connect(self.open)
        QShortcut(QKeySequence(QKeySequence.StandardKey.HelpContents), dialog, self.open)

    @Slot()
    def open(self) -> None:
        """Show the topic."""
        if alerts.help_opener is not None:
            alerts.help_opener(topic_of(self._dialog))


def topic_of(dialog: QDialog) -> str:
    """The topic of a dialog; "" (the contents) when neither it nor what it belongs to has one."""
    around: QObject | None = dialog
    while around is not None:
        tell = getattr(around, "current_topic", None)
        topic = tell() if callable(tell) else getattr(around, "help_topic", "")
        if topic:
            return str(topic)
        around = around.parent()
    return ""
