"""Errors that are sentences for the user; everything else is a defect and reaches the crash dialog."""


class UserError(Exception):
    """An expected failure: says in German what is wrong, where, and what to do.

    `text` is shown as it is; `help_topic` names the help page that explains more (may be empty).
    """

    def __init__(self, text: str, *, help_topic: str = "") -> None:
        super().__init__(text)
        self.text = text
        self.help_topic = help_topic


class StaleRecord(UserError):
    """The record was changed or deleted since it was read; nothing was written."""


class ReadOnly(UserError):
    """The file is open for reading only; nothing was written."""


class Cancelled(Exception):
    """The user cancelled a job; raised by `JobContext.progress` and never shown."""
