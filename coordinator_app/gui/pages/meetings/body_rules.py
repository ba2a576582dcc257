"""The rules of a body: versions by day, what they say in words, what changed; and the terms of the body."""

from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from coordinator_app.common.german import format_date, plural
from coordinator_app.domain.bodies import BodyRules
from coordinator_app.domain.rules_in_words import WITH_VALUE, compare, in_words
from coordinator_app.gui import alerts, theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.forms.record_form import RecordForm
from coordinator_app.gui.pages.meetings.body_terms import TermsCard
from coordinator_app.gui.pages.meetings.dialogs import DayDialog
from coordinator_app.gui.widgets.buttons import MoreButton, SecondaryButton
from coordinator_app.gui.widgets.cards import Card
from coordinator_app.gui.widgets.key_values import KeyValueGrid
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.notices import NoticeBar

FIELDS: tuple[str | tuple[str, ...], ...] = (
    ("title", "valid_from"),
    "# Einladung",
    ("notice_days", "notice_count"),
    "# Beschlussfähigkeit und Abstimmung",
    ("quorum_kind", "quorum_value"),
    ("default_majority", "tie_rule"),
    "default_consensus",
    "abstentions_count",
    ("deputies_allowed", "transfer_allowed"),
    "# Umlaufbeschluss",
    "circulation_allowed",
    ("circulation_majority", "circulation_days"),
    "circulation_objection",
    "# Niederschrift",
    ("minutes_days", "objection_days"),
    "approval",
    "sign_chair",
    "sign_minute_taker",
    "sign_member",
)
_ROOM = 640  # pixels of the pane from which there is room for the second print button


