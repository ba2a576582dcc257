"""What the dates of a series mean for the meetings already there: which are new, stay, move or fall away.

`plan_series` is pure and idempotent: after it was carried out, planning again finds nothing to do. Public holidays
and weekends are only told with a working day instead; the user decides.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import WEEKDAYS, enumerate_words, format_weekday_date
from coordinator_app.domain.vocabulary import Vocabulary

FARTHEST = 366 * 3  # days from today on for which meetings are made in one go


class SeriesAction(Vocabulary):
    """What happens to a date of a series."""

    NEW = "new", "wird angelegt"
    THERE = "there", "schon angelegt"
    MOVED = "moved", "wird verlegt"
    DROPPED = "dropped", "entfällt"
    FIXED = "fixed", "bleibt, wie sie ist"
    GONE = "gone", "liegt im Papierkorb"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesMeeting:
    """A meeting of a series as the plan sees it.

    `series_day` is its day by the rule, `begin` its local begin; `movable` = neither invited nor later nor cancelled,
    `empty` = no agenda yet.
    """

    id: int
    series_day: date
    begin: datetime
    movable: bool = True
    empty: bool = True
    deleted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesLine:
    """A date of the plan.

    `day` by the rule (for a meeting the rule does not know any more: its day), `hint` why it is no working day,
    `better` the working day proposed instead, `before` the begin a meeting had so far, `kept` the day already
    chosen for this date when only the time of day changes.
    """

    day: date
    action: SeriesAction
    meeting_id: int | None = None
    before: datetime | None = None
    hint: str = ""
    better: date | None = None
    kept: date | None = None

    @property
    def undecided(self) -> bool:
        """Whether the user has to say what becomes of a day that is no working day."""
        open_actions = (SeriesAction.NEW, SeriesAction.MOVED)
        return self.better is not None and self.kept is None and self.action in open_actions


def day_hint(day: date, holidays: Mapping[date, str]) -> str:
    """„Christi Himmelfahrt“, „Samstag“, or "" for a working day."""
    return holidays.get(day, WEEKDAYS[day.weekday()] if day.weekday() >= 5 else "")


def proposed_day(day: date, holidays: Mapping[date, str]) -> date | None:
    """The next working day for a day that is none; None for a working day."""
    found = day
    while day_hint(found, holidays):
        found += timedelta(days=1)
    return found if found != day else None


def plan_series(
    wanted: Sequence[datetime], existing: Sequence[SeriesMeeting], today: date, holidays: Mapping[date, str]
) -> tuple[SeriesLine, ...]:
    """The lines of a series by day: `wanted` local begins by the rule, `existing` its meetings, also thrown away ones.

    Only days from `today` on count. Meetings the rule does not know any more take over new dates in their order;
    those left over fall away when they are empty and stay when somebody worked on them.
    """
    ahead = sorted(begin for begin in set(wanted) if begin.date() >= today)
    known: dict[date, SeriesMeeting] = {}
    for meeting in sorted(existing, key=lambda entry: (not entry.deleted, -entry.id)):
        known[meeting.series_day] = meeting  # one that is not thrown away wins, then the oldest
    days = {begin.date() for begin in ahead}
    rest = [
        meeting
        for meeting in sorted(existing, key=lambda entry: (entry.series_day, entry.id))
        if meeting.series_day not in days and meeting.begin.date() >= today and not meeting.deleted
    ]
    lines = [_known(begin, known[begin.date()]) for begin in ahead if begin.date() in known]
    free = [begin for begin in ahead if begin.date() not in known]
    movable = [meeting for meeting in rest if meeting.movable]
    for begin, meeting in zip(free, movable, strict=False):
        lines.append(
            SeriesLine(day=begin.date(), action=SeriesAction.MOVED, meeting_id=meeting.id, before=meeting.begin)
        )
    lines += [SeriesLine(day=begin.date(), action=SeriesAction.NEW) for begin in free[len(movable) :]]
    lines += [_left(meeting) for meeting in rest if meeting not in movable[: len(free)]]
    told = (replace(line, hint=day_hint(line.day, holidays), better=proposed_day(line.day, holidays)) for line in lines)
    return tuple(sorted(told, key=lambda line: (line.day, line.meeting_id or 0)))


def _known(begin: datetime, meeting: SeriesMeeting) -> SeriesLine:
    """A date that has its meeting; another time of day moves it, a day chosen instead of a holiday stays."""
    action, kept = SeriesAction.THERE, None
    if meeting.deleted:
        action = SeriesAction.GONE
    elif not meeting.movable:
        action = SeriesAction.FIXED
    elif meeting.begin.time() != begin.time():
        action, kept = SeriesAction.MOVED, meeting.begin.date()
    return SeriesLine(day=begin.date(), action=action, meeting_id=meeting.id, before=meeting.begin, kept=kept)


def _left(meeting: SeriesMeeting) -> SeriesLine:
    action = SeriesAction.DROPPED if meeting.movable and meeting.empty else SeriesAction.FIXED
    return SeriesLine(day=meeting.begin.date(), action=action, meeting_id=meeting.id, before=meeting.begin)


def decided_days(lines: Sequence[SeriesLine], choices: Mapping[date, date | None]) -> dict[date, date]:
    """The day each NEW, MOVED or (when chosen) GONE line gets; left out ones (None) are missing.

    Raises `UserError` naming the days nobody decided about: a holiday is never moved or kept silently.
    """
    open_days = [line for line in lines if line.undecided and line.day not in choices]
    if open_days:
        named = enumerate_words([f"{format_weekday_date(line.day)} ({line.hint})" for line in open_days[:4]])
        more = " und weitere" if len(open_days) > 4 else ""
        raise UserError(
            f"Diese Termine fallen auf einen arbeitsfreien Tag: {named}{more}. "
            "Bitte wählen Sie für jeden, ob er verlegt wird, bleibt oder ausfällt.",
            help_topic="sitzungsreihen",
        )
    found: dict[date, date] = {}
    for line in lines:
        fallback = None if line.action is SeriesAction.GONE else line.kept or line.day
        day = choices.get(line.day, fallback)
        if line.action in (SeriesAction.NEW, SeriesAction.MOVED, SeriesAction.GONE) and day is not None:
            found[line.day] = day
    return found


def count_words(lines: Sequence[SeriesLine], skipped: AbstractSet[date] = frozenset()) -> str:
    """„6 neu, 1 wird verlegt“: what carrying out the plan will do; "" for nothing."""
    words = {
        SeriesAction.NEW: "{} neu",
        SeriesAction.MOVED: "{} verlegt",
        SeriesAction.DROPPED: "{} entfallen",
    }
    counts = dict.fromkeys(words, 0)
    for line in lines:
        if line.action in counts and line.day not in skipped:
            counts[line.action] += 1
    return ", ".join(words[action].format(count) for action, count in counts.items() if count)
