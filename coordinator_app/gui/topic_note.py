"""„Für eine Sitzung vormerken“: puts a need, a project … into the Themenspeicher of a body, with its source."""

from typing import Any

from PySide6.QtWidgets import QWidget

from coordinator_app.domain.meetings import BacklogItem
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import RecordDialog
from coordinator_app.gui.forms.lookups import Lookups

FIELDS: tuple[str | tuple[str, ...], ...] = ("body_id", "title", "text", ("wanted_on", "minutes"), "proposed_by")


def note_topic(context: AppContext, lookups: Lookups, kind: str, id: int, title: str, parent: QWidget) -> int | None:
    """Ask for body and wish date and keep the topic; its id, None when cancelled."""
    backlog = context.workspace.meetings.backlog
    bodies = context.workspace.bodies.tree()

    def save(values: dict[str, Any]) -> int:
        return backlog.add(source_kind=kind, source_id=id, **values)

    new = RecordDialog.ask(
        parent,
        BacklogItem,
        names=FIELDS,
        title="Für eine Sitzung vormerken",
        primary="Vormerken",
        lookups=lookups,
        initial={"title": title, "body_id": bodies[0][0].id if bodies else None},
        save=save,
    )
    if new is not None:
        context.notify("Das Thema steht im Themenspeicher.", "ok")
    return new
