"""An almost empty file: one record of each kind with only what it must have, for documents with little to say."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator_app.common.clock import Clock
from coordinator_app.domain.agenda import ItemType
from coordinator_app.domain.grants import Drawdown, PassThrough, ProofOfUse
from coordinator_app.domain.reports import ReportKind
from coordinator_app.domain.sampling import SampleDraw

if TYPE_CHECKING:
    from coordinator_app.services.workspace import Workspace

Words = Callable[[str], str]
DAY = date(2026, 12, 1)
_EVENING = datetime(2026, 12, 1, 16, 0, tzinfo=UTC)


def make_sparse(path: Path, clock: Clock, words: Words = str) -> Path:
    """Write the file and close it; every text in it goes through `words`."""
    from coordinator_app.services.workspace import Workspace

    workspace = Workspace.create(path, clock=clock, user="Test")
    with workspace.store.write("Fast leere Datei angelegt"):
        workspace.municipality.create(name=words("Mühlwerda"))
        person = workspace.contacts.create_person(last_name=words("Krause"))
        organisation = workspace.contacts.create_organisation(name=words("Jugendhaus"))
        project = workspace.projects.create(title=words("Offener Treff"))
        need = workspace.needs.create(title=words("Treffpunkt fehlt"))
        workspace.tasks.create(title=words("Nachfragen"), person_id=person)
        workspace.distribution_lists.create(title=words("Presse"))
        workspace.site_walks.create(title=words("Rundgang"))
        workspace.data_series.create(title=words("Beschwerden"))
        workspace.deadlines.create(title=words("Antrag"), due_on=DAY)
        workspace.priorities.create_round(title=words("Runde"), needs=[need])
        workspace.project_course.add_event(title=words("Fest"), projects=[project])
        _meeting(workspace, person, words)
        _money(workspace, project, organisation, words)
        _survey(workspace, words)
        for kind in ReportKind:
            workspace.report_builder.create(report_kind=kind)
    workspace.store.close()
    return path


def _meeting(workspace: "Workspace", person: int, words: Words) -> None:
    body = workspace.bodies.create(name=words("Lenkungsgruppe"))
    workspace.bodies.add_seat(body, person_id=person)
    meeting = workspace.meetings.create(body_id=body, starts_at=_EVENING)
    item = workspace.meetings.agenda.add(meeting, title=words("Treff"), item_type=ItemType.RESOLUTION)
    workspace.resolutions.draft(item, wording=words("Der Treff wird eröffnet."))
    workspace.circulations.create(body_id=body, title=words("Zuschuss"))


def _money(workspace: "Workspace", project: int, organisation: int, words: Words) -> None:
    grant = workspace.grants.create(title=words("Zuschuss"), projects=(project,))
    workspace.grants.add_part(Drawdown(grant_id=grant))
    workspace.grants.add_part(ProofOfUse(grant_id=grant, due_on=DAY))
    workspace.grants.add_part(PassThrough(grant_id=grant, organisation_id=organisation))


def _survey(workspace: "Workspace", words: Words) -> None:
    survey = workspace.surveys.create(title=words("Befragung"), year=2026)
    with workspace.store.write("Ziehung angelegt") as unit:
        unit.add(SampleDraw(survey_id=survey, title=words("Ziehung")))
