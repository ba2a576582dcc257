"""The sorts of lists that can be taken in."""

from typing import TYPE_CHECKING

from coordinator_app.services.contact_import import ContactImport
from coordinator_app.services.list_import import ListImport
from coordinator_app.services.project_import import ProjectImport
from coordinator_app.services.record_import import EventImport, NeedImport

if TYPE_CHECKING:
    from coordinator_app.services.workspace import Workspace


def list_imports(workspace: "Workspace") -> dict[str, ListImport]:
    """An import for every sort of list by its key, in the order of the choice box."""
    found = (
        ProjectImport(workspace),
        ContactImport(workspace),
        NeedImport(workspace),
        EventImport(workspace),
    )
    return {service.subject.key: service for service in found}
