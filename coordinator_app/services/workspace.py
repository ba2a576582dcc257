"""One open municipality file with the services that work on it, made when first used."""

from functools import cached_property
from typing import TYPE_CHECKING

from coordinator_app.common.clock import Clock
from coordinator_app.storage.store import Store

if TYPE_CHECKING:
    from coordinator_app.services.catalogues import Catalogues
    from coordinator_app.services.municipality import Municipalities


class Workspace:
    """What pages and documents work with: `workspace.projects.create(…)`.

    A service module is imported when its property is first read, so that start-up pays for nothing unused.
    """

    def __init__(self, store: Store) -> None:
        self.store = store

    @property
    def clock(self) -> Clock:
        """The clock of the file."""
        return self.store.clock

    @cached_property
    def catalogues(self) -> "Catalogues":
        """Catalogues (Handlungsfelder, Zielgruppen …)."""
        from coordinator_app.services.catalogues import Catalogues

        return Catalogues(self.store)

    @cached_property
    def municipality(self) -> "Municipalities":
        """The municipality, its areas and places, settings of the file."""
        from coordinator_app.services.municipality import Municipalities

        return Municipalities(self.store)
