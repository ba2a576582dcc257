"""Completeness, states, seals and the stored content of minutes."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.common.errors import UserError
from coordinator_app.domain.agenda import ItemState, ItemType
from coordinator_app.domain.bodies import Role
from coordinator_app.domain.meetings import AttendanceStatus, MeetingType, NoticeAnswer
from coordinator_app.domain.minutes import (
    MinutesState,
    MinutesType,
    MinutesVersion,
    broken_versions,
    canonical,
    check_transition,
    seal,
)
from coordinator_app.domain.minutes_check import (
    Finding,
    ItemCheck,
    MeetingCheck,
    Place,
    Severity,
    check_complete,
    check_final,
)
from coordinator_app.domain.minutes_content import (
    ItemContent,
    MinutesContent,
    PersonContent,
    ResolutionContent,
    TaskContent,
    from_plain,
    settled,
    to_plain,
)
from coordinator_app.domain.resolutions import ResolutionState


def texts(check: MeetingCheck) -> list[str]:
    return [finding.text for finding in check_complete(check)]


def test_complete_minutes_have_no_findings() -> None:
    assert check_complete(MeetingCheck(items=(ItemCheck(id=1, label="TOP 1", has_resolution=True),))) == ()


@pytest.mark.parametrize(
    ("change", "text", "severity"),
    [
        ({"has_times": False}, "Beginn und Ende", Severity.ERROR),
        ({"has_place": False}, "Der Ort", Severity.ERROR),
        ({"has_chair": False}, "Die Leitung", Severity.ERROR),
        ({"has_minute_taker": False}, "Die Schriftführung", Severity.ERROR),
        ({"present": 0}, "niemand als anwesend", Severity.ERROR),
        ({"quorum_required": True, "quorum_noted": False}, "Beschlussfähigkeit", Severity.ERROR),
        ({"notice_answered": False}, "ordnungsgemäß geladen", Severity.WARNING),
        ({"room": ("TOP 3: Die Basis passt nicht.",)}, "Die Basis passt nicht", Severity.WARNING),
        ({"tasks_without_person": ((4, "Plan"),)}, "Niemand ist verantwortlich für die Aufgabe „Plan“", Severity.ERROR),
        ({"tasks_without_date": ((4, "Plan"),)}, "„Plan“ hat keine Frist", Severity.WARNING),
    ],
)
def test_gap_of_the_meeting_is_found(change: dict[str, object], text: str, severity: Severity) -> None:
    (finding,) = check_complete(replace(MeetingCheck(), **change))  # type: ignore[arg-type]  # fields of the record by name
    assert text in finding.text
    assert finding.severity is severity


def test_quorum_is_not_asked_for_without_decisions() -> None:
    assert texts(MeetingCheck(quorum_required=False, quorum_noted=False)) == []


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"is_open": True, "has_text": False}, "TOP 5 ist weder behandelt noch vertagt oder abgesetzt."),
        ({"needs_resolution": True}, "TOP 5 braucht einen Beschluss mit Ergebnis."),
        ({"undecided": ((7, "Treff"),)}, "TOP 5: Der Beschluss „Treff“ hat kein Ergebnis."),
        ({"vote_problems": ((7, "Die Abstimmung geht nicht auf."),)}, "TOP 5: Die Abstimmung geht nicht auf."),
        ({"has_text": False}, "TOP 5 hat weder Text noch Beschluss noch Aufgabe."),
        ({"approval": "Es ist nicht entschieden."}, "TOP 5: Es ist nicht entschieden."),
        (
            {"unreadable": ("Plan",)},
            "TOP 5: Die Anlage „Plan“ ist nicht lesbar. Bitte fügen Sie sie neu hinzu oder entfernen sie.",
        ),
        (
            {"doubtful_marks": True},
            "TOP 5: Ein Absatz sieht aus, als sollte er nicht öffentlich sein, hat aber kein „[nö]“ am Anfang.",
        ),
        (
            {"public": True, "confidential": ("Lagebild",)},
            "TOP 5 ist öffentlich, die Anlage „Lagebild“ ist vertraulich und wird im Auszug nicht genannt.",
        ),
        (
            {"public_resolutions": ((7, "Treff"),)},
            (
                "TOP 5 ist nicht öffentlich, der Beschluss „Treff“ aber als öffentlich eingetragen. "
                "Er steht nicht im öffentlichen Auszug."
            ),
        ),
    ],
)
def test_gap_of_an_item_is_found(change: dict[str, object], text: str) -> None:
    item = replace(ItemCheck(id=5, label="TOP 5"), **change)  # type: ignore[arg-type]  # fields of the record by name
    assert texts(MeetingCheck(items=(item,))) == [text]
    assert texts(MeetingCheck(items=(replace(item, is_heading=True),))) == []


def test_every_gap_says_where_it_is_mended() -> None:
    item = ItemCheck(id=5, label="TOP 5", is_open=True, vote_problems=((7, "Es fehlt etwas."),))
    found = check_complete(MeetingCheck(has_place=False, present=0, items=(item,), tasks_without_date=((9, "x"),)))
    assert [(finding.place, finding.target) for finding in found] == [
        (Place.HEAD, None),
        (Place.ROOM, None),
        (Place.ITEM, ("agenda_item", 5)),
        (Place.RECORD, ("task", 9)),
        (Place.RECORD, ("resolution", 7)),
    ]


def test_errors_come_before_warnings() -> None:
    found = check_complete(MeetingCheck(notice_answered=False, tasks_without_person=((1, "x"),)))
    assert [finding.severity for finding in found] == [Severity.ERROR, Severity.WARNING]
    assert found[0].target == ("task", 1)


def test_final_version_needs_no_errors_and_a_confirmation() -> None:
    warning = Finding(Severity.WARNING, "Hinweis")
    check_final([warning], confirmed=True)
    with pytest.raises(UserError, match="noch nicht vollständig:\n– Der Ort fehlt"):
        check_final([warning, Finding(Severity.ERROR, "Der Ort fehlt")], confirmed=True)
    with pytest.raises(UserError, match="bestätigt"):
        check_final([], confirmed=False)


@pytest.mark.parametrize(
    ("state", "targets"),
    [
        (MinutesState.DRAFT, {MinutesState.IN_REVIEW}),
        (MinutesState.IN_REVIEW, {MinutesState.DRAFT, MinutesState.FINAL}),
        (MinutesState.FINAL, {MinutesState.CORRECTING, MinutesState.APPROVED}),
        (MinutesState.CORRECTING, {MinutesState.FINAL}),
        (MinutesState.APPROVED, set()),
    ],
)
def test_life_of_minutes(state: MinutesState, targets: set[MinutesState]) -> None:
    for target in MinutesState:
        if target in targets:
            check_transition(state, target)
        else:
            with pytest.raises(UserError, match="kann nicht auf"):
                check_transition(state, target)


def chain(*contents: str) -> list[MinutesVersion]:
    versions: list[MinutesVersion] = []
    previous = ""
    for number, content in enumerate(contents, 1):
        sealed = seal(content, previous)
        versions.append(
            MinutesVersion(number=number, content_json=content, content_hash=sealed, previous_hash=previous)
        )
        previous = sealed
    return versions


def test_untouched_chain_is_whole() -> None:
    assert broken_versions(chain('{"a":1}', '{"a":2}')) == ()
    assert broken_versions([]) == ()


def test_changed_or_missing_version_is_noticed() -> None:
    versions = chain('{"a":1}', '{"a":2}', '{"a":3}')
    assert broken_versions([replace(versions[0], content_json='{"a":9}'), *versions[1:]]) == (1,)
    assert broken_versions([versions[0], versions[2]]) == (3,)


MOMENT = datetime(2026, 11, 26, 16, 2, tzinfo=UTC)
CONTENT = MinutesContent(
    town="Mühlwerda",
    body="Lenkungsgruppe",
    number=4,
    meeting_type=MeetingType.EXTRAORDINARY,
    day=date(2026, 11, 26),
    begin=MOMENT,
    minutes_type=MinutesType.COURSE,
    notice=NoticeAnswer.WAIVED,
    people=(
        PersonContent(
            name="A", role=Role.CHAIR, status=AttendanceStatus.PRESENT, spans=((MOMENT, None), (MOMENT, MOMENT))
        ),
        PersonContent(name="B", status=AttendanceStatus.EXCUSED),
    ),
    items=(
        ItemContent(
            number="1",
            title="Ä „Ü“ – \u202f",
            item_type=ItemType.RESOLUTION,
            state=ItemState.DONE,
            recused=("A",),
            resolutions=(ResolutionContent(number="2026/11", state=ResolutionState.ADOPTED, yes=9),),
            tasks=(TaskContent(title="x", due=date(2026, 12, 1)), TaskContent(title="y")),
        ),
    ),
)


def test_content_survives_storing() -> None:
    assert from_plain(json.loads(canonical(to_plain(CONTENT)))) == CONTENT
    assert [person.name for person in CONTENT.people_present()] == ["A"]


def test_content_of_older_and_newer_shape_is_read() -> None:
    plain = to_plain(CONTENT) | {"something_new": 1}
    del plain["sign_member"]
    assert from_plain(plain) == CONTENT


@given(st.text(st.characters(exclude_categories=("Cs",))), st.text(st.characters(exclude_categories=("Cs",))))
def test_equal_contents_have_equal_seals(facts: str, name: str) -> None:
    content = MinutesContent(items=(ItemContent(facts=facts),), people=(PersonContent(name=name),))
    text = canonical(to_plain(content))
    again = canonical(to_plain(from_plain(json.loads(text))))
    assert seal(text, "") == seal(again, "")


def test_items_are_found_by_id_and_in_old_versions_by_number() -> None:
    content = MinutesContent(items=(ItemContent(id=5, number="1"), ItemContent(number="2")))
    assert content.item_of(5) is content.items[0]
    assert content.item_of(9, "2") is content.items[1]
    assert content.item_of(9, "1") is None
    assert content.item_of(9) is None


def test_correction_keeps_what_went_on_since() -> None:
    sealed = MinutesContent(
        body="Lenkungsgruppe",
        next_meeting=date(2027, 1, 1),
        items=(ItemContent(id=1, moved_to="Sitzung am 01.01.2027"), ItemContent(id=2)),
    )
    live = MinutesContent(
        body="Umbenannt",
        place="Bürgersaal",
        items=(ItemContent(id=1, facts="neu"), ItemContent(id=2, moved_to="später"), ItemContent(id=3, title="dazu")),
    )
    found = settled(live, sealed)
    assert (found.body, found.place, found.next_meeting) == ("Lenkungsgruppe", "Bürgersaal", date(2027, 1, 1))
    assert [(item.facts, item.moved_to) for item in found.items] == [
        ("neu", "Sitzung am 01.01.2027"),
        ("", "später"),
        ("", ""),
    ]
    assert found.items[2].title == "dazu"
