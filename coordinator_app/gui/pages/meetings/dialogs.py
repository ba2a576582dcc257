"""Dialogs of bodies and meetings: choices, dates of meetings."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from coordinator_app.common.errors import UserError
from coordinator_app.domain.meetings import NoticeAnswer
from coordinator_app.gui.forms.dates import DateEditor
from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.forms.editors import ChoiceEditor
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.widgets.labels import Label


class ChoiceDialog(Dialog):
    """One of several values; `choice` holds it afterwards."""

    def __init__(
        self,
        title: str,
        text: str,
        label: str,
        options: Sequence[tuple[Any, str]],
        primary: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, primary=primary, heading=title, parent=parent)
        if text:
            self.add(Label(text, wrap=True))
        self.choice = ChoiceEditor(options, optional=False)
        self.choice.set_value(options[0][0])
        self.add(FieldRow(label, self.choice))

    @classmethod
    def ask(
        cls, parent: QWidget | None, title: str, text: str, label: str, options: Sequence[tuple[Any, str]], primary: str
    ) -> Any:
        """The value chosen, None when cancelled."""
        dialog = cls(title, text, label, options, primary, parent)
        return dialog.choice.value() if dialog.run() else None


def ask_notice(parent: QWidget | None, sentence: str) -> NoticeAnswer | None:
    """How the body stands to an invitation that was late; None when cancelled."""
    text = f"{sentence} Bitte stellen Sie fest, ob trotzdem ordnungsgemäß geladen ist. Das steht in der Niederschrift."
    options = [
        (NoticeAnswer.WAIVED, NoticeAnswer.WAIVED.label),
        (NoticeAnswer.YES, NoticeAnswer.YES.label),
        (NoticeAnswer.NO, NoticeAnswer.NO.label),
    ]
    title = "Ladungsfrist nicht eingehalten"
    return ChoiceDialog.ask(parent, title, text, "Ordnungsgemäß geladen", options, "Sitzung eröffnen")


class DayDialog(Dialog):
    """One day."""

    def __init__(
        self, title: str, text: str, label: str, primary: str, lookups: Lookups, parent: QWidget | None = None
    ) -> None:
        super().__init__(title, primary=primary, heading=title, parent=parent)
        if text:
            self.add(Label(text, wrap=True))
        self.day = DateEditor(lookups.today)
        self.day.set_value(lookups.today())
        self.add(FieldRow(label, self.day, required=True))
        self.day.setFocus()

    def check(self) -> bool:
        """A day must be given."""
        if self.day.value() is None:
            raise UserError("Bitte geben Sie ein Datum ein.")
        return True
