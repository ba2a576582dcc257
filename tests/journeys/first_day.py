"""The steps of a coordinator's first day, each as she does it in the window."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt

from coordinator_app.domain.agenda import ItemType
from coordinator_app.domain.bodies import Role
from coordinator_app.domain.priorities import Decision, RoundStatus
from coordinator_app.domain.votes import Count
from coordinator_app.gui.dialogs.new_municipality.dialog import NewMunicipalityDialog
from coordinator_app.gui.dialogs.project_import import ImportDialog
from coordinator_app.gui.forms.dialogs import RecordDialog
from coordinator_app.gui.forms.questions import LinkDialog
from coordinator_app.gui.pages.needs.dialogs import NewRoundDialog
from coordinator_app.gui.pages.needs.freeze_dialog import FreezeDialog
from coordinator_app.services.resolutions import VoteEntry
from coordinator_app.services.workspace import Workspace
from tests.documents import rules
from tests.journeys.steps import SLOW, Day, accept, fill, titles

LIST = Path(__file__).parents[1] / "data" / "projektliste_aus_quelldokumenten.xlsx"
BODY = "Kommunaler Präventionsrat"
AREAS = ("Altstadt", "Bahnhofsviertel", "Gartenstadt")
GRAFFITI = "Graffiti am Bahnhof"
PARTY = "Straßenfest am Bahnhof"
SEATS = (
    ("Oberbürgermeisterin", Role.CHAIR, "Cornelia", "Marschner"),
    ("Ordnungsamt", Role.MEMBER, "Jens", "Hempel"),
    ("Polizeirevier", Role.MEMBER, "Torsten", "Seidel"),
    ("Oberschule", Role.MEMBER, "Anke", "Lorenz"),
    ("Seniorenbeirat", Role.MEMBER, "Petra", "Nitzsche"),
)
LAST_MEETING = datetime(2026, 9, 10, 15, 0, tzinfo=UTC)


# ---------------------------------------------------------------- a municipality and its list


def found_municipality(day: Day) -> None:
    """„Neue Kommune anlegen“: name, AGS, areas, bodies, Handlungsfelder, an Excel list; then take that list in."""
    target = day.folder / "Mühlwerda.kpr"
    day.alerts.answers = [LIST, target]

    def wizard(dialog: NewMunicipalityDialog) -> None:
        dialog.town.name.editor.set_value("Mühlwerda")
        dialog.town.key.editor.set_value("14523999")
        dialog.primary_button.click()
        dialog.areas.text.setPlainText("\n".join(AREAS))
        dialog.primary_button.click()
        dialog.primary_button.click()
        dialog.fields.entry.setText("Hochwasserhilfe")
        dialog.fields.add_button.click()
        dialog.primary_button.click()
        dialog.list.choose_button.click()
        assert "3 Gebiete" in dialog.list.summary.text()
        accept(dialog)

    def take_list(dialog: ImportDialog) -> None:
        take_in(day, dialog)

    with day.dialog(NewMunicipalityDialog, wizard), day.dialog(ImportDialog, take_list):
        day.window.start.new_button.click()
    assert target.exists()
    assert day.window.navigation.town() == "Mühlwerda"
    own = day.workspace.municipality.own()
    assert own is not None
    assert own.official_key == "14523999"
    assert tuple(area.name for area in day.workspace.municipality.areas())[: len(AREAS)] == AREAS
    assert BODY in {body.name for body, _ in day.workspace.bodies.tree()}
    assert "Hochwasserhilfe" in {entry.label for entry in day.workspace.catalogues.entries("field_of_action")}


def take_in(day: Day, dialog: ImportDialog) -> None:
    """Mapping, dry run, every odd value told, the duplicate found, then the import and its report."""
    assert "14 Zeilen" in dialog.hint.text()
    dialog.primary.click()
    day.wait_for(lambda: dialog.primary.isEnabled() and dialog.primary.text() == "14 Zeilen übernehmen")
    step = dialog.check_step
    assert (step.new.number.text(), step.known.number.text(), step.wrong.number.text()) == ("13", "1", "0")
    for key in ("columns", "rows", "words", "findings"):
        step.tabs.select(key)
    told = {step.findings.item(row, 3).text() for row in range(step.findings.rowCount())}
    assert {"offen", "k. A."} <= told
    before = titles(day.workspace)
    assert before == set()
    dialog.primary.click()
    day.wait_for(lambda: dialog.primary.text() == "Fertig")
    report = day.folder / "Einlesebericht.xlsx"
    day.alerts.answers = [report]
    dialog.save_report()
    assert report.exists()
    dialog.primary.click()


def look_at_projects(day: Day) -> None:
    """Thirteen projects, none lost; the doubled one was joined."""
    found = titles(day.workspace)
    assert len(found) == 13
    assert "Bürgertelefon des GVD" in found
    page = day.page("projects")
    assert page.table.count() == 13


# ---------------------------------------------------------------- needs and priorities


def add_need(day: Day) -> None:
    """The need with two pieces of evidence."""
    page = day.page("needs")
    area = next(area.id for area in day.workspace.municipality.areas() if area.name == "Bahnhofsviertel")

    def need(dialog: RecordDialog) -> None:
        fill(dialog, title=GRAFFITI, description="Die Unterführung wird immer wieder besprüht.", areas=(area,))

    with day.dialog(RecordDialog, need):
        page.new_button.click()
    kinds = [entry.id for entry in day.workspace.catalogues.entries("evidence_kind")]
    statements = ("14 Anzeigen im dritten Quartal", "Neun Hinweise im Bürgertelefon")
    for kind, statement in zip(kinds, statements, strict=False):

        def evidence(dialog: RecordDialog, kind: int = kind, statement: str = statement) -> None:
            fill(dialog, evidence_kind_id=kind, statement=statement, source="Lagebild")

        with day.dialog(RecordDialog, evidence):
            page.register.detail.add_evidence()
    day.kept["need"] = page.register.detail.current_id()
    card = day.workspace.needs.card(day.kept["need"])
    assert [view.evidence.statement for view in card.evidence] == list(statements)
    for title in ("Fehlende Beleuchtung im Park", "Lärm am Markt"):

        def other(dialog: RecordDialog, title: str = title) -> None:
            fill(dialog, title=title)

        with day.dialog(RecordDialog, other):
            page.new_button.click()


def score(day: Day) -> None:
    """A small round: three raters, every score one key."""
    page = day.page("needs")
    page.tabs.select("scoring")
    body = next(body.id for body, _ in day.workspace.bodies.tree() if body.name == BODY)

    def make(dialog: NewRoundDialog) -> None:
        dialog.limit.set_value(1)
        dialog.body.set_value(body)
        dialog.raters.setPlainText("Polizeirevier\nOrdnungsamt\nSeniorenbeirat")
        accept(dialog)

    with day.dialog(NewRoundDialog, make):
        page.new_round_button.click()
    scoring = page.scoring
    needs = [need.title for need in scoring.grid.scores.needs]
    high = needs.index(GRAFFITI)
    for rater in range(3):
        scoring.raters.list.setCurrentRow(rater)
        day.settle()
        scoring.grid.setFocus()
        for row in range(len(needs)):
            for column in range(scoring.grid.scores.columnCount()):
                points = 5 if row == high and column else 4 if row == high else 1 + (row + column + rater) % 3
                day.press(getattr(Qt.Key, f"Key_{points}"))
    page.tabs.select("ranking")
    day.settle()
    card = day.workspace.priorities.card(day.workspace.priorities.rounds()[0].id)
    assert card.ranking[0].need.title == GRAFFITI
    assert card.ranking[0].standing.raters == 3
    day.kept["round"] = card.round.id


def tie_winner(day: Day) -> None:
    """A new project that answers the need ranked first."""
    page = day.page("projects")

    def project(dialog: RecordDialog) -> None:
        fill(dialog, title=PARTY)

    with day.dialog(RecordDialog, project):
        page.new_button.click()
    assert page.detail.current_id()
    day.kept["project"] = page.detail.current_id()
    needs = day.page("needs")
    needs.show_record("need", day.kept["need"])

    def link(dialog: LinkDialog) -> None:
        dialog.editor.set_value(day.kept["project"])
        accept(dialog)

    with day.dialog(LinkDialog, link):
        needs.register.detail.link_project()
    assert day.workspace.projects.get(day.kept["project"]).needs == (day.kept["need"],)


def freeze(day: Day) -> None:
    """Write the ranking down with the resolution of the meeting."""
    page = day.page("needs")
    page.tabs.select("ranking")

    def decide(dialog: FreezeDialog) -> None:
        dialog.resolution.set_value(day.kept["resolution"])
        for need, verdict in dialog.verdicts().items():
            if verdict.decision is not Decision.PRIORITY:
                dialog.reasons[need].set_value("Wird 2027 erneut geprüft.")
        accept(dialog)

    with day.dialog(FreezeDialog, decide):
        page.freeze_button.click()
    card = day.workspace.priorities.card(day.kept["round"])
    assert card.round.status is RoundStatus.RESOLVED
    assert not page.freeze_button.isVisible()


# ---------------------------------------------------------------- the body as it was before


def enter_body(day: Day) -> None:
    """Who sits in the KPR (in the window), and its last meeting with what it left open (as it was held then)."""
    page = day.page("meetings")
    body = next(body.id for body, _ in day.workspace.bodies.tree() if body.name == BODY)
    page.show_record("body", body)
    page.body.tabs.select("seats")
    contacts = day.workspace.contacts
    for seat, role, first, last in SEATS:
        person = contacts.create_person(first_name=first, last_name=last)
        day.kept[last] = person

        def add(dialog: RecordDialog, seat: str = seat, role: Role = role, person: int = person) -> None:
            fill(dialog, seat=seat, role=role, person_id=person, starts_on=date(2026, 1, 1))

        with day.dialog(RecordDialog, add):
            page.body.seats.add_seat()
    assert day.workspace.bodies.votes(body) == len(SEATS)
    day.kept["body"] = body
    now = day.clock.moment
    _hold_last_meeting(day, body)
    day.go_to(now)
    day.settle()


def _hold_last_meeting(day: Day, body: int) -> None:
    meetings, clock = day.workspace.meetings, day.clock
    clock.moment = datetime(2026, 8, 20, 8, 0, tzinfo=UTC)
    last = meetings.create(
        body_id=body, starts_at=LAST_MEETING, place="Rathaus, Ratssaal", chair_id=day.kept["Marschner"]
    )
    meetings.update(last, None, minute_taker_id=day.kept["Hempel"])
    item = meetings.agenda.add(last, title="Beleuchtung", item_type=ItemType.RESOLUTION)
    meetings.agenda.add(last, title="Lagebild", recurring=True)
    meetings.invitations.invite(last)
    clock.moment = LAST_MEETING
    meetings.live.start(last)
    meetings.attendance.arrive([line.id for line in meetings.attendance.view(last).lines])
    meetings.live.note_quorum(last)
    meetings.live.call_next(last)
    draft = day.workspace.resolutions.draft(item, wording="Der Tunnel wird beleuchtet.", title="Tunnel")
    day.workspace.resolutions.vote(draft, VoteEntry(count=Count(yes=len(SEATS))))
    day.workspace.tasks.create_in_item(item, title="Angebot einholen", due="20.11.2026", person_id=day.kept["Hempel"])
    clock.moment = LAST_MEETING + timedelta(minutes=80)
    meetings.live.call_next(last)
    meetings.live.finish(last)
    day.workspace.minutes.finalise(last, confirmed_on=date(2026, 9, 20))


# ---------------------------------------------------------------- questionnaire, lists, reports


def make_questionnaire(day: Day) -> None:
    """A four-page questionnaire from the item bank, as Word file and as PDF."""
    page = day.page("surveys")
    with day.dialog(RecordDialog, accept):
        page.new_button.click()
    page.steps.activated.emit(1)
    day.settle()
    bank = day.workspace.surveys.bank
    assert len(bank.items) >= 80
    word = day.save("Fragebogen.docx", page.step("designer").word_button.click)
    assert word.startswith(b"PK")
    page.step("designer").print_button.click()
    pdf = day.save_from_preview("pdf", "Fragebogen.pdf")
    texts = rules.pdf_texts(pdf)
    assert len(texts) == 4
    assert "Mühlwerda" in texts[0]


def print_lists(day: Day) -> None:
    """The project list and the priority report to Word."""
    page = day.page("projects")
    page.print_button.click()
    day.save_from_preview("docx", "Projektliste.docx")
    needs = day.page("needs")
    needs.tabs.select("ranking")
    needs.print_button.click()
    day.save_from_preview("docx", "Prioritätenbericht.docx")


# ---------------------------------------------------------------- undo, search, the next morning


def undo_a_mistake(day: Day) -> None:
    """A project goes to the Papierkorb by mistake and comes back by „Rückgängig“."""
    page = day.page("projects")
    page.show_record("project", day.kept["project"])
    page.delete_current()
    day.settle()
    assert PARTY not in titles(day.workspace)
    day.take_action("edit.undo")
    assert PARTY in titles(day.workspace)
    day.take_action("edit.redo")
    assert PARTY not in titles(day.workspace)
    day.take_action("edit.undo")
    assert PARTY in titles(day.workspace)


def search(day: Day) -> None:
    """„strassenfest“ finds „Straßenfest“ and leads there."""
    day.take_action("edit.search")
    day.qtbot.keyClicks(day.window.search, "strassenfest")
    day.wait_for(day.window.search.results.isVisible)
    results = day.window.search.results
    assert PARTY in [results.item(row).text() for row in range(results.count())]
    day.qtbot.keyClick(day.window.search, Qt.Key.Key_Return)
    day.settle()
    page = day.window.stack.current_page
    assert page is not None
    assert page.current_record() == ("project", day.kept["project"])


def state_of(day: Day, workspace: Workspace) -> dict[str, Any]:
    """What must be there again the next morning."""
    meeting = day.kept["meeting"]
    return {
        "projects": titles(workspace),
        "needs": [(need.number, need.title, need.status) for need in workspace.needs.all()],
        "evidence": len(workspace.needs.card(day.kept["need"]).evidence),
        "round": workspace.priorities.card(day.kept["round"]).round.status,
        "meeting": workspace.meetings.get(meeting),
        "agenda": [(line.label, line.item) for line in workspace.meetings.agenda.view(meeting).lines],
        "resolutions": workspace.resolutions.of_meeting(meeting),
        "tasks": [view.task for view in workspace.tasks.of_meeting(meeting)],
        "minutes": [version.number for version in workspace.minutes.versions(meeting)],
        "surveys": [survey.title for survey in workspace.surveys.all()],
        "areas": [area.name for area in workspace.municipality.areas()],
        "revision": workspace.projects.get(day.kept["project"]),
    }


def open_last_file(day: Day) -> None:
    """The file is offered on the start screen; a click opens it on the page Heute."""
    (row,) = day.window.start.files.rows()
    with day.qtbot.waitSignal(day.window.file_opened, timeout=SLOW):
        row.activated.emit()
    page = day.window.stack.current_page
    assert page is not None
    assert page.page_id == "today"
    assert not day.context.read_only
