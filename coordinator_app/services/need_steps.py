"""Taking a step of a need: its new state with the reason, and the line in its history."""

from coordinator_app.common.clock import today
from coordinator_app.domain.needs import Need, NeedStatus, NeedStep
from coordinator_app.storage.unit_of_work import WriteUnit


def take_step(unit: WriteUnit, need: Need, status: NeedStatus, reason: str = "") -> None:
    """Pass a need to another state and keep the step; rules are checked before."""
    unit.add(
        NeedStep(need_id=need.id, moved_on=today(unit.clock), old_status=need.status, new_status=status, reason=reason)
    )
    unit.change(Need, need.id, need.version, status=status, status_reason=reason)
