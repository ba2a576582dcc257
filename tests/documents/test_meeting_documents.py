"""Papers of meetings from plain data: stored texts, and what each option changes."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from coordinator_app.documents.content import (
    Boxed,
    Document,
    GroupRow,
    Heading,
    Run,
    Signatures,
    Table,
    plain,
    walk,
    warnings_of,
)
from coordinator_app.documents.meeting_documents import (
    AgendaEntry,
    ListedPerson,
    MeetingHead,
    PersonGroup,
    agenda,
    attendance_list,
    invitation,
)
from coordinator_app.documents.minutes import MinutesOptions, minutes
from coordinator_app.documents.registers import RegisterEntry, TaskEntry, resolution_register, task_list
from coordinator_app.documents.word import render_word
from coordinator_app.domain.agenda import ItemState, ItemType
from coordinator_app.domain.bodies import Role
from coordinator_app.domain.meetings import AttendanceStatus, MeetingType, NoticeAnswer
from coordinator_app.domain.minutes import MinutesType
from coordinator_app.domain.minutes_content import (
    ControlContent,
    ItemContent,
    MinutesContent,
    PersonContent,
    ResolutionContent,
    TaskContent,
)
from coordinator_app.domain.resolutions import ResolutionState
from tests.documents import minutes_samples
from tests.documents.golden import matches_golden, word_lines

BEGIN = datetime(2026, 11, 26, 16, 2, tzinfo=UTC)
END = BEGIN + timedelta(minutes=112)
HEAD = MeetingHead(
    title="4. Sitzung der Lenkungsgruppe",
    body="Lenkungsgruppe",
    genitive="der Lenkungsgruppe",
    town="Mühlwerda",
    begin=BEGIN,
    end=END,
    place="Rathaus, Ratssaal",
    online_link="https://konferenz.example/kpr",
    chair="Cornelia Marschner",
)
ENTRIES = (
    AgendaEntry(label="", title="Öffentlicher Teil"),
    AgendaEntry(label="TOP 1", title="Eröffnung", start=BEGIN, minutes=5, kind="Information", public=True),
    AgendaEntry(label="TOP 2", title="Lagebild", minutes=20, reporter="Polizeirevier"),
    AgendaEntry(label="TOP 2.1", title="Bahnhof", minutes=10, depth=1),
)


def person(name: str, **values: object) -> PersonContent:
    return PersonContent(name=name, **values)  # type: ignore[arg-type]  # fields of the record


PEOPLE = (
    person("Cornelia Marschner", function="Oberbürgermeisterin", role=Role.CHAIR, has_vote=True, spans=((BEGIN, END),)),
    person("Anke Lorenz", organisation="Oberschule", has_vote=True, spans=((BEGIN + timedelta(minutes=10), END),)),
    person("Torsten Seidel", has_vote=True, spans=((BEGIN, BEGIN + timedelta(minutes=30)), (END, None))),
    person("Maren Roth", has_vote=True, represents="Kathrin Vogel", spans=((BEGIN, None),)),
    person("Kathrin Vogel", has_vote=True, status=AttendanceStatus.REPRESENTED),
    person("Julia Albrecht", role=Role.MINUTE_TAKER, spans=((BEGIN, END),)),
    person("Mirko Wagner", status=AttendanceStatus.GUEST, spans=((BEGIN, END),)),
    person("Stefan Krause", has_vote=True, status=AttendanceStatus.EXCUSED, reason="Urlaub"),
    person("Rico Böhme", has_vote=True, status=AttendanceStatus.UNEXCUSED),
    person("Diakonie", has_vote=True, is_person=False),
)
RESOLUTION = ResolutionContent(
    number="2026/11",
    title="Offener Treff",
    wording="Die Lenkungsgruppe empfiehlt den Treff.",
    grounds="Die Befragung zeigt Bedarf.",
    state=ResolutionState.ADOPTED,
    sentence="Der Beschlussvorschlag wird einstimmig (bei 4 Ja-Stimmen) angenommen.",
    yes=4,
    present=4,
    public=True,
)
ITEMS = (
    ItemContent(title="Teil A", is_heading=True),
    ItemContent(number="1", title="Eröffnung", facts="Frau Marschner begrüßt.", state=ItemState.DONE, public=True),
    ItemContent(
        number="2",
        title="Offener Treff am Bahnhof",
        item_type=ItemType.RESOLUTION,
        state=ItemState.DONE,
        public=True,
        facts="Herr Wagner stellt das Konzept vor.\n\n- drei Tage\n- zwei Kräfte",
        discussion="Frau Lorenz fragt nach.",
        outcome="Das Konzept wird begrüßt.",
        recused=("Rico Böhme",),
        resolutions=(RESOLUTION,),
        tasks=(
            TaskContent(title="Plan", responsible="Jens Hempel", due=date(2026, 12, 10), public=True),
            TaskContent(title="Ohne Person"),
        ),
    ),
    ItemContent(number="2.1", depth=1, title="Kosten", state=ItemState.POSTPONED, moved_to="Sitzung am 04.02.2027"),
    ItemContent(title="Teil B", is_heading=True),
    ItemContent(number="3", title="Haushalt", state=ItemState.POSTPONED),
    ItemContent(
        number="4",
        title="Antrag",
        state=ItemState.DROPPED,
        recused=("A", "B"),
        resolutions=(
            ResolutionContent(wording="x", state=ResolutionState.WITHDRAWN, number="2026/12"),
            ResolutionContent(state=ResolutionState.TO_VOTE),
            replace(RESOLUTION, override_reason="Verfahrensfehler", grounds=""),
        ),
    ),
)
CONTENT = replace(
    minutes_samples.CONTENT, letterhead=(), members=8, people=PEOPLE, items=ITEMS, breaks=(), attachments=()
)


def lines(document: Document) -> str:
    return "\n".join(word_lines(render_word(document))) + "\n"


def words(document: Document) -> str:
    return "\n".join(
        [node for node in walk(document) if isinstance(node, str)]
        + [node.text for node in walk(document) if isinstance(node, Run)]
    )


# --- minutes


def test_result_minutes_are_as_stored() -> None:
    assert matches_golden("meeting_minutes.txt", lines(minutes(CONTENT, MinutesOptions(marking="Entwurf"))))


def test_public_extract_is_as_stored() -> None:
    assert matches_golden("meeting_minutes_public.txt", lines(minutes(CONTENT, MinutesOptions(public=True))))


def test_course_adds_the_discussion() -> None:
    course = minutes(CONTENT, MinutesOptions(minutes_type=MinutesType.COURSE))
    assert "Frau Lorenz fragt nach." in words(course)
    assert "Frau Lorenz fragt nach." not in words(minutes(CONTENT, MinutesOptions()))


def test_annexes_are_numbered_by_what_is_there() -> None:
    def annexes(**options: bool) -> list[str]:
        document = minutes(CONTENT, MinutesOptions(**options))
        return [node.label for node in walk(document) if isinstance(node, Heading) and node.label.startswith("Anlage")]

    assert annexes() == ["Anlage 1", "Anlage 2"]
    assert annexes(attendance=False) == ["Anlage 1"]
    assert annexes(tasks=False) == ["Anlage 1"]
    assert annexes(attendance=False, tasks=False) == []


def test_gaps_are_marked() -> None:
    gaps = warnings_of(minutes(MinutesContent(items=(ItemContent(number="1", title="x"),)), MinutesOptions()))
    assert gaps == (
        "Ort der Sitzung fehlt",
        "Beginn der Sitzung fehlt",
        "Leitung der Sitzung fehlt",
        "Schriftführung fehlt",
    )
    more = warnings_of(minutes(replace(CONTENT, end=None), MinutesOptions()))
    assert "Ende der Sitzung fehlt" in more
    assert "Verantwortliche Person fehlt" in more
    assert "Wortlaut des Beschlusses fehlt" in more
    assert "Ergebnis der Abstimmung fehlt" in more


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({}, "ordnungsgemäß und fristgerecht eingeladen wurde und dass das Gremium beschlussfähig ist."),
        ({"quorum_met": False}, "und dass das Gremium nicht beschlussfähig ist."),
        ({"notice": NoticeAnswer.WAIVED}, "nicht fristgerecht eingeladen wurde, dem aber niemand widerspricht"),
        ({"notice": NoticeAnswer.NO, "invited_on": None}, "festgestellt, dass nicht ordnungsgemäß eingeladen wurde"),
        ({"notice": NoticeAnswer.OPEN}, "Es wird festgestellt, dass das Gremium beschlussfähig ist."),
    ],
)
def test_opening_tells_notice_and_quorum(change: dict[str, object], sentence: str) -> None:
    assert sentence in words(minutes(replace(CONTENT, **change), MinutesOptions()))  # type: ignore[arg-type]  # fields of the record by name


def test_nothing_established_says_nothing() -> None:
    quiet = replace(CONTENT, notice=NoticeAnswer.OPEN, quorum_noted=False)
    assert "festgestellt" not in words(minutes(replace(quiet, items=()), MinutesOptions()))


def test_someone_always_signs() -> None:
    nobody = replace(CONTENT, sign_chair=False, sign_minute_taker=False, sign_member=False)
    (block,) = [node for node in walk(minutes(nobody, MinutesOptions())) if isinstance(node, Signatures)]
    assert [entry.role for entry in block.entries] == ["Leitung der Sitzung"]


def test_circulation_is_no_meeting() -> None:
    content = replace(CONTENT, meeting_type=MeetingType.CIRCULATION, title="Umlaufbeschluss der Lenkungsgruppe")
    assert minutes(content, MinutesOptions()).subtitle.startswith("über den Umlaufbeschluss")
    assert minutes(replace(content, day=None), MinutesOptions()).subtitle.endswith("der Lenkungsgruppe")


def test_extract_without_people_and_with_one_hidden_item() -> None:
    content = MinutesContent(items=(ItemContent(number="1", title="Intern"),))
    text = words(minutes(content, MinutesOptions(public=True)))
    assert "1 Tagesordnungspunkt wurde nicht öffentlich behandelt." in text
    assert "Intern" not in text


def test_decided_resolutions_stand_in_a_box_with_their_number() -> None:
    boxes = [node.title for node in walk(minutes(CONTENT, MinutesOptions())) if isinstance(node, Boxed)]
    assert boxes == ["Beschluss 2026/11", "Beschluss 2026/12", "Beschlussvorschlag", "Beschluss 2026/11"]


def test_control_items_list_what_earlier_meetings_left() -> None:
    resolutions = ItemContent(
        number="1",
        title="Beschlusskontrolle",
        public=True,
        control=(ControlContent(number="2026/09", title="Beleuchtung", responsible="Bauamt", state="in Arbeit"),),
    )
    tasks = ItemContent(number="2", title="Offene Aufgaben", control=(ControlContent(title="Angebot", state="offen"),))
    content = MinutesContent(items=(resolutions, tasks))
    tables = [node for node in walk(minutes(content, MinutesOptions(attendance=False))) if isinstance(node, Table)]
    assert [table.columns[0].label for table in tables] == ["Beschluss", "Aufgabe"]
    assert [table.rows[0] for table in tables] == [
        ("2026/09 Beleuchtung", "Bauamt", None, "in Arbeit"),
        ("Angebot", None, None, "offen"),
    ]
    assert "Beleuchtung" not in words(minutes(content, MinutesOptions(public=True)))


# --- before the meeting


def test_invitation_is_as_stored() -> None:
    made = invitation(HEAD, ENTRIES, recipients=("Cornelia Marschner", "Diakonie"))
    assert matches_golden("meeting_invitation.txt", lines(made))


def test_own_words_replace_the_usual_ones() -> None:
    made = invitation(HEAD, (), text="Liebe Runde,\n\nes geht los.", deputies_allowed=False)
    assert "es geht los." in words(made)
    assert "herzlich" not in words(made)
    assert "Vertretung" not in words(made)
    assert warnings_of(made) == ("Tagesordnung fehlt",)


def test_head_marks_what_is_missing() -> None:
    empty = MeetingHead(title="Sitzung der Lenkungsgruppe am 26.11.2026")
    assert warnings_of(agenda(empty, ())) == (
        "Datum der Sitzung fehlt",
        "Beginn der Sitzung fehlt",
        "Ort der Sitzung fehlt",
    )
    assert agenda(empty, ()).subtitle == "für die Sitzung der Lenkungsgruppe"
    online = replace(HEAD, place="", end=None)
    assert "online" in words(agenda(online, ENTRIES))
    assert "17:02\u00a0Uhr" in words(agenda(online, ENTRIES))


def test_agenda_is_as_stored() -> None:
    assert matches_golden("meeting_agenda.txt", lines(agenda(HEAD, ENTRIES)))


def test_column_for_public_items_only_where_they_differ() -> None:
    def labels(entries: tuple[AgendaEntry, ...]) -> list[str]:
        (table,) = [node for node in walk(agenda(HEAD, entries)) if isinstance(node, Table)]
        return [column.label for column in table.columns]

    assert "öffentlich" in labels(ENTRIES)
    assert "öffentlich" not in labels(ENTRIES[2:])


def test_attendance_list_is_as_stored() -> None:
    groups = (
        PersonGroup("Stimmberechtigte Mitglieder", (ListedPerson(name="Cornelia Marschner", function="Vorsitz"),)),
        PersonGroup("Beratende Mitglieder", ()),
        PersonGroup("Gäste", (ListedPerson(name="Mirko Wagner", mark="entschuldigt"),)),
    )
    assert matches_golden("meeting_attendance.txt", lines(attendance_list(HEAD, groups)))


# --- registers


def test_register_is_as_stored() -> None:
    entries = (
        RegisterEntry(number="2026/09", decided_on=date(2026, 9, 10), title="Beleuchtung", result="angenommen"),
        RegisterEntry(
            number="2026/10",
            decided_on=date(2026, 11, 26),
            title="Treff",
            wording="Der Treff wird eingerichtet.",
            result="abgelehnt",
            votes="3 / 4 / 0",
            due=date(2027, 1, 1),
            responsible="Ordnungsamt",
        ),
    )
    made = resolution_register("Lenkungsgruppe", entries, as_of=date(2026, 12, 1), town="Mühlwerda")
    assert matches_golden("meeting_register.txt", lines(made))


def test_task_list_is_grouped_by_who_is_responsible() -> None:
    entries = (
        TaskEntry(
            title="Plan",
            responsible="Jens Hempel",
            due=date(2026, 11, 20),
            standing="überfällig seit 6 Tagen",
            is_overdue=True,
            state="in Arbeit",
        ),
        TaskEntry(title="Frei", state="offen"),
        TaskEntry(title="Angebot", responsible="Anke Lorenz", origin="3. Sitzung"),
    )
    made = task_list("Lenkungsgruppe", entries, as_of=date(2026, 11, 26))
    assert matches_golden("meeting_tasks.txt", lines(made))
    (table,) = [
        node for node in walk(task_list("x", entries, as_of=BEGIN.date(), by_person=False)) if isinstance(node, Table)
    ]
    assert [plain(row[0]) for row in table.rows if isinstance(row, tuple)] == ["Plan", "Frei", "Angebot"]
    assert "Es ist nichts offen." in words(task_list("x", (), as_of=BEGIN.date()))


def test_start_times_are_printed_only_when_wanted() -> None:
    with_times = invitation(HEAD, ENTRIES, times=True)
    assert "'ab 17:" in str(with_times)
    assert "'ab 17:" not in str(invitation(HEAD, ENTRIES))
    table = next(block for block in agenda(HEAD, ENTRIES, times=False).blocks if isinstance(block, Table))
    assert {"Beginn", "Min."}.isdisjoint(column.label for column in table.columns)
    assert all(isinstance(row, GroupRow) or len(row) == len(table.columns) for row in table.rows)
    full = next(block for block in agenda(HEAD, ENTRIES).blocks if isinstance(block, Table))
    assert {"Beginn", "Min."} <= {column.label for column in full.columns}
