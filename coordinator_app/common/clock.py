"""The time as a dependency, so that rules about dates can be tested."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")


class Clock(Protocol):
    """Source of the current time."""

    def now(self) -> datetime:
        """The current time, aware, in UTC."""
        ...


class SystemClock:
    """The computer's clock."""

    def now(self) -> datetime:
        """The current time, aware, in UTC."""
        return datetime.now(UTC)


@dataclass(slots=True)
class FixedClock:
    """A clock that stands still until `moment` is set; for tests and the demo file."""

    moment: datetime

    def now(self) -> datetime:
        """The moment it stands at, in UTC."""
        return self.moment.astimezone(UTC)


def local(moment: datetime) -> datetime:
    """A stored UTC moment as local German time."""
    return moment.astimezone(BERLIN)


def today(clock: Clock) -> date:
    """The local German calendar day."""
    return local(clock.now()).date()
