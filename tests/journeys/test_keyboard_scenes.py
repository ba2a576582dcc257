"""Five working scenes by keyboard alone, as somebody works who cannot use a mouse: each prints how many keys it takes.

The person hears names and lines and sees words (`keyboard.py`); what was done is looked up in the file afterwards.
"""

import shutil
from collections.abc import Callable, Coroutine, Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from coordinator_app.common import clock as clock_module
from coordinator_app.common.clock import FixedClock
from coordinator_app.domain.meetings import BEFORE, Meeting, MeetingState
from coordinator_app.domain.minutes import MinutesState
from coordinator_app.gui import alerts
from coordinator_app.gui.tour_stations import stations
from coordinator_app.services.workspace import Workspace
from tests.gui.conftest import MOMENT, AnsweringAlerts
from tests.journeys.keyboard import Keyboard, Stage
from tests.journeys.steps import Day, check_file, titles, words_of

THERE = ("Marschner", "Seidel", "Albrecht", "Böhme", "Hempel", "Lorenz", "Nitzsche")
FOREWORD = "Sicherheit entsteht, wo Menschen einander kennen."


class Files(alerts.Boxes):
    """Real message boxes; only the dialogs of the system for files answer by themselves."""

    def __init__(self) -> None:
        self.answers: list[Path] = []

    def _next(self) -> str:
        return str(self.answers.pop(0)) if self.answers else ""

    def open_path(self, parent: QWidget | None, title: str, filters: str, folder: str) -> str:
        return self._next()

    def save_path(self, parent: QWidget | None, title: str, filters: str, proposal: str) -> str:
        return self._next()

    def document_path(self, parent: QWidget | None, title: str, filters: str, proposal: str) -> str:
        return self._next()

    def folder_path(self, parent: QWidget | None, title: str, folder: str) -> str:
        return self._next()


class Desk:
    """The program at the start screen with the example town on disk."""

    def __init__(self, day: Day, files: Files) -> None:
        self.day, self.files = day, files
        self.keys = Keyboard(day.window)

    @property
    def workspace(self) -> Workspace:
        """What is stored, to look at afterwards."""
        return self.day.workspace

    def play(self, scene: "Callable[[Desk, Keyboard], Coroutine[Any, Any, None]]") -> None:
        """Open the file with Strg+O, then the scene; tells what it took."""

        async def whole() -> None:
            self.files.answers = [self.day.folder / "Mühlwerda.kpr"]
            await self.keys.press("Ctrl+O")
            await self.keys.until_at("Heute")
            await self.keys.until_title("Mühlwerda")
            await scene(self, self.keys)

        Stage(whole()).play()
        print(f"{scene.__name__}: {self.keys.keys} Tasten")  # noqa: T201 - what a scene costs is wanted to be seen

    async def written(self, name: str, press: str) -> bytes:
        """Press the key that writes a file; its content, checked against the rules of documents."""
        path = self.day.folder / name
        self.files.answers = [path]
        await self.keys.press(press)
        await self.keys.until(path.exists)
        await self.keys.until_seen(name)
        content = path.read_bytes()
        assert check_file(path, content) == []
        return content


