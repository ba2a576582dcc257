"""A steering group of the demo town with a held meeting and one prepared from it, made through the services."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from coordinator_app.common.clock import FixedClock
from coordinator_app.domain.agenda import ItemType
from coordinator_app.domain.bodies import Role
from coordinator_app.domain.votes import Count
from coordinator_app.services.resolutions import VoteEntry
from coordinator_app.services.workspace import Workspace

SEATS = (
    ("Cornelia", "Marschner", "Oberbürgermeisterin", Role.CHAIR, "Stadtverwaltung"),
    ("Rico", "Böhme", "Vorstand", Role.MEMBER, "Wohnungsgenossenschaft"),
    ("Jens", "Hempel", "Leiter Ordnungsamt", Role.MEMBER, "Ordnungsamt"),
    ("Stefan", "Krause", "Vorsitzender", Role.MEMBER, "SV Mühlwerda 1921"),
    ("Anke", "Lorenz", "Schulleiterin", Role.MEMBER, "Oberschule"),
    ("Petra", "Nitzsche", "Vorsitzende", Role.MEMBER, "Seniorenbeirat"),
    ("Torsten", "Seidel", "Revierleiter", Role.MEMBER, "Polizeirevier"),
    ("Kathrin", "Vogel", "Leiterin Beratungsstelle", Role.MEMBER, "Diakonie"),
    ("Julia", "Albrecht", "Koordinatorin", Role.MINUTE_TAKER, "Stadtverwaltung"),
)
FIRST = datetime(2026, 9, 10, 15, 0, tzinfo=UTC)
SECOND = datetime(2026, 11, 26, 16, 0, tzinfo=UTC)
Progress = Literal["invited", "running", "held"]  # how far the second meeting is
TREFF = "Die Lenkungsgruppe empfiehlt dem Stadtrat, den „Offenen Treff am Bahnhof“ einzurichten."


@dataclass
class Steering:
    """The group with the ids tests need; `first` is held and final, `second` is invited."""

    workspace: Workspace
    clock: FixedClock
    body: int
    people: dict[str, int]
    organisations: dict[str, int]
    first: int = 0
    second: int = 0
    treff: int = 0
    lines: dict[str, int] = field(default_factory=dict[str, int])

    def start_second(self) -> None:
        """Open the second meeting with six voters, a deputy for Vogel, a guest; Krause is excused."""
        meetings = self.workspace.meetings
        self.clock.moment = SECOND + timedelta(minutes=2)
        meetings.live.start(self.second)
        self.lines = {view.attendance.name.split()[-1]: view.id for view in meetings.attendance.view(self.second).lines}
        there = ("Marschner", "Böhme", "Hempel", "Nitzsche", "Seidel", "Albrecht")
        meetings.attendance.arrive([self.lines[name] for name in there])
        meetings.attendance.mark_absent(self.lines["Krause"], reason="Urlaub")
        self.lines["Roth"] = meetings.attendance.represent(self.lines["Vogel"], name="Maren Roth")
        meetings.attendance.add_guest(
            self.second, name="Mirko Wagner", organisation="Jugendhaus Alte Weberei", at=self.clock.moment
        )
        meetings.live.note_quorum(self.second)

    def hold_second(self) -> int:
        """Treat everything up to the end; returns the resolution about the „Offener Treff“."""
        workspace, live = self.workspace, self.workspace.meetings.live
        live.call_next(self.second)
        approval = live.call_next(self.second)
        assert approval is not None
        workspace.resolutions.vote(
            workspace.resolutions.draft(approval), VoteEntry(count=Count(yes=5, abstain=1), at=self.clock.moment)
        )
        self.clock.moment += timedelta(minutes=10)
        workspace.meetings.attendance.arrive([self.lines["Lorenz"]])
        while live.call_next(self.second) != self.treff:
            pass
        workspace.meetings.agenda.write(self.treff, "facts", "Herr Wagner stellt das Konzept vor.")
        workspace.meetings.agenda.write(self.treff, "discussion", "Herr Hempel fragt nach der Reinigung.")
        workspace.tasks.create_in_item(
            self.treff, title="Reinigungsplan abstimmen", due="in 2 Wochen", person_id=self.people["Hempel"]
        )
        resolution = workspace.resolutions.draft(self.treff)
        workspace.resolutions.vote(resolution, VoteEntry(count=Count(yes=5, no=1, abstain=1)))
        budget = live.call_next(self.second)
        assert budget is not None
        live.postpone(budget)
        live.call_next(self.second)
        for line in workspace.meetings.agenda.view(self.second).lines:
            if not line.item.facts:
                workspace.meetings.agenda.write(line.id, "outcome", "Zur Kenntnis genommen.")
        self.clock.moment += timedelta(minutes=80)
        live.finish(self.second)
        return resolution


@dataclass(frozen=True)
class SavedSteering:
    """The scenario in a closed file: making it costs a second, copying it nothing."""

    path: Path
    moment: datetime
    ids: Mapping[str, Any]

    @classmethod
    def save(cls, base: Path, path: Path, stage: Progress) -> "SavedSteering":
        """Make the scenario up to a stage in a copy of `base`."""
        shutil.copyfile(base, path)
        clock = FixedClock(FIRST)
        workspace = Workspace.open(path, clock=clock, user="Test")
        made = make_steering(workspace, clock)
        if stage != "invited":
            made.start_second()
        if stage == "held":
            made.hold_second()
        workspace.store.close()
        names = ("body", "people", "organisations", "first", "second", "treff", "lines")
        return cls(path, clock.moment, {name: getattr(made, name) for name in names})

    def opened(self, workspace: Workspace, clock: FixedClock) -> Steering:
        """The scenario in an opened copy of the file; the clock then stands where it ended."""
        clock.moment = self.moment
        copies = {name: dict(ids) if isinstance(ids, dict) else ids for name, ids in self.ids.items()}
        return Steering(workspace, clock, **copies)


def make_steering(workspace: Workspace, clock: FixedClock) -> Steering:
    """Everything up to the invitation to the second meeting."""
    clock.moment = datetime(2026, 8, 20, 8, 0, tzinfo=UTC)
    if workspace.municipality.own() is None:
        workspace.municipality.create(name="Mühlwerda", street="Markt 1", postcode="08999", town="Mühlwerda")
    steering = _body(workspace, clock)
    steering.first = _first_meeting(steering)
    clock.moment = datetime(2026, 11, 9, 8, 0, tzinfo=UTC)
    meetings = workspace.meetings
    steering.second = meetings.prepare_next(body_id=steering.body, starts_at=SECOND)
    before_last = meetings.agenda.view(steering.second).lines[-2].id
    steering.treff = meetings.agenda.add(
        steering.second,
        title="Offener Treff am Bahnhof",
        item_type=ItemType.RESOLUTION,
        minutes=25,
        proposal=TREFF,
        public=True,
        after_id=before_last,
    )
    meetings.agenda.add(steering.second, title="Haushalt 2027", minutes=15, after_id=steering.treff)
    meetings.invitations.invite(steering.second, sent_on=date(2026, 11, 10))
    return steering


def _body(workspace: Workspace, clock: FixedClock) -> Steering:
    contacts, bodies = workspace.contacts, workspace.bodies
    steering = Steering(workspace, clock, 0, {}, {})
    start = date(2025, 1, 1)
    steering.body = bodies.create(name="Lenkungsgruppe", short_name="KPR", valid_from=start)
    bodies.add_term(
        steering.body,
        title="2026",
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 12, 31),
        next_meeting_number=3,
        next_resolution_number=9,
    )
    for first, last, function, role, name in SEATS:
        if name not in steering.organisations:
            steering.organisations[name] = contacts.create_organisation(name=name)
        organisation = steering.organisations[name]
        person = contacts.create_person(
            first_name=first,
            last_name=last,
            academic_title="Dr." if last == "Nitzsche" else "",
            organisation_id=organisation,
            function=function,
        )
        steering.people[last] = person
        bodies.add_seat(
            steering.body,
            seat=name if role is Role.MEMBER else function,
            person_id=person,
            organisation_id=organisation if role is Role.MEMBER else None,
            role=role,
            has_vote=role is not Role.MINUTE_TAKER,
            starts_on=start,
        )
    return steering


def _first_meeting(steering: Steering) -> int:
    workspace, clock = steering.workspace, steering.clock
    meetings = workspace.meetings
    first = meetings.create(
        body_id=steering.body,
        starts_at=FIRST,
        ends_at=FIRST + timedelta(hours=2),
        place="Rathaus, Ratssaal",
        chair_id=steering.people["Marschner"],
        minute_taker_id=steering.people["Albrecht"],
    )
    add = meetings.agenda.add
    add(first, title="Eröffnung", item_type=ItemType.INFORMATION, minutes=5, recurring=True)
    add(first, title="Lagebild", item_type=ItemType.INFORMATION, minutes=20, recurring=True, reporter="Polizeirevier")
    item = add(first, title="Beleuchtung Bahnhofstunnel", item_type=ItemType.RESOLUTION, proposal="Wird erneuert.")
    add(first, title="Verschiedenes", item_type=ItemType.MISCELLANEOUS, recurring=True)
    meetings.invitations.invite(first, sent_on=date(2026, 8, 20))
    clock.moment = FIRST + timedelta(minutes=2)
    meetings.live.start(first)
    meetings.attendance.arrive([view.id for view in meetings.attendance.view(first).lines])
    meetings.live.note_quorum(first)
    while meetings.live.call_next(first) != item:
        pass
    workspace.resolutions.vote(workspace.resolutions.draft(item), VoteEntry(count=Count(yes=8)))
    workspace.tasks.create_in_item(item, title="Angebot einholen", due="10.12.", person_id=steering.people["Hempel"])
    meetings.live.call_next(first)
    clock.moment += timedelta(minutes=100)
    meetings.live.finish(first)
    workspace.minutes.finalise(first, confirmed_on=date(2026, 9, 20))
    return first
