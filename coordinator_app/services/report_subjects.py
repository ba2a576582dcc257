"""What a paper or a press text can be about; light enough for the window to import."""

from coordinator_app.domain.fields import Record
from coordinator_app.domain.meetings import AgendaItem, Meeting
from coordinator_app.domain.needs import Need
from coordinator_app.domain.priorities import PriorityRound
from coordinator_app.domain.project_course import Event
from coordinator_app.domain.projects import Project
from coordinator_app.domain.reports import Report
from coordinator_app.domain.resolutions import Resolution
from coordinator_app.domain.surveys import Survey

SUBJECTS: dict[str, type[Record]] = {
    record_type.kind: record_type
    for record_type in (AgendaItem, Event, Meeting, Need, PriorityRound, Project, Report, Resolution, Survey)
}
"""Kind → record."""