@pytest.fixture
def desk(qtbot: QtBot, demo_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    clock, files = FixedClock(MOMENT), Files()
    monkeypatch.setattr(clock_module, "SystemClock", lambda: clock)
    monkeypatch.setattr(alerts, "backend", files)
    shutil.copyfile(demo_file, tmp_path / "Mühlwerda.kpr")
    day = Day(qtbot, clock, AnsweringAlerts(), tmp_path)
    day.start_program()
    yield Desk(day, files)
    monkeypatch.setattr(alerts, "backend", day.alerts)
    day.alerts.answers = [0]  # work that is still going on is let finish
    day.quit_program()


def of_the_group(workspace: Workspace) -> list[Meeting]:
    """The meetings of the steering group."""
    (body,) = [body for body, _ in workspace.bodies.tree() if body.name == "Lenkungsgruppe"]
    return workspace.meetings.of_body(body.id)


def coming(workspace: Workspace) -> Meeting:
    """Its next meeting, on which the page of meetings opens."""
    return next(meeting for meeting in of_the_group(workspace) if meeting.state in BEFORE)


async def prepare_a_meeting(desk: Desk, keys: Keyboard) -> None:
    """The next meeting of the steering group with what the last one handed on, one more topic, invitations written."""
    await keys.press("Ctrl+4", "Ctrl+N")
    await keys.until_title("Nächste Sitzung vorbereiten")
    await keys.type("17.12.")
    await keys.press("Return")
    await keys.until_at("Tagesordnung")
    await keys.line_to("Offene Aufgaben")
    await keys.press("Ctrl+N")
    await keys.until_at("Titel")
    await keys.type("Straßenfest Mühlgasse")
    await keys.press("Return", "Shift+F6", "Alt+Up")
    assert keys.line().startswith("3, Straßenfest Mühlgasse")
    await keys.press("Shift+F6")
    await keys.tab_to("Weiter: Einladen")
    await keys.press("Return")
    await keys.until_at("Empfänger")
    await keys.tab_to("E-Mails und Briefe erstellen", back=True)
    await keys.press("Return")
    await keys.until_title("Einladung versenden")
    await keys.tab_to("Dateien erstellen")
    desk.files.answers = [desk.day.folder]
    await keys.press("Return")
    await keys.until_seen("Bitte öffnen und versenden Sie die Entwürfe")


@pytest.mark.timeout(200)
def test_preparing_a_meeting(desk: Desk) -> None:
    desk.play(prepare_a_meeting)
    meetings = desk.workspace.meetings
    (meeting,) = [found for found in of_the_group(desk.workspace) if found.starts_at and found.starts_at.day == 17]
    lines = [line.item.title for line in meetings.agenda.view(meeting.id).lines]
    assert lines[0].startswith("Genehmigung der Niederschrift vom")
    assert lines[1:] == ["Beschlusskontrolle", "Straßenfest Mühlgasse", "Offene Aufgaben"]
    assert meeting.state is MeetingState.INVITED
    assert list(desk.day.folder.glob("*.eml"))


async def vote(keys: Keyboard, numbers: tuple[str, str, str], procedure: str = "", wording: str = "") -> None:
    """Strg+B, the wording where none is proposed, yes, no, abstained, perhaps the procedure, Strg+Enter."""
    await keys.press("Ctrl+B")
    if wording:
        await keys.until_at("Wortlaut")
        await keys.type(wording)
        await keys.press("Tab")
    for name, number in zip(("Ja", "Nein", "Enthaltung"), numbers, strict=True):
        await keys.until_at(name)
        await keys.type(number)
        await keys.press("Return")
    if procedure:
        await keys.until_at("Verfahren")
        await keys.type(procedure)
    await keys.press("Ctrl+Return")
    await keys.until_at("Abstimmung wiederholen")


async def let_them_in(keys: Keyboard) -> None:
    """Strg+P, a name, Enter; then the quorum is noted."""
    for name in THERE:
        await keys.press("Ctrl+P")
        await keys.type(name)
        await keys.press("Return")
    await keys.press("Ctrl+Shift+Q")


async def take_minutes(desk: Desk, keys: Keyboard) -> None:
    """Invited, opened, seven come, an open vote with a recusal, a secret one, a task, the end, the final minutes."""
    await keys.press("Ctrl+4", "Return", "Shift+F6")
    await keys.tab_to("Als eingeladen markieren")
    await keys.press("Return")
    begin = coming(desk.workspace).starts_at
    assert begin is not None
    desk.day.go_to(begin + timedelta(minutes=2))
    await keys.press("Return")
    await keys.until_at("Sitzung eröffnen")
    await keys.press("Return")
    await keys.until_at("Kommt/geht")
    await let_them_in(keys)
    for _ in range(7):
        if not keys.sees("TOP 6 · "):
            await keys.press("F8")
    assert keys.sees("TOP 6 · ")
    await keys.type("Der Träger stellt das Projekt vor.")
    await keys.press("Ctrl+Shift+B")
    await keys.until_title("Befangenheit")
    await keys.type("H")
    assert keys.value() == "Hempel, Jens"
    await keys.press("Return")
    await keys.until_seen("Befangen, nicht mitgezählt")
    await vote(keys, ("4", "1", "1"))
    await keys.press("Ctrl+T")
    await keys.type("Angebote einholen")
    await keys.press("Return")
    await keys.type("Hempel")
    await keys.press("Tab")
    await keys.type("in 2 Wochen")
    await keys.press("Return", "F8")
    await vote(keys, ("5", "2", "0"), "g", "Der Haushalt der Prävention wird empfohlen.")
    desk.day.go_to(begin + timedelta(minutes=92))
    await keys.press("F8", "Ctrl+Shift+F8")
    await keys.until_at("Niederschrift abschließen")
    desk.day.go_to(begin + timedelta(days=4))
    await finish_minutes(desk, keys)


async def finish_minutes(desk: Desk, keys: Keyboard) -> None:
    """Some days later: confirmed by the chair, final; as Word file by its link, as PDF from the preview."""
    await keys.tab_to("Von der Leitung bestätigt am")
    await keys.type(f"{desk.day.clock.moment:%d.%m.}")
    await keys.tab_to("Niederschrift abschließen", back=True)
    await keys.press("Return")
    await keys.tab_to("Niederschrift abschließen")
    await keys.press("Return")
    await keys.until_title("Mühlwerda")
    await keys.tab_to("Niederschrift als Word", most=30)
    word = await desk.written("Niederschrift.docx", "Return")
    assert "in geheimer Abstimmung" in "\n".join(each.text for each in Document(BytesIO(word)).paragraphs)
    await keys.tab_to("Niederschrift als PDF")
    said = words_of(await desk.written("Niederschrift.pdf", "Return"))
    for words in ("Offener Treff am Bahnhof", "Hempel", "Angebote einholen", "4 Ja-Stimmen", "geheimer Abstimmung"):
        assert words in said, words


@pytest.mark.timeout(200)
def test_taking_minutes_with_votes(desk: Desk) -> None:
    desk.play(take_minutes)
    meetings = desk.workspace.meetings
    meeting = max(of_the_group(desk.workspace), key=lambda found: found.starts_at or MOMENT)
    assert meeting.state is MeetingState.CLOSED
    minutes = desk.workspace.minutes.of_meeting(meeting.id)
    assert minutes is not None
    assert minutes.state is MinutesState.FINAL
    votes = [
        desk.workspace.resolutions.votes(resolution.id)[-1]
        for line in meetings.agenda.view(meeting.id).lines
        for resolution in desk.workspace.resolutions.of_item(line.id)
        if resolution.number
    ]
    assert [(vote.yes, vote.no, vote.abstain, vote.present) for vote in votes] == [(4, 1, 1, 6), (5, 2, 0, 7)]


async def write_the_annual_report(desk: Desk, keys: Keyboard) -> None:
    """A new report with what is proposed, one chapter left out, a foreword, the public variant as Word and PDF."""
    await keys.press("Ctrl+9", "Ctrl+N")
    await keys.until_title("Neuer Bericht")
    await keys.press("Return")
    await keys.until_at("Kapitel des Berichts")
    await keys.press("End")
    await keys.line_to("Öffentlichkeitsarbeit", key="Up")
    await keys.press("Space", "Home")
    assert keys.line().startswith("Vorwort")
    await keys.tab_to("Eigener Text")
    await keys.type(FOREWORD)
    await keys.press("Ctrl+P")
    await keys.until_described("Seite 1 von")
    await keys.part_to("Zurück")
    await keys.tab_to("Word")
    word = await desk.written("Jahresbericht.docx", "Return")
    assert FOREWORD in "\n".join(each.text for each in Document(BytesIO(word)).paragraphs)
    await keys.tab_to("PDF")
    said = words_of(await desk.written("Jahresbericht.pdf", "Return"))
    assert FOREWORD in said
    assert "Das Jahr in Zahlen" in said
    assert "Öffentlichkeitsarbeit" not in said
    await keys.press("Alt+Left")
    await keys.until_at("Eigener Text")


@pytest.mark.timeout(200)
def test_the_annual_report(desk: Desk) -> None:
    desk.play(write_the_annual_report)


async def find_an_old_resolution(desk: Desk, keys: Keyboard) -> None:
    """Search, the resolution among the hits, along its thread to the need and back, its execution copy as PDF."""
    await keys.press("Ctrl+K")
    await keys.type("beleuchtung bahnhof")
    await keys.until_hit("Beschlüsse: Beleuchtung Bahnhofstunnel")
    await keys.press("Return")
    await keys.until_at("Beschlussregister")
    assert "2026/04" in keys.line()
    await keys.tab_to("Bedarf: Unsicherheit im Bahnhofstunnel")
    await keys.press("Return")
    await keys.until_seen("Unsicherheit im Bahnhofstunnel")
    await keys.until_at("Bedarfe")
    await keys.press("Alt+Left")
    await keys.until_at("Bedarf: Unsicherheit im Bahnhofstunnel")
    await keys.tab_to("Ausfertigung")
    await keys.press("Return")
    await keys.until_described("Seite 1 von")
    await keys.part_to("Zurück")
    await keys.tab_to("PDF")
    said = words_of(await desk.written("Ausfertigung.pdf", "Return"))
    assert "2026/04" in said
    await keys.press("Esc")
    await keys.until_at("Ausfertigung")


@pytest.mark.timeout(200)
def test_finding_an_old_resolution(desk: Desk) -> None:
    desk.play(find_an_old_resolution)


def write_list(path: Path) -> None:
    """A list as offices keep it: one project is known already."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Projekt", "Träger", "Handlungsfeld", "Beginn", "Ende", "Kosten"])
    sheet.append(["Nachtwanderer Mühlwerda", "Diakonie Mühlwerda", "Jugend", "01.02.2027", "31.12.2027", 4200])
    sheet.append(["Anlaufstelle Markt", "Diakonie Mühlwerda", "Jugend", "", "", 9000])
    sheet.append(["Seniorenlotsen", "Seniorenbeirat", "Senioren", "01.03.2027", "", "1.500,00 €"])
    book.save(path)


async def take_in_a_list(desk: Desk, keys: Keyboard) -> None:
    """The file, the columns, the double left out, two lines taken in, and all of it undone."""
    path = desk.day.folder / "Projekte.xlsx"
    write_list(path)
    before = titles(desk.workspace)
    await keys.press("Ctrl+3", "Ctrl+I")
    await keys.until_at("Datei wählen")
    desk.files.answers = [path]
    await keys.press("Return")
    await keys.until_at("Weiter")
    await keys.press("Return")
    await keys.until_at("Zuordnung der Spalten")
    await keys.tab_to("„Kosten“ wird übernommen als")
    assert keys.value() == "Kosten"
    await keys.tab_to("Prüfung", back=True)
    await keys.press("Right", "Tab")
    assert "Anlaufstelle Markt" in keys.line()
    await keys.tab_to("Vorgehen für Zeile 3")
    await keys.type("Ü")
    assert keys.value() == "Überspringen"
    await keys.until_seen("2 Zeilen übernehmen")
    await keys.tab_to("2 Zeilen übernehmen")
    await keys.press("Return")
    await keys.until_at("Fertig")
    await keys.press("Return")
    await keys.until_at("Projekte")
    assert titles(desk.workspace) - before == {"Nachtwanderer Mühlwerda", "Seniorenlotsen"}
    await keys.press("Ctrl+Z")
    await keys.until_seen("Rückgängig gemacht")
    assert titles(desk.workspace) == before


@pytest.mark.timeout(200)
def test_taking_in_an_excel_list(desk: Desk) -> None:
    desk.play(take_in_a_list)


async def take_the_tour(desk: Desk, keys: Keyboard) -> None:
    """From the menu through all stations, wandering off on the way; ended, and begun again where it was left."""
    await keys.menu("Hilfe", "Rundgang")
    await keys.until_at("Weiter")
    assert "Heute: was steht an?" in keys.description()
    await keys.press("Return", "Return")
    await keys.until_seen("Unsicherheit im Bahnhofstunnel")
    await keys.press("Ctrl+1")
    await keys.part_to("Mehr dazu")
    await keys.tab_to("Zur Stelle")
    await keys.press("Return")
    await keys.until_seen("Bedarfe & Prioritäten")
    await keys.part_to("Mehr dazu")
    await keys.tab_to("Rundgang beenden")
    await keys.press("Return")
    await keys.until_seen("geht unter „Hilfe ▸ Rundgang“ hier weiter")
    await keys.menu("Hilfe", "Rundgang")
    await keys.until_at("Weiter")
    assert "Rundgang · 3 von 8" in keys.description()
    for _ in stations()[3:]:
        await keys.press("Return")
    await keys.until_at("Rundgang beenden")
    await keys.press("Return")
    assert not keys.sees("Rundgang ·")


@pytest.mark.timeout(200)
def test_the_tour(desk: Desk) -> None:
    desk.play(take_the_tour)
