"""The commands of the running meeting: each has a key and stands in the menu „Bearbeiten“ while a meeting runs."""

from coordinator_app.gui.actions import ActionInfo
from coordinator_app.gui.pages.base import Page
from coordinator_app.gui.pages.meetings.live import LivePane

_TOPIC = "sitzung-durchfuehren"
HINT = "Strg+B Beschluss · Strg+T Aufgabe · Strg+P Kommt/geht · F8 Nächster TOP"

LIVE_COMMANDS: tuple[ActionInfo, ...] = (
    ActionInfo("meeting.vote", "&Beschluss", shortcut="Ctrl+B", icon="gavel", topic=_TOPIC),
    ActionInfo("meeting.task", "&Aufgabe", shortcut="Ctrl+T", icon="checklist", topic=_TOPIC),
    ActionInfo("meeting.presence", "&Kommt/geht", shortcut="Ctrl+P", icon="enter", topic=_TOPIC),
    ActionInfo("meeting.next", "Nächster &TOP", shortcut="F8", topic=_TOPIC),
    ActionInfo("meeting.previous", "Voriger T&OP", shortcut="Shift+F8", topic=_TOPIC),
    ActionInfo("meeting.postpone", "TOP &vertagen", shortcut="Ctrl+Shift+V", icon="pause", topic=_TOPIC),
    ActionInfo("meeting.drop", "TOP a&bsetzen", shortcut="Ctrl+Shift+A", icon="x-circle", topic=_TOPIC),
    ActionInfo("meeting.urgent", "&Dringlichen TOP aufnehmen …", shortcut="Ctrl+Shift+D", icon="plus", topic=_TOPIC),
    ActionInfo("meeting.recuse", "Be&fangenheit …", shortcut="Ctrl+Shift+B", icon="person", topic=_TOPIC),
    ActionInfo("meeting.deputy", "Ve&rtretung kommt …", shortcut="Ctrl+Shift+P", icon="person-plus", topic=_TOPIC),
    ActionInfo("meeting.guest", "&Gast kommt …", shortcut="Ctrl+Shift+G", icon="person-plus", topic=_TOPIC),
    ActionInfo("meeting.quorum", "Beschl&ussfähigkeit feststellen", shortcut="Ctrl+Shift+Q", icon="tick", topic=_TOPIC),
    ActionInfo(
        "meeting.break", "Sitzung unterbrechen oder &fortsetzen", shortcut="Ctrl+Shift+U", icon="pause", topic=_TOPIC
    ),
    ActionInfo(
        "meeting.snippet", "Te&xtbaustein einsetzen", shortcut="Ctrl+Space", icon="comments", topic="textbausteine"
    ),
    ActionInfo("meeting.gap", "Zur nächsten &Lücke „…“", shortcut="Ctrl+Shift+Space", topic="textbausteine"),
    ActionInfo("meeting.presentation", "A&nsicht für den Beamer", shortcut="Ctrl+F5", icon="external", topic=_TOPIC),
)
FINISH = ActionInfo("meeting.finish", "Sitzung &beenden", shortcut="Ctrl+Shift+F8", icon="lock", topic=_TOPIC)


def bind_live(page: Page, live: LivePane) -> None:
    """Make the commands of the page and connect them with the live view."""
    slots = {
        "meeting.vote": live.vote,
        "meeting.task": live.new_task,
        "meeting.presence": live.come_or_go,
        "meeting.next": live.next_item,
        "meeting.previous": live.previous_item,
        "meeting.postpone": live.item.postpone,
        "meeting.drop": live.item.drop,
        "meeting.urgent": live.add_urgent,
        "meeting.recuse": live.item.recuse,
        "meeting.deputy": live.room.add_deputy,
        "meeting.guest": live.room.add_guest,
        "meeting.quorum": live.room.note_quorum,
        "meeting.break": live.toggle_break,
        "meeting.snippet": live.insert_snippet,
        "meeting.gap": live.next_gap,
        "meeting.presentation": live.toggle_presentation,
    }
    for action_id, slot in slots.items():
        page.own_action(action_id, slot)


def show_live_commands(page: Page, *, live: bool) -> None:
    """Offer the commands only while a meeting runs before the user's eyes."""
    for info in (*LIVE_COMMANDS, FINISH):
        action = page.own_action(info.id)
        action.setVisible(live)
        action.setEnabled(live)
