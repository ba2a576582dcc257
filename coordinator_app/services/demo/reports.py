"""The reports of the example: an annual report and a strategy with texts of the coordinator's own."""

from coordinator_app.domain.report_outlines import field_key
from coordinator_app.domain.reports import ReportKind
from coordinator_app.services.demo.stage import Stage, content


def fill(stage: Stage) -> None:
    """Make the reports with their usual period and title."""
    service = stage.workspace.report_builder
    for entry in content("reports")["reports"]:
        id = service.create(report_kind=ReportKind(entry["kind"]), addressee=entry["addressee"])
        stage.keep("report", entry["kind"], id)
        texts: dict[str, str] = dict(entry["texts"])
        for code, text in entry.get("fields", {}).items():
            texts[field_key(stage.entry("field_of_action", code))] = text
        for chapter, text in texts.items():
            service.chapters.set_text(id, chapter, text)
