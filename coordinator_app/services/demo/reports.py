"""The reports of the example: annual report, strategy, a paper for the council, an answer and a press text."""

from typing import Any

from coordinator_app.domain.report_outlines import field_key
from coordinator_app.domain.reports import ReportKind
from coordinator_app.domain.resolutions import Resolution
from coordinator_app.services.demo.stage import Stage, content


def fill(stage: Stage) -> None:
    """Say which resolutions are public, and make the reports with their usual period and title."""
    found = content("reports")
    _publish(stage, found["public_resolutions"])
    service = stage.workspace.report_builder
    for entry in found["reports"]:
        id = service.create(report_kind=ReportKind(entry["kind"]), addressee=entry["addressee"], **_about(stage, entry))
        if entry.get("words"):
            service.set_plan(id, words=entry["words"])
        stage.keep("report", entry["kind"], id)
        texts: dict[str, str] = dict(entry["texts"])
        for code, text in entry.get("fields", {}).items():
            texts[field_key(stage.entry("field_of_action", code))] = text
        for chapter, text in texts.items():
            service.chapters.set_text(id, chapter, text)


def _about(stage: Stage, entry: dict[str, Any]) -> dict[str, Any]:
    """The record a paper is about, and its title where it is not the usual one."""
    values: dict[str, Any] = {"title": entry["title"]} if "title" in entry else {}
    if "subject" in entry:
        kind, key = entry["subject"]
        values |= {"subject_kind": kind, "subject_id": stage.id(kind, key)}
    return values


def _publish(stage: Stage, titles: list[str]) -> None:
    with stage.workspace.store.read() as unit:
        wanted = [item for item in unit.find(Resolution) if item.title in titles]
    for item in wanted:
        stage.workspace.resolutions.update(item.id, None, public=True)
