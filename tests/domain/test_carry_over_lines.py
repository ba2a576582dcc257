"""Every field of every line the carry-over makes, and the words for where it comes from."""

from datetime import date

import pytest

from coordinator_app.domain.agenda import ItemType
from coordinator_app.domain.carry_over import (
    AUTOMATIC,
    Idea,
    LastItem,
    NewLine,
    OpenTopic,
    Situation,
    origin_word,
    plan,
    summary,
    template_lines,
)

DAY = date(2026, 9, 10)
BARE: dict[str, object] = {
    "parent_key": "",
    "minutes": 0,
    "public": True,
    "recurring": False,
    "is_heading": False,
    "topic_id": None,
    "facts": "",
    "proposal": "",
    "reporter": "",
    "projects": (),
    "needs": (),
    "previous_id": None,
    "keeps_public": False,
}
FULL: dict[str, object] = {
    "minutes": 25,
    "public": False,
    "topic_id": 7,
    "facts": "Sachverhalt",
    "proposal": "Vorschlag",
    "reporter": "Frau Weber",
    "projects": (3,),
    "needs": (4,),
}


def fields(line: object) -> dict[str, object]:
    """All values of a record by name."""
    return {name: getattr(line, name) for name in line.__dataclass_fields__}  # type: ignore[attr-defined]  # a record


def line_of(key: str, title: str, reason: str, item_type: ItemType, **values: object) -> dict[str, object]:
    return {"key": key, "title": title, "reason": reason, "item_type": item_type, **BARE, **values}


def only(situation: Situation) -> dict[str, object]:
    (line,) = plan(situation).lines
    return fields(line)


def test_minutes_to_be_approved_bring_their_motion() -> None:
    assert only(Situation(unapproved=((5, DAY),))) == line_of(
        "minutes:5",
        "Genehmigung der Niederschrift vom 10.09.2026",
        "Die Niederschrift der Sitzung vom 10.09.2026 ist fertig und noch nicht genehmigt.",
        ItemType.MINUTES_APPROVAL,
        minutes=5,
        proposal="Die Niederschrift der Sitzung vom 10.09.2026 wird genehmigt.",
    )


@pytest.mark.parametrize(("count", "words"), [(1, "1 Beschluss ist"), (2, "2 Beschlüsse sind")])
def test_open_resolutions_are_controlled(count: int, words: str) -> None:
    assert only(Situation(open_resolutions=count)) == line_of(
        "control:resolutions",
        "Beschlusskontrolle",
        f"{words} noch nicht umgesetzt.",
        ItemType.RESOLUTION_CONTROL,
        minutes=10,
    )


@pytest.mark.parametrize(
    ("open_tasks", "finished", "reason", "facts"),
    [
        (1, (), "1 Aufgabe ist offen.", ""),
        (2, (), "2 Aufgaben sind offen.", ""),
        (0, ("A",), "1 Aufgabe wurde erledigt.", "Seit der letzten Sitzung erledigt:\nA"),
        (
            2,
            ("A", "B"),
            "2 Aufgaben sind offen, 2 Aufgaben wurden erledigt.",
            "Seit der letzten Sitzung erledigt:\nA\nB",
        ),
    ],
)
def test_tasks_are_told(open_tasks: int, finished: tuple[str, ...], reason: str, facts: str) -> None:
    assert only(Situation(open_tasks=open_tasks, finished_tasks=finished)) == line_of(
        "control:tasks", "Offene Aufgaben", reason, ItemType.OPEN_TASKS, minutes=10, facts=facts
    )


@pytest.mark.parametrize(
    ("tasks", "reason"),
    [
        (0, "Das Thema ist noch nicht abgeschlossen."),
        (1, "1 Aufgabe zu diesem Thema offen."),
        (3, "3 Aufgaben zu diesem Thema offen."),
    ],
)
def test_open_topics_come_back(tasks: int, reason: str) -> None:
    assert only(Situation(topics=(OpenTopic(id=7, title="Licht", open_tasks=tasks),))) == line_of(
        "topic:7", "Licht", reason, ItemType.CONSULTATION, minutes=10, topic_id=7
    )


