"""What invited people have been told about a meeting, whether that still holds, and which version of it is out.

A calendar entry (RFC 5545) keeps its UID for ever; its SEQUENCE rises exactly when the content told changes.
"""

import json
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any, cast

from coordinator_app.common.clock import local
from coordinator_app.common.german import format_date, format_time, format_weekday_date


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """The content of an invitation as far as somebody must be told when it changes; moments are aware UTC."""

    title: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    place: str = ""
    online_link: str = ""
    agenda: tuple[str, ...] = ()
    cancelled: bool = False


def to_state(told: Announcement) -> str:
    """The announcement as text to be kept with the meeting."""
    values = {field.name: getattr(told, field.name) for field in fields(told)}
    return json.dumps(values, ensure_ascii=False, sort_keys=True, default=_moment_text)


def from_state(state: str) -> Announcement | None:
    """What was kept; None when nothing was told yet or the text cannot be read."""
    try:
        found: Any = json.loads(state) if state else None
    except ValueError:
        return None
    if not isinstance(found, dict):
        return None
    values = cast("dict[str, Any]", found)
    known = {field.name: values[field.name] for field in fields(Announcement) if field.name in values}
    for name in ("starts_at", "ends_at"):
        known[name] = datetime.fromisoformat(known[name]) if known.get(name) else None
    known["agenda"] = tuple(known.get("agenda", ()))
    return Announcement(**known)


def next_sequence(state: str, sequence: int, now: Announcement) -> int:
    """The SEQUENCE of a calendar file made now: 0 the first time, one more exactly when the content differs."""
    if not state:
        return sequence
    return sequence if from_state(state) == now else sequence + 1


def changes(told: Announcement, now: Announcement) -> list[str]:
    """What is different from what people were told, as sentences without „Änderung“ before them."""
    if now.cancelled and not told.cancelled:
        return ["Die Sitzung ist abgesagt."]
    found: list[str] = []
    if told.cancelled and not now.cancelled:
        found.append("Die Sitzung findet doch statt.")
    if told.starts_at != now.starts_at:
        found.append(f"Beginn: {_when(now.starts_at)} statt {_when(told.starts_at)}.")
    if told.ends_at != now.ends_at and (now.ends_at is not None or told.ends_at is not None):
        found.append(f"Ende: {_end(now)} statt {_end(told)}.")
    if told.place != now.place:
        found.append(f"Ort: {now.place or 'nicht angegeben'} statt {told.place or 'nicht angegeben'}.")
    if told.online_link != now.online_link:
        found.append(f"Einwahl: {now.online_link or 'keine'}.")
    return found + _agenda_changes(told.agenda, now.agenda)


def _agenda_changes(before: tuple[str, ...], after: tuple[str, ...]) -> list[str]:
    old, new = [_title(line) for line in before], [_title(line) for line in after]
    if old == new:
        return []
    added = [title for title in new if title not in old]
    gone = [title for title in old if title not in new]
    found = [f"Neu auf der Tagesordnung: {_shown(added)}."] if added else []
    found += [f"Nicht mehr auf der Tagesordnung: {_shown(gone)}."] if gone else []
    return found or ["Die Reihenfolge der Tagesordnung ist geändert."]


def _title(line: str) -> str:
    """The title of an agenda line „4.2 Titel“; headings have no number."""
    number, _, title = line.partition("\t")
    return title or number


def _shown(titles: list[str]) -> str:
    words = "; ".join(f"„{title}“" for title in titles[:5])
    return words + (f" und {len(titles) - 5} weitere" if len(titles) > 5 else "")


def _when(moment: datetime | None) -> str:
    if moment is None:
        return "ohne Datum"
    return f"{format_weekday_date(local(moment).date())}, {format_time(moment)}"


def _end(told: Announcement) -> str:
    if told.ends_at is None:
        return "offen"
    same_day = told.starts_at is not None and local(told.starts_at).date() == local(told.ends_at).date()
    day = "" if same_day else f"{format_date(local(told.ends_at).date())}, "
    return day + format_time(told.ends_at)


def _moment_text(value: object) -> str:
    return cast("datetime", value).astimezone(UTC).isoformat()
