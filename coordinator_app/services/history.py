"""The change history as people read it."""

from coordinator_app.common.german import plural
from coordinator_app.storage.models.base import row_of_kind
from coordinator_app.storage.queries.history import LoggedStep, logged_steps
from coordinator_app.storage.store import Store

__all__ = ["History", "LoggedStep"]

SHOWN = 2_000


class History:
    """Who changed what and when; values are not kept, so that erasing a person stays possible."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def steps(self, limit: int = SHOWN) -> list[LoggedStep]:
        """The latest steps, newest first."""
        with self._store.read() as unit:
            return logged_steps(unit, limit)

    def subject(self, step: LoggedStep) -> str:
        """What a step was about: „3 Projekte“, „1 Sitzung und anderes“."""
        if step.kinds == ("file_setting",):
            return plural(step.count, "Einstellung", "Einstellungen")
        if len(step.kinds) == 1:
            record_type = row_of_kind(step.kinds[0]).__record__
            return plural(step.count, record_type.label, record_type.plural)
        return plural(step.count, "Eintrag", "Einträge")
