"""Planning back from a day: what must be ready how long before, with Saxon holidays kept in sight.

The offsets follow a usual application to the RL KommPräv (window until 15 October, day of receipt counts): complete
on 8 October, own share confirmed on 24 September, resolution of the body on 10 September, invitation sent on
26 August, consultation until 31 July, project description until 15 July. Every offset can be changed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import WEEKDAYS, format_weekday_date

MOST_DAYS = 730
MOST_STEPS = 40


@dataclass(frozen=True, slots=True)
class PlanStep:
    """Something to be done `days` calendar days before the target."""

    title: str
    days: int


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """A step with its day; `moved_from` is the day counted when it was no working day, `why` says so in words."""

    title: str
    days: int
    day: date
    moved_from: date | None = None
    why: str = ""

    @property
    def note(self) -> str:
        """„statt So, 12.7.2026 (Sonntag)“, or ""."""
        return f"statt {format_weekday_date(self.moved_from)} ({self.why})" if self.moved_from else ""


USUAL_STEPS: tuple[PlanStep, ...] = (
    PlanStep("Projektbeschreibung nach Beccaria im Entwurf", 92),
    PlanStep("Beratung durch den Landespräventionsrat", 76),
    PlanStep("Einladung zur Sitzung versenden", 50),
    PlanStep("Beschluss des Präventionsrates", 35),
    PlanStep("Eigenanteil durch die Kämmerei bestätigt", 21),
    PlanStep("Antrag vollständig", 7),
    PlanStep("Antrag absenden (Postlaufzeit)", 3),
)


def plan_back(target: date, steps: Sequence[PlanStep], holidays: Mapping[date, str]) -> list[PlannedDay]:
    """The days of the steps, earliest first; one that is no working day is moved to the working day before.

    Moving is told in `note`. `holidays` has the names of the holidays around. `UserError` for offsets out of range.
    """
    check_steps(steps)
    planned = [_planned(target, step, holidays) for step in steps]
    return sorted(planned, key=lambda found: (found.day, -found.days))


def check_steps(steps: Sequence[PlanStep]) -> None:
    """Refuse an empty plan, a nameless step, a step after the target or years before it."""
    if not steps or len(steps) > MOST_STEPS:
        raise UserError("Ein Rückwärtsplan braucht mindestens einen Schritt und höchstens 40.", help_topic="fristen")
    for step in steps:
        if not step.title.strip():
            raise UserError("Ein Schritt hat noch keinen Namen.", help_topic="fristen")
        if not 0 <= step.days <= MOST_DAYS:
            raise UserError(
                f"„{step.title}“: Bitte geben Sie 0 bis {MOST_DAYS} Tage vor dem Termin an.", help_topic="fristen"
            )


def days_before(target: date, day: date) -> int:
    """The offset of a step that was moved to `day` by hand."""
    return (target - day).days


def with_day(step: PlanStep, target: date, day: date) -> PlanStep:
    """The step on another day."""
    return replace(step, days=days_before(target, day))


def _planned(target: date, step: PlanStep, holidays: Mapping[date, str]) -> PlannedDay:
    counted = day = target - timedelta(days=step.days)
    while day.weekday() >= 5 or day in holidays:
        day -= timedelta(days=1)
    if day == counted:
        return PlannedDay(step.title.strip(), step.days, day)
    why = holidays.get(counted) or WEEKDAYS[counted.weekday()]
    return PlannedDay(step.title.strip(), step.days, day, counted, why)
