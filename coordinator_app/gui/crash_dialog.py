"""The dialog an unexpected error ends in."""

import platform
import traceback
from datetime import datetime

from PySide6.QtCore import Slot, qVersion
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from coordinator_app import __version__
from coordinator_app.common.clock import BERLIN
from coordinator_app.gui import theme
from coordinator_app.gui.forms.dialog_help import DialogHelp


def report_text(error: BaseException) -> str:
    """The technical details of one error: versions, time and traceback, no contents of the file."""
    head = [
        f"KPR-Arbeitsplatz {__version__}",
        f"Zeit: {datetime.now(BERLIN):%d.%m.%Y %H:%M:%S}",
        f"System: {platform.platform()}",
        f"Python {platform.python_version()}, Qt {qVersion()}",
        "",
    ]
    return "\n".join(head) + "\n" + "".join(traceback.format_exception(error))


class CrashDialog(QDialog):
    """Says that something went wrong and that the data is safe; „Technische Angaben“ can be copied."""

    help_topic = "unerwarteter-fehler"

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.wants_end = False
        self.setWindowTitle("Unerwarteter Fehler")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(12)
        title = QLabel("Das hat leider nicht geklappt.")
        theme.mark(title, rolle="titel")
        text = QLabel(
            "Im Programm ist ein unerwarteter Fehler aufgetreten. <b>Ihre Daten sind sicher:</b> "
            "Alles, was als „Gespeichert“ angezeigt wurde, steht in der Datei.<br><br>"
            "Sie können weiterarbeiten. Tritt der Fehler wieder auf, beenden Sie das Programm und starten Sie es neu. "
            "Wenn Sie den Fehler melden möchten, kopieren Sie die technischen Angaben und beschreiben Sie, "
            "was Sie gerade getan haben. Es wird nichts von selbst versendet."
        )
        text.setWordWrap(True)
        self._details = QPlainTextEdit(report)
        self._details.setReadOnly(True)
        self._details.setAccessibleName("Technische Angaben")
        self._details.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._details.setMinimumHeight(200)
        self._details.hide()
        for widget in (title, text, self._details):
            layout.addWidget(widget)
        self._add_buttons(layout)
        self.setMinimumWidth(680)  # four buttons with words

    def add(self, report: str) -> None:
        """Append a further error to the details."""
        self._details.appendPlainText("\n" + report)

    def details(self) -> str:
        """The technical details as they would be copied."""
        return self._details.toPlainText()

    def _add_buttons(self, column: QVBoxLayout) -> None:
        row = QHBoxLayout()
        column.addLayout(row)
        self.toggle = QPushButton("&Technische Angaben")
        self.toggle.setCheckable(True)
        self.toggle.toggled.connect(self._on_toggled)
        self.copy = QPushButton("&Kopieren")
        self.copy.clicked.connect(self._on_copy_clicked)
        self.end = QPushButton("Programm &beenden")
        self.go_on = QPushButton("&Weiterarbeiten")
        theme.mark(self.go_on, rolle="primaer")
        self.go_on.setDefault(True)
        self.end.clicked.connect(self._on_end_clicked)
        self.go_on.clicked.connect(self.accept)
        row.addWidget(self.toggle)
        row.addWidget(self.copy)
        row.addWidget(DialogHelp(self).button)
        row.addStretch()
        row.addWidget(self.end)
        row.addWidget(self.go_on)

    @Slot(bool)
    def _on_toggled(self, shown: bool) -> None:
        """Show the details, in a window as high as they need."""
        self._details.setVisible(shown)
        layout = self.layout()
        if layout is not None:
            layout.activate()
        self.resize(self.width(), max(self.heightForWidth(self.width()), self.minimumSizeHint().height()))

    @Slot()
    def _on_copy_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self.details())
        self.copy.setText("Kopiert")

    @Slot()
    def _on_end_clicked(self) -> None:
        self.wants_end = True
        self.reject()
