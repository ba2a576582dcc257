"""What is said after letters and mail drafts were put into a folder, and the question whether they were sent."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from coordinator_app.common.german import plural
from coordinator_app.gui import alerts
from coordinator_app.gui.context import AppContext


def sent(
    context: AppContext,
    parent: QWidget,
    folder: str,
    *,
    mails: Sequence[object],
    letters: Sequence[object],
    detail: str,
) -> bool:
    """Whether the user says that all of it left the house; in a file opened for reading only told, not asked."""
    parts = [plural(len(mails), "E-Mail-Entwurf", "E-Mail-Entwürfe")] if mails else []
    parts += [plural(len(letters), "Brief", "Briefe")] if letters else []
    lies = "liegen" if len(mails) + len(letters) > 1 else "liegt"
    text = f"{' und '.join(parts)} {lies} in „{folder}“."
    if context.read_only:
        context.notify(text)
        return False
    return alerts.confirm(parent, text, "Als versendet vermerken", detail=detail)
