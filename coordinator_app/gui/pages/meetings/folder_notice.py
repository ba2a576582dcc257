"""The offer to put the Sitzungsmappe away once a meeting is closed, and the row that makes it any time."""

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from coordinator_app.domain.meetings import Meeting, MeetingState
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.widgets.buttons import LinkButton, SecondaryButton
from coordinator_app.gui.widgets.cards import ListRow
from coordinator_app.gui.widgets.notices import NoticeBar

KEY = "meeting_folder"  # the document kind
PUBLIC = {"variant": "public"}


class FolderNotice(NoticeBar):
    """`show_meeting(meeting)`: hidden while the meeting is open and once its folder was written."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self._context = context
        self._meeting_id = 0
        self.save_button = SecondaryButton("Sitzungsmappe speichern", "folder")
        self.save_button.clicked.connect(self._on_save)
        self.add_button(self.save_button)

    def show_meeting(self, meeting: Meeting) -> None:
        """Offer the folder of a closed meeting that was never written."""
        self._meeting_id = meeting.id
        offered = meeting.state is MeetingState.CLOSED and not self._written()
        text = "Alle Unterlagen lassen sich jetzt als eine ZIP-Datei ablegen." if offered else ""
        self.set(text, "info", strong="Die Sitzung ist geschlossen." if offered else "", icon="folder")

    def _written(self) -> bool:
        files = self._context.workspace.documents.files.of_record("meeting", self._meeting_id)
        return any(entry.document_key == KEY for entry in files)

    @Slot()
    def _on_save(self) -> None:
        self._context.export(KEY, self._meeting_id, "zip")


def folder_row(context: AppContext, meeting_id: int) -> ListRow:
    """„Sitzungsmappe“: its table of contents, and the ZIP in both variants."""
    row = ListRow("Sitzungsmappe", addition="alle Unterlagen, Anlagen, OParl", icon="folder")
    row.activated.connect(partial(context.preview, KEY, meeting_id, None))
    for word, options, name in (
        ("ZIP", {}, "Sitzungsmappe als ZIP speichern"),
        ("öffentlich", PUBLIC, "Sitzungsmappe für die Öffentlichkeit als ZIP speichern"),
    ):
        button = LinkButton(word)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.clicked.connect(partial(_export, context, meeting_id, options))
        row.add(button)
    return row


def _export(context: AppContext, meeting_id: int, options: dict[str, str], *_: object) -> None:
    context.export(KEY, meeting_id, "zip", options)