def test_recurring_items_leave_their_text_behind() -> None:
    item = LastItem(id=2, title="Lagebild", recurring=True, is_heading=True, **FULL)  # type: ignore[arg-type]  # fields of the record
    assert only(Situation(last=(item,), last_day=DAY)) == line_of(
        "recurring:2",
        "Lagebild",
        "Wiederkehrender Tagesordnungspunkt aus der Sitzung vom 10.09.2026.",
        ItemType.CONSULTATION,
        **{**FULL, "facts": "", "proposal": "", "projects": (), "needs": ()},
        recurring=True,
        is_heading=True,
        previous_id=2,
        keeps_public=True,
    )
    bare = only(Situation(last=(LastItem(id=2, title="Lagebild", recurring=True),)))
    assert bare["reason"] == "Wiederkehrender Tagesordnungspunkt aus der Sitzung."


@pytest.mark.parametrize(("day", "words"), [(None, "vom 10.09.2026"), (date(2026, 3, 1), "vom 01.03.2026")])
def test_postponed_items_come_with_their_text(day: date | None, words: str) -> None:
    item = LastItem(id=2, title="Haushalt", postponed=True, is_heading=True, day=day, **FULL)  # type: ignore[arg-type]  # fields of the record
    wanted = line_of(
        "postponed:2",
        "Haushalt",
        f"In der Sitzung {words} vertagt.",
        ItemType.CONSULTATION,
        **FULL,
        previous_id=2,
        keeps_public=True,
    )
    assert only(Situation(last=(item,), last_day=DAY)) == wanted
    assert only(Situation(postponed=(item,), last_day=DAY)) == wanted


def test_lines_of_a_template_keep_everything() -> None:
    items = (
        LastItem(id=1, title="Berichte", is_heading=True, **FULL),  # type: ignore[arg-type]  # fields of the record
        LastItem(id=2, title="Polizei", parent_id=1),
    )
    first, second = (fields(line) for line in template_lines(items, "Übliche"))
    reason = "Aus der Vorlage „Übliche“."
    assert first == line_of(
        "template:1", "Berichte", reason, ItemType.CONSULTATION, **FULL, is_heading=True, keeps_public=True
    )
    assert second == line_of(
        "template:2", "Polizei", reason, ItemType.CONSULTATION, parent_key="template:1", keeps_public=True
    )


def test_nothing_is_assumed_without_being_told() -> None:
    item = fields(LastItem(id=1, title="T"))
    empty = {name: value for name, value in BARE.items() if name in item}
    assert item == {
        "id": 1,
        "title": "T",
        "item_type": ItemType.CONSULTATION,
        "parent_id": None,
        "postponed": False,
        "day": None,
        **empty,
    }
    assert fields(NewLine(key="k", title="T", reason="r", item_type=ItemType.ELECTION)) == line_of(
        "k", "T", "r", ItemType.ELECTION
    )
    assert fields(Idea(key="k", title="T")) == {
        "key": "k",
        "title": "T",
        "due": None,
        "minutes": 0,
        "text": "",
        "source": "",
    }
    assert OpenTopic(id=1, title="T").open_tasks == 0
    bare = fields(Situation())
    assert (bare["open_resolutions"], bare["open_tasks"], bare["template_title"]) == (0, 0, "")
    assert plan(Situation()).lines == plan(Situation()).offers == ()
    assert {ItemType.MINUTES_APPROVAL, ItemType.RESOLUTION_CONTROL, ItemType.OPEN_TASKS} == AUTOMATIC


@pytest.mark.parametrize(
    ("due", "offered"), [(None, True), (DAY, True), (date(2026, 9, 9), True), (date(2026, 9, 11), False)]
)
def test_ideas_are_offered_up_to_the_horizon(due: date | None, offered: bool) -> None:
    idea = Idea(key="backlog:1", title="Licht", due=due)
    assert plan(Situation(ideas=(idea,), horizon=DAY)).offers == ((idea,) if offered else ())


@pytest.mark.parametrize(
    ("key", "word"),
    [
        ("recurring:1", "wiederkehrend"),
        ("template:1", "aus der Vorlage"),
        ("minutes:1", "Genehmigung"),
        ("control:tasks", "Nachverfolgung"),
        ("postponed:1", "vertagt"),
        ("topic:1", "offenes Thema"),
        ("circulation:1", "Bekanntgabe"),
        ("backlog:1", "aus dem Themenspeicher"),
        ("urgent", ""),
        ("", ""),
    ],
)
def test_origin_is_told_in_a_word(key: str, word: str) -> None:
    assert origin_word(key) == word
    assert summary([key]) == (f"1 Punkt übernommen: 1 {word}." if word else "")


def test_summary_counts_by_origin() -> None:
    keys = ["recurring:1", "recurring:2", "urgent", "postponed:3"]
    assert summary(keys) == "3 Punkte übernommen: 2 wiederkehrend, 1 vertagt."
