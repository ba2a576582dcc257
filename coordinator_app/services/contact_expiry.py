"""Contacts of concerns whose day has come go when the file is opened: nothing of them stays until somebody looks."""

from typing import TYPE_CHECKING

from coordinator_app.common.clock import today

if TYPE_CHECKING:
    from coordinator_app.services.workspace import Workspace

_EXPIRED = "SELECT 1 FROM concern WHERE reply_to <> '' AND delete_after <= ? LIMIT 1"


def erase_expired(workspace: "Workspace") -> int:
    """Erase them for good; returns how many. Asked by plain SQL, so that opening stays quick where there are none."""
    store = workspace.store
    if store.read_only:
        return 0
    with store.glance() as connection:
        found = connection.execute(_EXPIRED, (today(store.clock).isoformat(),)).fetchone()
    return workspace.concerns.erase_due() if found is not None else 0
