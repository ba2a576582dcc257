"""What the next agenda takes over, each line with its reason; doing it twice changes nothing."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.domain.agenda import ItemType
from coordinator_app.domain.carry_over import (
    Idea,
    LastItem,
    NewLine,
    OpenTopic,
    Plan,
    Preparation,
    Situation,
    origin_word,
    plan,
    summary,
    template_lines,
)

DAY = date(2026, 9, 10)
RECURRING = (
    LastItem(id=1, title="Eröffnung", item_type=ItemType.INFORMATION, minutes=5, recurring=True),
    LastItem(id=2, title="Lagebild", minutes=20, recurring=True, reporter="Polizeirevier", topic_id=7),
    LastItem(id=3, title="Einmal", minutes=10),
    LastItem(id=4, title="Verschiedenes", item_type=ItemType.MISCELLANEOUS, recurring=True),
)


def keys(found: Plan) -> list[str]:
    return [line.key for line in found.lines]


def test_recurring_items_return_in_their_order() -> None:
    found = plan(Situation(last=RECURRING, last_day=DAY))
    assert keys(found) == ["recurring:1", "recurring:2", "recurring:4"]
    assert found.lines[1].reason == "Wiederkehrender Tagesordnungspunkt aus der Sitzung vom 10.09.2026."
    assert (found.lines[1].minutes, found.lines[1].reporter, found.lines[1].previous_id) == (20, "Polizeirevier", 2)


def test_automatic_items_are_not_doubled_by_recurring_ones() -> None:
    last = (
        LastItem(id=1, title="Beschlusskontrolle", item_type=ItemType.RESOLUTION_CONTROL, recurring=True),
        LastItem(id=2, title="Lagebild", recurring=True),
    )
    assert keys(plan(Situation(last=last, open_resolutions=2))) == ["control:resolutions", "recurring:2"]


def test_follow_up_stands_behind_the_opening() -> None:
    situation = Situation(
        last=RECURRING,
        unapproved=((5, DAY),),
        open_resolutions=1,
        open_tasks=9,
        finished_tasks=("Plan geschickt", "Termin vereinbart"),
    )
    found = plan(situation)
    assert keys(found) == [
        "recurring:1",
        "minutes:5",
        "control:resolutions",
        "control:tasks",
        "recurring:2",
        "recurring:4",
    ]
    minutes, control, tasks = found.lines[1:4]
    assert minutes.title == "Genehmigung der Niederschrift vom 10.09.2026"
    assert minutes.proposal == "Die Niederschrift der Sitzung vom 10.09.2026 wird genehmigt."
    assert control.reason == "1 Beschluss ist noch nicht umgesetzt."
    assert tasks.reason == "9 Aufgaben sind offen, 2 Aufgaben wurden erledigt."
    assert tasks.facts == "Seit der letzten Sitzung erledigt:\nPlan geschickt\nTermin vereinbart"


def test_open_or_finished_tasks_alone_bring_their_item() -> None:
    assert plan(Situation(open_tasks=1)).lines[0].reason == "1 Aufgabe ist offen."
    assert plan(Situation(open_tasks=1)).lines[0].facts == ""
    assert plan(Situation(finished_tasks=("x",))).lines[0].reason == "1 Aufgabe wurde erledigt."
    assert plan(Situation()).lines == ()


def test_postponed_items_return_with_their_text() -> None:
    last = (
        LastItem(id=3, title="Haushalt", postponed=True, recurring=True, facts="Sachverhalt", proposal="Vorschlag"),
    )
    line = plan(Situation(last=last, last_day=DAY)).lines[0]
    assert (line.key, line.facts, line.proposal) == ("postponed:3", "Sachverhalt", "Vorschlag")
    assert line.reason == "In der Sitzung vom 10.09.2026 vertagt."
    assert plan(Situation(last=last)).lines[0].reason == "In der Sitzung vertagt."


def test_open_topics_return_unless_they_are_there_already() -> None:
    topics = (
        OpenTopic(id=7, title="Lagebild"),
        OpenTopic(id=8, title="Bahnhof", open_tasks=2),
        OpenTopic(id=9, title="Spielplatz"),
    )
    found = plan(Situation(last=RECURRING, topics=topics, taken_topics=frozenset({9})))
    assert keys(found) == ["recurring:1", "recurring:2", "topic:8", "recurring:4"]
    assert found.lines[2].reason == "2 Aufgaben zu diesem Thema offen."
    assert plan(Situation(topics=topics[2:])).lines[0].reason == "Das Thema ist noch nicht abgeschlossen."


def test_ideas_are_offered_and_never_inserted() -> None:
    ideas = (Idea(key="backlog:1", title="Beleuchtung"), Idea(key="backlog:2", title="Später", due=date(2027, 9, 1)))
    assert [idea.key for idea in plan(Situation(ideas=ideas, horizon=date(2027, 1, 1))).offers] == ["backlog:1"]
    assert [idea.key for idea in plan(Situation(ideas=ideas)).offers] == ["backlog:1", "backlog:2"]
    assert plan(Situation(ideas=ideas, taken=frozenset({"backlog:1"}))).offers == ideas[1:]


def test_follow_up_stands_where_the_last_agenda_holds_the_place() -> None:
    last = (
        LastItem(id=1, title="Begrüßung", item_type=ItemType.INFORMATION, recurring=True),
        LastItem(id=2, title="Bestätigung der Tagesordnung", recurring=True),
        LastItem(id=3, title="Genehmigung", item_type=ItemType.MINUTES_APPROVAL, recurring=True),
        LastItem(id=4, title="Berichte", recurring=True),
        LastItem(id=5, title="Offene Aufgaben", item_type=ItemType.OPEN_TASKS, parent_id=4, recurring=True),
    )
    found = plan(Situation(last=last, unapproved=((5, DAY),), open_resolutions=1, open_tasks=1))
    assert keys(found) == [
        "recurring:1",
        "control:resolutions",
        "recurring:2",
        "minutes:5",
        "recurring:4",
        "control:tasks",
    ]
    by_key = {line.key: line for line in found.lines}
    assert by_key["control:tasks"].parent_key == "recurring:4"
    assert by_key["minutes:5"].recurring  # so that the place is kept next time
    assert not by_key["control:resolutions"].recurring


def test_written_votes_are_made_known_once() -> None:
    told = ((3, "2026/12", "Lichtwochen: angenommen."), (4, "2026/13", "Plakate: abgelehnt."))
    last = (LastItem(id=1, title="Begrüßung", item_type=ItemType.INFORMATION, recurring=True),)
    found = plan(Situation(last=last, unapproved=((5, DAY),), circulations=told, open_resolutions=1))
    assert keys(found) == ["recurring:1", "minutes:5", "circulation:3", "circulation:4", "control:resolutions"]
    line = found.lines[2]
    assert (line.title, line.facts) == ("Bekanntgabe: Umlaufbeschluss 2026/12", "Lichtwochen: angenommen.")
    assert (line.item_type, line.minutes, line.recurring) == (ItemType.INFORMATION, 5, False)
    assert line.reason == "Seit der letzten Sitzung im Umlaufverfahren entschieden."
    again = plan(Situation(last=last, circulations=told, taken=frozenset({"recurring:1", "circulation:3"})))
    assert keys(again) == ["circulation:4"]


def test_sub_items_stay_under_their_parent_if_it_comes_along() -> None:
    last = (
        LastItem(id=1, title="Berichte", recurring=True),
        LastItem(id=2, title="Polizei", parent_id=1, recurring=True),
        LastItem(id=3, title="Einmalig", recurring=False),
        LastItem(id=4, title="Ordnungsamt", parent_id=3, recurring=True),
        LastItem(id=5, title="Verschiedenes", item_type=ItemType.MISCELLANEOUS, recurring=True),
        LastItem(id=6, title="Nächster Termin", parent_id=5, recurring=True),
    )
    found = plan(Situation(last=last, open_tasks=1))
    assert [(line.key, line.parent_key) for line in found.lines] == [
        ("control:tasks", ""),
        ("recurring:1", ""),
        ("recurring:2", "recurring:1"),
        ("recurring:4", ""),
        ("recurring:5", ""),
        ("recurring:6", "recurring:5"),
    ]


def test_a_template_stands_in_for_a_missing_last_meeting() -> None:
    template = (
        LastItem(id=1, title="Begrüßung", item_type=ItemType.INFORMATION, recurring=True, facts="Text"),
        LastItem(id=2, title="Offene Aufgaben", item_type=ItemType.OPEN_TASKS, recurring=True),
        LastItem(id=3, title="Polizei", parent_id=1, recurring=True),
    )
    first = Situation(template=template, template_title="Ordentliche Sitzung")
    assert keys(plan(first)) == ["template:1", "template:3"]
    assert plan(first).lines[0].reason == "Aus der Vorlage „Ordentliche Sitzung“."
    assert plan(first).lines[0].facts == "Text"
    assert keys(plan(replace(first, last=RECURRING))) == ["recurring:1", "recurring:2", "recurring:4"]
    whole = template_lines(template, "x")
    assert [line.key for line in whole] == ["template:1", "template:2", "template:3"]
    assert whole[2].parent_key == "template:1"


def test_postponed_items_of_earlier_meetings_are_not_lost() -> None:
    earlier = LastItem(id=50, title="Spielplatz", postponed=True, day=date(2026, 3, 5), is_heading=False)
    last = (LastItem(id=3, title="Haushalt", postponed=True),)
    lines = plan(Situation(postponed=(earlier,), last=last, last_day=DAY)).lines
    assert [(line.key, line.reason) for line in lines] == [
        ("postponed:50", "In der Sitzung vom 05.03.2026 vertagt."),
        ("postponed:3", "In der Sitzung vom 10.09.2026 vertagt."),
    ]


def test_a_recurring_topic_on_the_agenda_does_not_come_twice() -> None:
    situation = Situation(last=RECURRING, taken_topics=frozenset({7}))
    assert keys(plan(situation)) == ["recurring:1", "recurring:4"]


def test_what_was_taken_over_is_told_in_words() -> None:
    lines = ("recurring:1", "recurring:2", "postponed:3", "control:tasks", "", "by hand")
    assert summary(lines) == "4 Punkte übernommen: 2 wiederkehrend, 1 Nachverfolgung, 1 vertagt."
    assert summary(["minutes:1"]) == "1 Punkt übernommen: 1 Genehmigung."
    assert summary(["", ""]) == ""
    assert origin_word("") == ""
    line = NewLine(key="topic:1", title="T", reason="R.", item_type=ItemType.CONSULTATION)
    assert Preparation(Plan((line,))).words == "1 Punkt übernommen: 1 offenes Thema."
    assert Preparation(Plan()).words == "Es gibt nichts zu übernehmen."


items = st.builds(
    LastItem,
    id=st.integers(1, 30),
    title=st.just("TOP"),
    item_type=st.sampled_from(ItemType),
    recurring=st.booleans(),
    postponed=st.booleans(),
    topic_id=st.one_of(st.none(), st.integers(1, 5)),
    parent_id=st.one_of(st.none(), st.integers(1, 30)),
    is_heading=st.booleans(),
)
situations = st.builds(
    Situation,
    last=st.lists(items, max_size=8, unique_by=lambda item: item.id),
    last_day=st.just(DAY),
    template=st.lists(items, max_size=6, unique_by=lambda item: item.id),
    template_title=st.just("Vorlage"),
    postponed=st.lists(
        st.builds(LastItem, id=st.integers(31, 40), title=st.just("V"), postponed=st.just(True)),
        max_size=3,
        unique_by=lambda item: item.id,
    ),
    unapproved=st.lists(st.tuples(st.integers(1, 5), st.just(DAY)), max_size=2, unique=True),
    open_resolutions=st.integers(0, 3),
    open_tasks=st.integers(0, 3),
    topics=st.lists(
        st.builds(OpenTopic, id=st.integers(1, 5), title=st.just("T")), max_size=3, unique_by=lambda t: t.id
    ),
)


@given(situations)
def test_planning_again_adds_nothing(situation: Situation) -> None:
    first = plan(situation)
    assert all(line.reason.endswith(".") for line in first.lines)
    assert len(set(keys(first))) == len(first.lines)
    again = replace(
        situation,
        taken=situation.taken | set(keys(first)),
        taken_topics=situation.taken_topics | {line.topic_id for line in first.lines if line.topic_id},
    )
    assert plan(again).lines == ()
