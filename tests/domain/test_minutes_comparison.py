"""Differences between two versions of minutes: which field, what before, what after."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.domain.agenda import ItemState
from coordinator_app.domain.ballots import BallotChoice
from coordinator_app.domain.minutes_comparison import compare, version_words
from coordinator_app.domain.minutes_content import (
    ApprovalContent,
    AttachmentContent,
    BallotContent,
    BreakContent,
    ControlContent,
    ItemContent,
    MinutesContent,
    ObjectionContent,
    PersonContent,
    ResolutionContent,
    TaskContent,
)
from coordinator_app.domain.objections import ObjectionDecision
from coordinator_app.domain.resolutions import ResolutionState
from coordinator_app.domain.text_comparison import Change, ChangeKind, Part, parts

BEGIN = datetime(2026, 11, 26, 16, 2, tzinfo=UTC)
RESOLUTION = ResolutionContent(
    number="2026/11",
    wording="Der Treff wird eingerichtet.",
    state=ResolutionState.ADOPTED,
    sentence="Der Beschlussvorschlag wird angenommen.",
    yes=7,
    ballots=(BallotContent(name="Anke Lorenz", choice=BallotChoice.YES), BallotContent(name="Offen")),
)
ITEM = ItemContent(
    id=3,
    number="2",
    title="Offener Treff",
    facts="Das Konzept wird vorgestellt.",
    resolutions=(RESOLUTION,),
    tasks=(TaskContent(title="Plan", responsible="Jens Hempel", due=date(2026, 12, 10)),),
)
OLD = MinutesContent(
    place="Rathaus",
    begin=BEGIN,
    people=(PersonContent(name="Anke Lorenz", spans=((BEGIN, None),)), PersonContent(name="Jens Hempel")),
    items=(ItemContent(id=1, title="Teil A", is_heading=True), ITEM, ItemContent(id=4, number="3", title="Haushalt")),
)


def with_item(**values: object) -> MinutesContent:
    items = tuple(replace(item, **values) if item.id == 3 else item for item in OLD.items)  # type: ignore[arg-type]  # fields by name
    return replace(OLD, items=items)


def test_same_content_has_no_differences() -> None:
    assert compare(OLD, OLD) == ()


@pytest.mark.parametrize(
    ("new", "change"),
    [
        (replace(OLD, place="Ratssaal"), Change("Kopf", "Ort", "Rathaus", "Ratssaal")),
        (replace(OLD, quorum_noted=True), Change("Kopf", "Beschlussfähigkeit", "", "nicht beschlussfähig")),
        (
            replace(OLD, quorum_noted=True, quorum_met=True),
            Change("Kopf", "Beschlussfähigkeit", "", "beschlussfähig"),
        ),
        (
            replace(OLD, breaks=(BreakContent(begin=BEGIN, end=BEGIN + timedelta(minutes=10), reason="Pause"),)),
            Change("Kopf", "Unterbrechungen", "", "17:02–17:12\u00a0Uhr (Pause)"),
        ),
        (replace(OLD, breaks=(BreakContent(),)), None),
        (
            replace(OLD, attachments=(AttachmentContent(number=1, title="Lageplan"),)),
            Change("Kopf", "Anlagen zur Sitzung", "", "1. Lageplan"),
        ),
        (with_item(facts="Neu."), Change("TOP 2 Offener Treff", "Sachverhalt", ITEM.facts, "Neu.")),
        (
            with_item(facts=f"[nö] {ITEM.facts}"),
            Change("TOP 2 Offener Treff", "Sachverhalt", ITEM.facts, f"(nicht öffentlich) {ITEM.facts}"),
        ),
        (with_item(state=ItemState.DONE), Change("TOP 2 Offener Treff", "Stand", "vorgemerkt", "behandelt")),
        (with_item(begin=BEGIN), Change("TOP 2 Offener Treff", "Zeit", "", "ab 17:02\u00a0Uhr")),
        (
            with_item(control=(ControlContent(number="2026/01", title="Licht", state="offen"),)),
            Change("TOP 2 Offener Treff", "Stand früherer Vorgänge", "", "2026/01 Licht, offen"),
        ),
        (
            with_item(tasks=(replace(ITEM.tasks[0], due=None),)),
            Change("TOP 2 Offener Treff, Festlegung „Plan“", "Frist", "10.12.2026", ""),
        ),
        (
            with_item(resolutions=(replace(RESOLUTION, yes=6),)),
            Change(
                "TOP 2 Offener Treff, Beschluss 2026/11",
                "Stimmen",
                "7 Ja, 0 Nein, 0 Enthaltung, 0 ungültig",
                "6 Ja, 0 Nein, 0 Enthaltung, 0 ungültig",
            ),
        ),
        (
            with_item(resolutions=(replace(RESOLUTION, ballots=()),)),
            Change("TOP 2 Offener Treff, Beschluss 2026/11", "Einzelstimmen", "Anke Lorenz: Ja", ""),
        ),
    ],
)
def test_one_change_is_one_line(new: MinutesContent, change: Change | None) -> None:
    assert compare(OLD, new) == ((change,) if change else ())


def test_people_come_go_and_change() -> None:
    later = BEGIN + timedelta(minutes=10)
    people = (
        PersonContent(name="Anke Lorenz", spans=((later, later + timedelta(hours=1)),)),
        PersonContent(name="Maren Roth", represents="Kathrin Vogel"),
        PersonContent(name="Maren Roth", represents="Kathrin Vogel", function="zweite"),
    )
    found = compare(OLD, replace(OLD, people=people))
    assert found[0] == Change("Anwesenheit: Anke Lorenz", "Anwesenheit", "ab 17:02\u00a0Uhr", "17:12–18:12\u00a0Uhr")
    assert {(change.section, change.kind) for change in found[1:]} == {
        ("Anwesenheit: Jens Hempel", ChangeKind.REMOVED),
        ("Anwesenheit: Maren Roth (für Kathrin Vogel)", ChangeKind.ADDED),
        ("Anwesenheit: Maren Roth (für Kathrin Vogel) (2)", ChangeKind.ADDED),
    }


def test_moved_items_are_recognised_new_and_removed_ones_told() -> None:
    moved = replace(ITEM, number="1")
    new = replace(OLD, items=(moved, ItemContent(id=9, number="2", title="Neu"), OLD.items[0]))
    sections = {(change.section, change.field, change.kind) for change in compare(OLD, new)}
    assert ("TOP 1 Offener Treff", "Nummer", ChangeKind.CHANGED) in sections
    assert ("TOP 2 Neu", "Titel", ChangeKind.ADDED) in sections
    assert ("TOP 3 Haushalt", "Titel", ChangeKind.REMOVED) in sections
    assert not [section for section, *_ in sections if section.startswith("Zwischentitel")]


def test_versions_without_ids_are_matched_by_title() -> None:
    old = replace(OLD, items=tuple(replace(item, id=0) for item in OLD.items))
    assert compare(old, with_item(facts="Neu.")) == (Change("TOP 2 Offener Treff", "Sachverhalt", ITEM.facts, "Neu."),)


def test_resolutions_and_tasks_that_came_or_went() -> None:
    fields = {change.field: change.kind for change in compare(with_item(resolutions=()), OLD)}
    assert fields["Wortlaut"] is ChangeKind.ADDED
    gone = compare(OLD, with_item(resolutions=(), tasks=()))
    assert {change.kind for change in gone} == {ChangeKind.REMOVED}
    item_gone = compare(OLD, replace(OLD, items=(OLD.items[0], OLD.items[2])))
    assert ("TOP 2 Offener Treff, Festlegung „Plan“", "Frist") in {(c.section, c.field) for c in item_gone}


def test_approval_tells_sentence_and_objections() -> None:
    objection = ObjectionContent(name="Jens Hempel", text="Zahl falsch", decision=ObjectionDecision.ACCEPTED)
    approval = ApprovalContent(minutes="3. Sitzung", sentence="Sie ist genehmigt.", objections=(objection,))
    found = {change.field: change.after for change in compare(OLD, with_item(approval=approval))}
    assert found == {"Genehmigung": "Sie ist genehmigt.", "Einwendungen": "Jens Hempel: Zahl falsch (übernommen)"}


def test_words_of_a_field_are_compared_one_by_one() -> None:
    assert parts("Der Treff öffnet am Montag.", "Der Treff öffnet am Dienstag.") == (
        Part("Der Treff öffnet am "),
        Part("Montag", ChangeKind.REMOVED),
        Part("Dienstag", ChangeKind.ADDED),
        Part("."),
    )
    assert parts("", "neu") == (Part("neu", ChangeKind.ADDED),)


def test_very_long_texts_are_compared_line_by_line() -> None:
    lines = [f"Zeile {number} mit Worten" for number in range(900)]
    changed = [*lines[:500], "anders", *lines[501:]]
    found = parts("\n".join(lines), "\n".join(changed))
    assert [part.text for part in found if part.kind] == ["Zeile 500 mit Worten\n", "anders\n"]


@given(st.text(max_size=60), st.text(max_size=60))
def test_parts_give_back_both_texts(before: str, after: str) -> None:
    found = parts(before, after)
    assert "".join(part.text for part in found if part.kind is not ChangeKind.REMOVED) == after
    assert "".join(part.text for part in found if part.kind is not ChangeKind.ADDED) == before


def test_versions_have_names() -> None:
    assert version_words(0) == "aktueller Stand"
    assert version_words(2) == "Fassung 2"
    assert version_words(2, BEGIN) == "Fassung 2 vom 26.11.2026, 17:02\u00a0Uhr"
