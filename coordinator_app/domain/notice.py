"""The Ladungsfrist: whether an invitation leaves, or left, the house in time, and the sentence that says so."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date

from coordinator_app.common.german import format_date, format_weekday_date, plural
from coordinator_app.domain.attendance import QuorumKind, quorum_needed
from coordinator_app.domain.deadlines import DayCount, latest_dispatch


@dataclass(frozen=True, slots=True)
class NoticePeriod:
    """How many days before the meeting the invitation must be sent, and which days count."""

    days: int
    count: DayCount


@dataclass(frozen=True, slots=True)
class NoticeCheck:
    """Whether the invitation is in time: last day of dispatch, days left from today, a sentence for the page."""

    latest: date | None
    days_left: int | None
    in_time: bool
    sentence: str


def check_notice(
    meeting_day: date, period: NoticePeriod, invited_on: date | None, today: date, holidays: AbstractSet[date]
) -> NoticeCheck:
    """The period against the day of dispatch, or against today while nothing has been sent.

    `holidays` matter only for a period in working days.
    """
    latest = latest_dispatch(meeting_day, period.days, period.count, holidays)
    unit_word = "Werktage" if period.count is DayCount.WORKING else "Tage"
    frist = f"Ladungsfrist {period.days} {unit_word}"
    if invited_on is not None:
        sent = f"Versendet am {format_date(invited_on)}"
        if invited_on <= latest:
            return NoticeCheck(latest, None, in_time=True, sentence=f"{sent}, fristgerecht ({frist}).")
        days = plural((invited_on - latest).days, "Tag", "Tage")
        return NoticeCheck(latest, None, in_time=False, sentence=f"{sent}, {days} nach Ablauf ({frist}).")
    left = (latest - today).days
    start = f"Einladung spätestens {format_weekday_date(latest)}"
    if left < 0:
        passed = f"{start} – seit {plural(-left, 'Tag', 'Tagen')} verstrichen ({frist})."
        return NoticeCheck(latest, left, in_time=False, sentence=passed)
    rest = "heute" if left == 0 else f"noch {plural(left, 'Tag', 'Tage')}"
    return NoticeCheck(latest, left, in_time=True, sentence=f"{start} – {rest} ({frist}).")


@dataclass(frozen=True, slots=True)
class ReplyCounts:
    """The answers so far; people who are only informed are not in it."""

    yes: int = 0
    no: int = 0
    deputy: int = 0
    open: int = 0

    @property
    def total(self) -> int:
        """Everybody who was asked."""
        return self.yes + self.no + self.deputy + self.open

    @property
    def sentence(self) -> str:
        """„8 zugesagt, 1 Vertretung, 2 abgesagt, 3 offen“."""
        parts = [f"{self.yes} zugesagt"]
        parts += [plural(self.deputy, "Vertretung", "Vertretungen")] if self.deputy else []
        return ", ".join([*parts, f"{self.no} abgesagt", f"{self.open} offen"])


@dataclass(frozen=True, slots=True)
class ExpectedQuorum:
    """What the answers say about the quorum: `met` is None while it is not demanded."""

    met: bool | None
    votes: int
    members: int
    needed: int
    sentence: str


def expected_quorum(kind: QuorumKind, value: int, votes: int, members: int, waiting: int) -> ExpectedQuorum:
    """Whether the votes promised (people coming and their deputies) make a quorum; `waiting` = answers still open."""
    needed = quorum_needed(kind, value, members)
    count = f"{votes} von {plural(members, 'Stimme', 'Stimmen')}"
    if kind is QuorumKind.NONE:
        return ExpectedQuorum(
            None, votes, members, 0, f"Nach den Zusagen {count}; eine Mindestzahl ist nicht verlangt."
        )
    if votes >= needed:
        return ExpectedQuorum(
            True, votes, members, needed, f"Nach den Zusagen beschlussfähig: {count}, nötig {needed}."
        )
    rest = f" {plural(waiting, 'Antwort steht', 'Antworten stehen')} noch aus." if waiting else ""
    sentence = f"Nach den Zusagen noch nicht beschlussfähig: {count}, nötig {needed}.{rest}"
    return ExpectedQuorum(False, votes, members, needed, sentence)