class RulesPane(QWidget):
    """Versions of the rules and the terms of a body."""

    changed = Signal()

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._lookups = context, lookups
        self._bodies = context.workspace.bodies
        self._body_id = 0
        self._versions: list[BodyRules] = []
        self._shown_id = 0
        self._unlocked_id = 0
        self.box = QComboBox()
        self.box.setAccessibleName("Fassung des Regelwerks")
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(8)
        self.box.activated.connect(self._on_chosen)
        self.new_button = SecondaryButton("Neue Fassung ab …", "plus")
        self.new_button.clicked.connect(self.add_version)
        self.print_button = SecondaryButton("Drucken", "printer")
        self.print_button.clicked.connect(self._on_print)
        self.more = MoreButton("Weitere Aktionen zur Fassung")
        self.compare_action = self._menu("Fassungen vergleichen …", self.compare_versions)
        self.discard_action = self._menu("Fassung in den Papierkorb", self.discard_version)
        self.warning = NoticeBar("", "attention", icon="lock")
        self.warning.triggered.connect(self._on_unlock)
        self.words = KeyValueGrid((), label_width=150)
        self.form = RecordForm(BodyRules, save=self._save, names=FIELDS, lookups=lookups)
        self.terms = TermsCard(context, lookups)
        self._build()

    def _menu(self, text: str, slot: Any) -> QAction:
        action = QAction(text, self)
        action.triggered.connect(slot)
        self.more.menu_.addAction(action)
        return action

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        line = QHBoxLayout()
        column.addLayout(line)
        line.setSpacing(8)
        line.addWidget(Label("Fassung", "gedaempft"))
        line.addWidget(self.box, 1)
        for button in (self.print_button, self.new_button, self.more):
            line.addWidget(button)
        self.card = Card("In Worten")
        self.card.add(self.words)
        column.addWidget(self.card)
        column.addWidget(self.warning)
        column.addWidget(self.form)
        column.addWidget(self.terms)
        self.setMaximumWidth(780)

    def show_body(self, body_id: int) -> None:
        """Show the rules that hold today, or the version chosen."""
        if body_id != self._body_id:
            self._shown_id = self._unlocked_id = 0
        self._body_id = body_id
        self._versions = self._bodies.all_rules(body_id)
        valid = self._bodies.rules(body_id)
        if self._shown_id not in {rules.id for rules in self._versions}:
            self._shown_id = valid.id
        self.box.clear()
        for rules in self._versions:
            now = ", gilt heute" if rules.id == valid.id and len(self._versions) > 1 else ""
            self.box.addItem(f"ab {format_date(rules.valid_from)}{now} · {rules.title}", rules.id)
        if not self._versions:
            self.box.addItem("noch keine eigenen Regeln", 0)
        self.box.setCurrentIndex(max(0, self.box.findData(self._shown_id)))
        self._show()
        self.terms.show_body(body_id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On narrow windows only the menu „Drucken“ above prints."""
        super().resizeEvent(event)
        theme.reveal(self.print_button, shown=self.width() >= _ROOM)

    def flush(self) -> None:
        """Save what is still in a field."""
        self.form.flush()

    def sentence(self) -> str:
        """What the version shown says, in one text."""
        rules = self._current() or self._bodies.rules(self._body_id)
        return " ".join(entry.text for entry in in_words(rules))

    def _current(self) -> BodyRules | None:
        return next((rules for rules in self._versions if rules.id == self._shown_id), None)

    def _show(self) -> None:
        rules = self._current()
        words = in_words(rules or self._bodies.rules(self._body_id))
        self.card.set_title("In Worten" if rules else "Bis eigene Regeln angelegt sind, gelten die üblichen")
        self.words.set_rows([(entry.subject, entry.text) for entry in words])
        self.form.load(rules)
        theme.reveal(self.form, shown=rules is not None)
        used = self._show_warning(rules)
        locked = self._context.read_only or (used and self._unlocked_id != self._shown_id)
        self.form.set_read_only(read_only=locked)
        writable = not self._context.read_only
        self.new_button.setEnabled(writable)
        self.new_button.setText("Neue Fassung ab …" if rules else "Regeln anlegen …")
        self.compare_action.setEnabled(len(self._versions) > 1)
        self.discard_action.setEnabled(writable and rules is not None and not used)
        if rules is not None and not locked:
            self.form.editor("quorum_value").setEnabled(rules.quorum_kind in WITH_VALUE)
            for name in ("circulation_majority", "circulation_days", "circulation_objection"):
                self.form.editor(name).setEnabled(rules.circulation_allowed)

    def _show_warning(self, rules: BodyRules | None) -> bool:
        """Say when meetings were held under this version; whether there were any."""
        use = self._bodies.rules_use(rules.id) if rules is not None else None
        if use is None or not use.meetings:
            self.warning.setVisible(False)
            return False
        held = plural(use.meetings, "Sitzung wurde", "Sitzungen wurden")
        strong = f"{held} nach dieser Fassung gehalten (zuletzt {format_date(use.last)})."
        if self._unlocked_id == self._shown_id:
            text = "Änderungen gelten rückwirkend. Ändert sich etwas ab einem Tag, legen Sie eine neue Fassung an."
            self.warning.set(text, "attention", strong=strong, icon="unlock")
        else:
            text = "Für neue Regeln legen Sie eine neue Fassung an."
            action = "" if self._context.read_only else "Trotzdem berichtigen"
            self.warning.set(text, "info", strong=strong, icon="lock", action=action)
        self.warning.setVisible(True)
        return True

    def _save(self, name: str, value: Any) -> None:
        self._bodies.update_rules(self._shown_id, None, **{name: value})

    @Slot()
    def add_version(self) -> None:
        """New rules from a day on, a copy of the last."""
        if self._versions:
            title, text = "Neue Fassung", "Die neue Fassung beginnt als Kopie. Alte Sitzungen behalten ihre Regeln."
        else:
            title, text = "Regeln anlegen", "Die Regeln beginnen mit den üblichen und lassen sich danach ändern."
        dialog = DayDialog(title, text, "Gültig ab", "Fassung anlegen", self._lookups, self)
        if dialog.run():
            with alerts.shown(self):
                self._shown_id = self._bodies.add_rules(self._body_id, valid_from=dialog.day.value())
                self.show_body(self._body_id)

    @Slot()
    def compare_versions(self) -> None:
        """Show what a version says otherwise than another."""
        if len(self._versions) > 1:
            CompareDialog(self._versions, self._shown_id, self).run()

    @Slot()
    def discard_version(self) -> None:
        """Move the version shown to the Papierkorb."""
        rules = self._current()
        if rules is not None and not self._context.read_only:
            with alerts.shown(self):
                self._bodies.discard_rules(rules.id)
                self._context.undo_bar("Die Fassung der Regeln liegt im Papierkorb.")

    @Slot()
    def _on_unlock(self) -> None:
        self._unlocked_id = self._shown_id
        self._show()

    @Slot()
    def _on_print(self) -> None:
        self.form.flush()
        self._context.preview("body_rules", self._body_id)

    @Slot(int)
    def _on_chosen(self, _index: int) -> None:
        self.form.flush()
        self._shown_id = int(self.box.currentData())
        self._show()


class CompareDialog(Dialog):
    """Two versions of the rules beside each other: only what differs."""

    help_topic = "gremien"

    def __init__(self, versions: list[BodyRules], shown_id: int, parent: QWidget | None = None) -> None:
        title = "Fassungen vergleichen"
        super().__init__(title, primary="", cancel="Schließen", heading=title, parent=parent, width=720)
        self._versions = versions
        self.older, self.newer = QComboBox(), QComboBox()
        for box, name in ((self.older, "Frühere Fassung"), (self.newer, "Spätere Fassung")):
            box.setAccessibleName(name)
            for rules in versions:
                box.addItem(f"{rules.title}, ab {format_date(rules.valid_from)}", rules.id)
        place = next((place for place, rules in enumerate(versions) if rules.id == shown_id), 0)
        place = min(place, len(versions) - 2)
        self.newer.setCurrentIndex(place)
        self.older.setCurrentIndex(place + 1)
        line = QHBoxLayout()
        self.add(line)
        line.addWidget(self.older, 1)
        line.addWidget(Label("gegen", "gedaempft"))
        line.addWidget(self.newer, 1)
        self.table = KeyValueGrid((), label_width=220)
        self.add(self.table)
        for box in (self.older, self.newer):
            box.activated.connect(self._on_chosen)
        self._show()

    def _show(self) -> None:
        by_id = {rules.id: rules for rules in self._versions}
        found = compare(by_id[int(self.older.currentData())], by_id[int(self.newer.currentData())])
        rows = [(change.label, f"{change.before}  →  {change.after}") for change in found]
        self.table.set_rows(rows or [("Unterschiede", "keine, beide Fassungen sagen dasselbe")])

    @Slot(int)
    def _on_chosen(self, _index: int) -> None:
        self._show()
