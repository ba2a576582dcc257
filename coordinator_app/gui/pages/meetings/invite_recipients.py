"""The people to invite: how each gets the invitation, and afterwards the answers, both by single keys."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QMenu, QWidget

from coordinator_app.common.german import format_date, plural
from coordinator_app.domain.dispatches import Way
from coordinator_app.domain.meetings import Reply
from coordinator_app.gui import alerts
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.pages.meetings.invite_dialogs import InviteGuestDialog, ReplyDeputyDialog
from coordinator_app.gui.pages.meetings.row_list import Row, RowList
from coordinator_app.gui.widgets.buttons import LinkButton, MoreButton, SecondaryButton
from coordinator_app.gui.widgets.cards import Card
from coordinator_app.gui.widgets.chips import ChipStyle
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.notices import NoticeBar
from coordinator_app.services.recipients import Recipient

ANSWERS = (
    (Reply.YES, "Z", "Zugesagt"),
    (Reply.NO, "A", "Abgesagt"),
    (Reply.DEPUTY, "V", "Vertretung"),
    (Reply.OPEN, "O", "Offen"),
)
WAYS = (
    (Way.EMAIL, "E", "E-Mail"),
    (Way.POST, "P", "Post"),
    (Way.HAND, "H", "Persönlich"),
    (Way.NONE, "N", "Nicht einladen"),
)
_REPLY_CHIPS = {
    Reply.OPEN: ChipStyle("neutral", "clock"),
    Reply.YES: ChipStyle("ok", "tick"),
    Reply.NO: ChipStyle("error", "x"),
    Reply.DEPUTY: ChipStyle("info", "person"),
}
_WAY_CHIPS = {
    Way.EMAIL: ChipStyle("info", "mail"),
    Way.POST: ChipStyle("info", "document"),
    Way.HAND: ChipStyle("info", "hand"),
    Way.NONE: ChipStyle("neutral", "minus"),
}


class KeyedRows(RowList):
    """A list whose rows take single letters; signal `typed(letter)` for all rows marked."""

    typed = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__(name, height=44)
        self.letters = ""
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setMinimumHeight(80)

    def marked(self) -> list[str]:
        """Keys of the rows marked, in their order."""
        chosen = {self.row(item) for item in self.selectedItems()}
        return [key for place, key in enumerate(self.keys()) if place in chosen]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A letter answers for the rows marked; the rest as usual."""
        letter = event.text().upper()
        if letter and letter in self.letters and not event.modifiers():
            self.typed.emit(letter)
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are commands here, not a search."""

    def step_on(self) -> None:
        """Go to the next row, so that answers can be typed one after the other."""
        if self.currentRow() < self.count() - 1:
            self.setCurrentRow(self.currentRow() + 1)


class RecipientsCard(Card):
    """`show_recipients(...)`; before the invitation the keys E P H N choose the way, afterwards Z A V O the answer."""

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__("Empfänger", parent=parent, padding=0)
        self._context, self._lookups = context, lookups
        self._invitations = context.workspace.meetings.invitations
        self._meeting_id = 0
        self._invited = self._editable = False
        self._found: dict[str, Recipient] = {}
        self.quorum = NoticeBar("")
        self.rows_ = KeyedRows("Empfänger")
        self.rows_.typed.connect(self._on_typed)
        self.rows_.wish.connect(self._on_wish)
        self.rows_.chosen.connect(self._show_buttons)
        self.rows_.itemSelectionChanged.connect(self._show_buttons)
        self.rows_.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.rows_.customContextMenuRequested.connect(self._on_menu)
        self.remind_link = LinkButton("Offene erinnern …", "bell")
        self.more = MoreButton("Weitere Aktionen zu den Empfängern", flat=True)
        self.answers = [self._button(text, letter) for _, letter, text in ANSWERS]
        self.ways = [self._button(text, letter) for _, letter, text in WAYS]
        self.empty = Label("", "gedaempft", wrap=True)
        self._menu_actions: list[QAction] = []
        self._build()

    def _button(self, text: str, letter: str) -> SecondaryButton:
        button = SecondaryButton(f"{text}  {letter}")
        button.setAccessibleName(f"{text} (Taste {letter})")
        button.setProperty("letter", letter)
        button.clicked.connect(self._on_button)
        return button

    @Slot()
    def _on_button(self) -> None:
        """A button or menu entry stands for a key."""
        sender = self.sender()
        if sender is not None:
            self._on_typed(str(sender.property("letter")))

    def _build(self) -> None:
        self.add_to_head(self.remind_link)
        self.add_to_head(self.more)
        for text, slot in (
            ("Gast einladen …", self.add_guest),
            ("Vertretungen zur Kenntnis einladen", self.inform_deputies),
            ("Alle markieren", self.rows_.selectAll),
        ):
            action = QAction(text, self)
            action.triggered.connect(slot)
            self.more.menu_.addAction(action)
            self._menu_actions.append(action)
        self.quorum.setContentsMargins(8, 0, 8, 0)
        self.add(self.quorum)
        self.empty.setContentsMargins(16, 12, 16, 12)
        self.add(self.empty)
        self.add(self.rows_, 1)
        line = QHBoxLayout()
        self.add(line)
        line.setContentsMargins(12, 8, 12, 8)
        line.setSpacing(8)
        for button in (*self.answers, *self.ways):
            line.addWidget(button)
        line.addStretch(1)

    # --- showing

    def show_recipients(self, meeting_id: int, *, invited: bool, editable: bool) -> None:
        """Show everybody of a meeting."""
        self._meeting_id, self._invited, self._editable = meeting_id, invited, editable
        plan = self._invitations.plan(meeting_id)
        self._found = {found.key: found for found in plan}
        self.rows_.letters = "".join(letter for _, letter, _ in (ANSWERS if invited else WAYS)) if editable else ""
        self.rows_.set_rows([self._row(found) for found in plan])
        if plan and not self.rows_.current_key():
            self.rows_.setCurrentRow(0)
        text = "Das Gremium hat am Sitzungstag keine Sitze. Tragen Sie sie beim Gremium im Reiter „Sitze“ ein."
        self.empty.setText(text)
        self.empty.setVisible(not plan)
        self.rows_.setVisible(bool(plan))
        self._show_hint(plan)
        for action in self._menu_actions[:2]:
            action.setEnabled(editable)
        self._menu_actions[1].setVisible(any(found.for_information for found in plan))
        self._show_buttons()

    def newcomers(self) -> int:
        """How many are to be invited and are not yet."""
        return sum(1 for found in self._found.values() if not found.sent and found.way is not Way.NONE)

    def waiting(self) -> int:
        """How many answers are open."""
        rows = [found.invitation for found in self._found.values() if found.sent and not found.for_information]
        return sum(1 for row in rows if row is not None and row.reply is Reply.OPEN)

    def rows(self) -> list[str]:
        """The keys of the people shown."""
        return self.rows_.keys()

    def _show_hint(self, plan: list[Recipient]) -> None:
        if not self._invited:
            wanted = [found for found in plan if found.way is not Way.NONE]
            self.set_hint(plural(len(wanted), "Person wird eingeladen", "Personen werden eingeladen"))
            missing = [found.problem for found in wanted if found.problem]
            more = f" (und {len(missing) - 2} weitere)" if len(missing) > 2 else ""
            self.quorum.set(" ".join(missing[:2]) + more, "attention")
            return
        state = self._invitations.state(self._meeting_id)
        self.set_hint(state.counts.sentence)
        kind = "info" if state.quorum.met is None else "ok" if state.quorum.met else "attention"
        self.quorum.set(state.quorum.sentence, kind)

    def _row(self, found: Recipient) -> Row:
        second = f"zur Kenntnis, Vertretung für {found.deputy_for}" if found.deputy_for else found.words
        icon, role, tip = "person", "text_muted", found.addressee.problem
        if found.problem:
            icon, role, tip, second = "triangle", "attention", found.problem, found.problem
        chip = (found.way.label, _WAY_CHIPS[found.way])
        row = found.invitation
        value = "" if found.has_vote or found.deputy_for else found.role.label
        if self._invited and row is not None and row.sent_on is not None and not found.for_information:
            chip = ("Vertretung" if row.reply is Reply.DEPUTY else row.reply.label, _REPLY_CHIPS[row.reply])
            if row.reply is Reply.DEPUTY:
                second = f"Es kommt: {row.deputy_name}"
            elif row.reply is Reply.OPEN and row.reminded_on:
                second = f"erinnert am {format_date(row.reminded_on)}"
        elif self._invited and found.way is not Way.NONE and not found.sent:
            chip = ("noch nicht eingeladen", ChipStyle("attention", "clock"))
        return Row(
            key=found.key,
            text=found.name,
            second=second,
            icon=icon,
            icon_role=role,
            value=value,
            chip=chip,
            depth=1 if found.deputy_for else 0,
            muted=found.way is Way.NONE,
            tip=tip,
        )

    @Slot()
    def _show_buttons(self) -> None:
        marked = [self._found[key] for key in self.rows_.marked() if key in self._found]
        asked = any(found.sent and not found.for_information for found in marked)
        for button in self.answers:
            button.setVisible(self._invited and self._editable)
            button.setEnabled(asked)
        for button in self.ways:
            button.setVisible(not self._invited and self._editable)
            button.setEnabled(bool(marked))

    # --- acting

    @Slot(str)
    def _on_typed(self, letter: str) -> None:
        keys = self.rows_.marked()
        if not keys or not self._editable:
            return
        if not self._invited:
            way = next(way for way, known, _ in WAYS if known == letter)
            self.set_way(keys, way)
            return
        reply = next(reply for reply, known, _ in ANSWERS if known == letter)
        with alerts.shown(self):
            self._answer(keys, reply)
        if len(keys) == 1:
            self.rows_.step_on()

    def _answer(self, keys: list[str], reply: Reply) -> None:
        for key in keys:
            found = self._found.get(key)
            if found is None or found.invitation is None or not found.sent or found.for_information:
                continue
            given: dict[str, Any] = {}
            if reply is Reply.DEPUTY:
                deputies = self._invitations.deputies(found.invitation.id)
                answer = ReplyDeputyDialog.ask(self, found.name, deputies, self._lookups)
                if answer is None:
                    return
                given = answer
            self._invitations.reply(found.invitation.id, reply, **given)

    def set_way(self, keys: list[str], way: Way) -> None:
        """Another way for these people."""
        with alerts.shown(self):
            self._invitations.set_way(self._meeting_id, keys, way)

    @Slot()
    def add_guest(self) -> None:
        """Somebody without a seat."""
        values = InviteGuestDialog.ask(self, self._lookups)
        if values is not None:
            with alerts.shown(self):
                self._invitations.add_guest(self._meeting_id, **values)

    @Slot()
    def inform_deputies(self) -> None:
        """All deputies get the invitation for information, by e-mail where there is an address."""
        for way in (Way.EMAIL, Way.POST):
            wanted = [found for found in self._found.values() if found.for_information and found.way is Way.NONE]
            by_mail = [found.key for found in wanted if bool(found.addressee.email) is (way is Way.EMAIL)]
            if by_mail:
                self.set_way(by_mail, way)

    @Slot(str)
    def _on_wish(self, name: str) -> None:
        if name != "delete" or not self._editable:
            return
        for key in self.rows_.marked():
            found = self._found.get(key)
            if found is not None and key.startswith("guest:") and found.invitation is not None:
                with alerts.shown(self):
                    self._invitations.remove_guest(found.invitation.id)
                    self._context.undo_bar(f"{found.name} ist nicht mehr eingeladen.")

    @Slot(QPoint)
    def _on_menu(self, place: QPoint) -> None:
        keys = self.rows_.marked()
        if not keys or not self._editable:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self._invited:
            for _, letter, text in ANSWERS:
                self._menu_entry(menu, f"{text}\t{letter}", "letter", letter, self._on_button)
            menu.addSeparator()
        for way, letter, text in WAYS:
            words = f"Versandweg: {text}" if self._invited else f"{text}\t{letter}"
            self._menu_entry(menu, words, "way", way.value, self._on_way)
        if any(key.startswith("guest:") for key in keys):
            menu.addSeparator()
            self._menu_entry(menu, "Gast entfernen\tEntf", "wish", "delete", self._on_remove)
        menu.popup(self.rows_.viewport().mapToGlobal(place))

    def _menu_entry(self, menu: QMenu, text: str, name: str, value: str, slot: Callable[[], None]) -> None:
        action = menu.addAction(text)
        action.setProperty(name, value)
        action.triggered.connect(slot)

    @Slot()
    def _on_way(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.set_way(self.rows_.marked(), Way(str(sender.property("way"))))

    @Slot()
    def _on_remove(self) -> None:
        self._on_wish("delete")
