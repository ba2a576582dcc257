"""What the head of minutes needs, in one dialog: times, place, chair, minute taker, notice, next meeting."""

from typing import Any

from PySide6.QtWidgets import QWidget

from coordinator_app.domain.meetings import Meeting
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.forms.lookups import workspace_lookups
from coordinator_app.gui.forms.record_form import RecordForm

FIELDS = (
    "place",
    ("actual_start", "actual_end"),
    ("chair_id", "minute_taker_id"),
    "notice_answer",
    "next_meeting_on",
)


class MeetingHeadDialog(Dialog):
    """Every field is stored when it is left, as in any form."""

    help_topic = "sitzungen"

    def __init__(self, context: AppContext, meeting: Meeting, parent: QWidget | None = None) -> None:
        super().__init__("Angaben zur Sitzung", primary="Fertig", cancel="", heading=meeting.title, parent=parent)
        self._context, self._meeting_id = context, meeting.id
        self.form = RecordForm(Meeting, save=self._save, names=FIELDS, lookups=workspace_lookups(context.workspace))
        self.form.load(meeting)
        self.add(self.form)

    @classmethod
    def show_for(cls, parent: QWidget | None, context: AppContext, meeting: Meeting) -> None:
        """Let the head of the minutes be completed."""
        cls(context, meeting, parent).run()

    def check(self) -> bool:
        """What is still in a field is stored."""
        self.form.flush()
        return True

    def _save(self, name: str, value: Any) -> None:
        self._context.workspace.meetings.update(self._meeting_id, None, **{name: value})
