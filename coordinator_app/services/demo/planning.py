"""What meetings of the example are planned from: a series, a template, ideas, an attachment."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

from coordinator_app.common.clock import BERLIN
from coordinator_app.domain.meeting_series import Place, Rhythm, Rule, write_rule
from coordinator_app.services.demo.stage import Stage, content


def fill(stage: Stage, meeting_id: int, first: datetime) -> None:
    """Add to the meeting that is being prepared and to its body; the series begins `first`."""
    found = content("planning")
    stage.go_to(-2)
    meetings = stage.workspace.meetings
    entry = found["series"]
    body = stage.id("body", entry["body"])
    template = meetings.templates.create_standard(body)
    rule = Rule(rhythm=Rhythm.MONTH_WEEKDAY, step=entry["step"], place=Place.SECOND, weekday=3)
    meetings.series.create(
        body_id=body,
        title=entry["title"],
        rule=write_rule(rule, first.date()),
        starts_at=first.astimezone(UTC),
        minutes=entry["minutes"],
        place=entry["place"],
        template_id=template,
    )
    _event(stage, found["event"])
    for idea in found["ideas"]:
        _idea(stage, idea)
    _attach(stage, meeting_id, found["attachment"])


def _event(stage: Stage, entry: dict[str, Any]) -> None:
    day = stage.day + timedelta(days=entry["days"])
    day += timedelta(days=(5 - day.weekday()) % 7)  # festivals begin on a Saturday
    stage.workspace.meetings.series.create(
        body_id=stage.id("body", entry["body"]),
        title=entry["title"],
        anchor=entry["anchor"],
        anchor_on=day,
        offset_days=entry["offset"],
        starts_at=datetime.combine(day, time(10, 0), BERLIN).astimezone(UTC),
        minutes=entry["minutes"],
    )


def _idea(stage: Stage, entry: dict[str, Any]) -> None:
    backlog = stage.workspace.meetings.backlog
    kind = next((kind for kind in ("need", "project") if kind in entry), "")
    id = backlog.add(
        body_id=stage.id("body", entry["body"]),
        title=entry["title"],
        text=entry.get("text", ""),
        proposed_by=entry.get("by", ""),
        minutes=entry.get("minutes", 10),
        wanted_on=stage.day + timedelta(days=entry["wanted"]) if "wanted" in entry else None,
        source_kind=kind,
        source_id=stage.id(kind, entry[kind]) if kind else None,
    )
    if "rejected" in entry:
        backlog.reject(id, entry["rejected"])


def _attach(stage: Stage, meeting_id: int, entry: dict[str, Any]) -> None:
    for line in stage.workspace.meetings.agenda.view(meeting_id).lines:
        if line.item.title == entry["item"]:
            data = "\r\n".join(entry["lines"]).encode("cp1252")
            stage.workspace.attachments.add_bytes(
                data, name=entry["name"], title=entry["title"], kind="agenda_item", id=line.id
            )
