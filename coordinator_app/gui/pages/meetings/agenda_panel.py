"""The agenda while a meeting is prepared: its items between „Termin, Ort, Leitung“ and the Themenspeicher."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coordinator_app.common.clock import local
from coordinator_app.common.german import format_weekday_date, plural
from coordinator_app.domain.agenda import ItemType
from coordinator_app.domain.carry_over import origin_word
from coordinator_app.domain.meetings import EDITABLE, Meeting
from coordinator_app.domain.sentences import clock_time
from coordinator_app.gui import alerts, theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.questions import NameDialog
from coordinator_app.gui.pages.meetings.dialogs import ChoiceDialog
from coordinator_app.gui.pages.meetings.looks import ITEM_ICONS
from coordinator_app.gui.pages.meetings.row_list import Row, RowList
from coordinator_app.gui.widgets.buttons import IconButton, MoreButton, SecondaryButton
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.notices import NoticeBar
from coordinator_app.services.agenda import AgendaLine, AgendaView

FACTS, OFFERS = "facts", "offers"


class AgendaPanel(QWidget):
    """`show(meeting, view, offers)`; `chosen(key)` when another row is current, `title_wanted` to type its title.

    `about_to_change` fires before a command reads the items, so that fields save what they hold.
    """

    chosen = Signal(str)
    title_wanted = Signal()
    about_to_change = Signal()

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._meetings = context.workspace.meetings
        self._meeting: Meeting | None = None
        self._wanted = ""
        self._drawn: dict[int, tuple[object, Row]] = {}
        self.rows = RowList("Tagesordnung", height=40, numbers=True)
        self.rows.chosen.connect(self.chosen)
        self.rows.opened.connect(self._on_opened)
        self.rows.wish.connect(self._on_wish)
        self.footer = Label("", "hinweis", wrap=True)
        self.notice = NoticeBar("", "attention", icon="clock")
        self.add_button = SecondaryButton("TOP hinzufügen", "plus")
        self.more = MoreButton("Weitere Aktionen zur Tagesordnung")
        self._tools: list[QWidget] = []
        self._build()

    def _build(self) -> None:
        theme.mark(self, flaeche="raised")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        line = QHBoxLayout()
        column.addLayout(line)
        line.setContentsMargins(16, 10, 16, 10)
        line.setSpacing(8)
        line.addWidget(self.add_button)
        line.addStretch(1)
        up, down = IconButton("arrow-up", "Nach oben (Alt+Auf)"), IconButton("arrow-down", "Nach unten (Alt+Ab)")
        for tool in (up, down, self.more):
            line.addWidget(tool)
        self._tools = [self.add_button, up, down, self.more]
        self.add_button.clicked.connect(self.add_item)
        up.clicked.connect(self._on_up)
        down.clicked.connect(self._on_down)
        self._fill_menu()
        column.addWidget(self.rows, 1)
        foot = QVBoxLayout()
        column.addLayout(foot)
        foot.setContentsMargins(16, 8, 16, 8)
        foot.addWidget(self.notice)
        foot.addWidget(self.footer)

    def _fill_menu(self) -> None:
        entries: tuple[tuple[str, Callable[[], None]] | None, ...] = (
            ("Zwischentitel hinzufügen", self.add_heading),
            ("Einrücken (Alt+Rechts)", self._on_indent),
            ("Ausrücken (Alt+Links)", self._on_outdent),
            ("TOP duplizieren (Strg+D)", self._on_duplicate),
            None,
            ("In eine andere Sitzung verschieben …", self._on_move_away),
            ("In eine andere Sitzung duplizieren …", self._on_copy_away),
            None,
            ("Offene Punkte der letzten Sitzung übernehmen", self.carry_over),
            ("Punkte einer Vorlage übernehmen …", self.apply_template),
            ("Als Vorlage speichern …", self.save_as_template),
            None,
            ("TOP in den Papierkorb (Entf)", self._on_delete),
        )
        for entry in entries:
            if entry is None:
                self.more.menu_.addSeparator()
                continue
            action = QAction(entry[0], self)
            action.triggered.connect(entry[1])
            self.more.menu_.addAction(action)

    def show_agenda(self, meeting: Meeting, view: AgendaView, offers: int) -> None:
        """Show the agenda of a meeting (again); `offers` = ideas due for it."""
        another = self._meeting is None or self._meeting.id != meeting.id
        self._meeting = meeting
        rows = [Row(FACTS, "Termin, Ort, Leitung", icon="calendar", strong=True)]
        rows += [self._row(line) for line in view.lines]
        rows.append(Row(OFFERS, "Themenspeicher", icon="inbox", value=str(offers) if offers else "", strong=True))
        self.rows.set_rows(rows)
        if self._wanted and self.rows.select(self._wanted):
            self._wanted = ""
        elif another or not self.rows.current_key():
            self.rows.select(FACTS)
        for tool in self._tools:
            tool.setEnabled(self.editable())
        count = sum(1 for line in view.lines if line.number)
        end = f", Ende gegen {clock_time(view.ends_at)} Uhr" if view.ends_at and count else ""
        self.footer.setText(f"{plural(count, 'Punkt', 'Punkte')}, {view.planned} Minuten{end}")
        over = f"Die Tagesordnung dauert {view.overrun} Minuten länger als geplant." if view.overrun else ""
        self.notice.set(over, "attention", icon="clock")

    def _row(self, line: AgendaLine) -> Row:
        """The row of a line, made anew only when the line changed: an agenda can have four hundred."""
        key = (line.item.version, line.number, line.depth, line.starts_at)
        known = self._drawn.get(line.id)
        if known is None or known[0] != key:
            known = self._drawn[line.id] = (key, _row(line))
        return known[1]

    def current_key(self) -> str:
        """FACTS, OFFERS or the id of the item chosen."""
        return self.rows.current_key()

    def current_item(self) -> int:
        """The agenda item chosen, 0 for none."""
        key = self.rows.current_key()
        return int(key) if key.isdigit() else 0

    def want(self, item_id: int) -> None:
        """Choose an item as soon as it is shown."""
        self._wanted = "" if self.rows.select(str(item_id)) else str(item_id)

    def editable(self) -> bool:
        """Whether the agenda may be changed."""
        return self._meeting is not None and self._meeting.state in EDITABLE and not self._context.read_only

    # --- commands

    @Slot()
    def add_item(self) -> None:
        """A new item behind the current one; its title waits to be typed."""
        self._add("Neuer Tagesordnungspunkt")

    @Slot()
    def add_heading(self) -> None:
        """A heading between items."""
        self._add("Zwischentitel", is_heading=True, minutes=0, item_type=ItemType.INFORMATION)

    def _add(self, title: str, **values: Any) -> None:
        if self._meeting is None or not self.editable():
            return
        self.about_to_change.emit()
        after = self.current_item() or None
        self._choose(self._meetings.agenda.add(self._meeting.id, title=title, after_id=after, **values))
        self.title_wanted.emit()

    def _choose(self, item_id: int) -> None:
        self.want(item_id)
        self.chosen.emit(str(item_id))

    @Slot()
    def carry_over(self) -> None:
        """Take over what the last meeting hands on."""
        if self._meeting is None:
            return
        with alerts.shown(self):
            found = self._meetings.carry_over(self._meeting.id)
            self._context.notify(found.words, "ok" if found.item_ids else "info")

    @Slot()
    def apply_template(self) -> None:
        """Put the items of a template onto the agenda; a first template is offered when there is none."""
        meeting = self._meeting
        if meeting is None:
            return
        templates = self._meetings.templates
        options: list[tuple[int, str]] = [(entry.id, entry.title) for entry in templates.for_body(meeting.body_id)]
        options = options or [(0, "Übliche Tagesordnung (wird als Vorlage angelegt)")]
        text = "Punkte, die aus dieser Vorlage schon übernommen wurden, kommen nicht doppelt."
        title = "Punkte einer Vorlage übernehmen"
        chosen = ChoiceDialog.ask(self, title, text, "Vorlage", options, "Punkte übernehmen")
        if chosen is None:
            return
        with alerts.shown(self):
            template = chosen or templates.create_standard(meeting.body_id)
            new = templates.apply(template, meeting.id)
            words = plural(len(new), "Punkt", "Punkte") + " aus der Vorlage übernommen." if new else ""
            self._context.notify(words or "Alle Punkte der Vorlage stehen schon da.", "ok" if new else "info")

    @Slot()
    def save_as_template(self) -> None:
        """Keep the agenda as a template of the body."""
        if self._meeting is None:
            return
        self.about_to_change.emit()
        templates, meeting_id = self._meetings.templates, self._meeting.id
        help_text = "Gespeichert werden Titel, Art, Dauer und Reihenfolge, nicht die Texte dieser Sitzung."
        dialog = NameDialog("Als Vorlage speichern", "Bezeichnung", "Vorlage speichern", help_text, self)
        dialog.editor.set_value(templates.suggested_title(meeting_id))
        if dialog.run():
            with alerts.shown(self):
                templates.save_meeting(meeting_id, str(dialog.editor.value()))
                self._context.notify("Vorlage gespeichert. Sie steht beim Gremium unter „Reihen und Vorlagen“.", "ok")

    @Slot()
    def _on_up(self) -> None:
        self._change(self._move_up)

    @Slot()
    def _on_down(self) -> None:
        self._change(self._move_down)

    def _move_up(self, item_id: int) -> None:
        self._meetings.agenda.move(item_id, -1)

    def _move_down(self, item_id: int) -> None:
        self._meetings.agenda.move(item_id, 1)

    @Slot()
    def _on_indent(self) -> None:
        self._change(self._meetings.agenda.indent)

    @Slot()
    def _on_outdent(self) -> None:
        self._change(self._meetings.agenda.outdent)

    @Slot()
    def _on_duplicate(self) -> None:
        self._change(self._duplicate)

    def _duplicate(self, item_id: int) -> None:
        self._choose(self._meetings.moves.duplicate(item_id))

    @Slot()
    def _on_delete(self) -> None:
        self._change(self._discard)

    def _discard(self, item_id: int) -> None:
        self._meetings.agenda.discard(item_id)
        self._context.undo_bar("Der Tagesordnungspunkt ist gelöscht.")

    def _change(self, act: Callable[[int], None]) -> None:
        """Carry out a command on the item chosen."""
        if self.current_item() and self.editable():
            self.about_to_change.emit()
            with alerts.shown(self):
                act(self.current_item())

    @Slot()
    def _on_move_away(self) -> None:
        title = "In eine andere Sitzung verschieben"
        text = "Der Punkt verschwindet von dieser Tagesordnung. Beide Sitzungen vermerken, woher und wohin."
        self._to_other(title, text, "Verschieben", self._meetings.moves.move_to, "verschoben")

    @Slot()
    def _on_copy_away(self) -> None:
        title = "In eine andere Sitzung duplizieren"
        text = "Der Punkt bleibt hier stehen; die andere Sitzung erhält eine Kopie ohne Ergebnisse."
        self._to_other(title, text, "Duplizieren", self._meetings.moves.duplicate, "dupliziert")

    def _to_other(self, title: str, text: str, verb: str, act: Callable[[int, int], int], done: str) -> None:
        item_id = self.current_item()
        if not item_id or not self.editable():
            return
        self.about_to_change.emit()
        options = [(meeting.id, _meeting_words(meeting)) for meeting in self._meetings.moves.targets(item_id)]
        if not options:
            self._context.notify("Es ist keine andere Sitzung geplant. Legen Sie zuerst eine an.", "info")
            return
        target = ChoiceDialog.ask(self, title, text, "Sitzung", options, verb)
        if target is not None:
            with alerts.shown(self):
                act(item_id, target)
                self._context.undo_bar(f"Der Punkt ist {done}: {dict(options)[target]}.")

    @Slot(str)
    def _on_wish(self, wish: str) -> None:
        slots = {
            "up": self._on_up,
            "down": self._on_down,
            "indent": self._on_indent,
            "outdent": self._on_outdent,
            "duplicate": self._on_duplicate,
            "delete": self._on_delete,
        }
        slots[wish]()

    @Slot(str)
    def _on_opened(self, _key: str) -> None:
        if self.current_item():
            self.title_wanted.emit()


def _meeting_words(meeting: Meeting) -> str:
    day = format_weekday_date(local(meeting.starts_at).date()) if meeting.starts_at else "ohne Termin"
    return f"{day} · {meeting.title}"


def _row(line: AgendaLine) -> Row:
    item = line.item
    icon, role = ITEM_ICONS[item.state]
    if item.is_heading:
        return Row(str(item.id), item.title, strong=True, depth=line.depth, muted=True, tip=item.reason)
    if item.skipped:
        value = "diesmal nicht"
        return Row(str(item.id), item.title, icon="eye-off", value=value, depth=line.depth, muted=True, tip=item.reason)
    kind = item.item_type.label if item.item_type.label not in item.title else ""
    parts = (kind, item.reporter, origin_word(item.origin_key) or ("verschoben" if item.moved_from_id else ""))
    start = f"{clock_time(line.starts_at)} · " if line.starts_at else ""
    return Row(
        str(item.id),
        item.title,
        icon=icon,
        icon_role=role,
        number=line.number,
        second=" · ".join(part for part in parts if part),
        value=f"{start}{item.minutes} min",
        depth=line.depth,
        tip="\n".join(part for part in (item.title if len(item.title) > 40 else "", item.reason) if part),
    )
