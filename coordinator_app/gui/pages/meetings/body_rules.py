"""The rules of a body: a version per day from which it holds, as a form with the sentence they mean."""

from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from coordinator_app.common.german import format_date, plural
from coordinator_app.domain.attendance import QuorumKind
from coordinator_app.domain.bodies import BodyRules, Term
from coordinator_app.domain.deadlines import DayCount
from coordinator_app.gui import alerts
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import RecordDialog
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.forms.record_form import RecordForm
from coordinator_app.gui.pages.meetings.dialogs import DayDialog
from coordinator_app.gui.widgets.buttons import LinkButton, SecondaryButton
from coordinator_app.gui.widgets.cards import ListCard, ListRow
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.linked_rows import hint_row
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
    ("circulation_allowed", "circulation_majority"),
    "# Niederschrift",
    ("minutes_days", "objection_days"),
    "approval",
    "sign_chair",
    "sign_minute_taker",
    "sign_member",
)
TERM_FIELDS: tuple[str | tuple[str, ...], ...] = ("title", ("starts_on", "ends_on"))


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
        self.box = QComboBox()
        self.box.setAccessibleName("Fassung des Regelwerks")
        self.box.activated.connect(self._on_chosen)
        self.new_button = SecondaryButton("Neue Fassung", "plus")
        self.new_button.clicked.connect(self.add_version)
        self.sentence = NoticeBar("", "info")
        self.form = RecordForm(BodyRules, save=self._save, names=FIELDS, lookups=lookups)
        self.terms = ListCard("Sitzungsperioden")
        add = LinkButton("Periode hinzufügen", "plus")
        add.clicked.connect(self.add_term)
        self.terms.add_to_head(add)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(Label("Fassung", "gedaempft"))
        line.addWidget(self.box)
        line.addStretch(1)
        line.addWidget(self.new_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addLayout(line)
        column.addWidget(self.sentence)
        column.addWidget(self.form)
        column.addWidget(self.terms)
        self.setMaximumWidth(720)

    def show_body(self, body_id: int) -> None:
        """Show the rules that hold today, or the version chosen."""
        if body_id != self._body_id:
            self._shown_id = 0
        self._body_id = body_id
        self._versions = self._bodies.all_rules(body_id)
        if self._shown_id not in {rules.id for rules in self._versions}:
            self._shown_id = self._bodies.rules(body_id).id if self._versions else 0
        self.box.clear()
        for rules in self._versions:
            self.box.addItem(f"{rules.title}, gültig ab {format_date(rules.valid_from)}", rules.id)
        self.box.setCurrentIndex(self.box.findData(self._shown_id))
        self._show()
        self._show_terms()

    def flush(self) -> None:
        """Save what is still in a field."""
        self.form.flush()

    def _show(self) -> None:
        rules = next((rules for rules in self._versions if rules.id == self._shown_id), None)
        self.form.load(rules)
        self.form.set_read_only(read_only=self._context.read_only)
        self.new_button.setEnabled(not self._context.read_only)
        self.sentence.set(in_words(rules) if rules else "", "info", strong="In Worten:")
        self.sentence.setVisible(rules is not None)
        if rules is not None:
            needs_value = rules.quorum_kind not in _WITHOUT_VALUE
            self.form.editor("quorum_value").setEnabled(needs_value and not self._context.read_only)

    def _show_terms(self) -> None:
        rows: list[QWidget] = []
        for term in self._bodies.terms(self._body_id):
            numbers = f"nächste Sitzung {term.next_meeting_number}, nächster Beschluss {term.next_resolution_number}"
            span = f"{format_date(term.starts_on)}–{format_date(term.ends_on)}"
            row = ListRow(term.title, addition=numbers, value=span, icon="calendar")
            row.setProperty("record", term.id)
            row.activated.connect(self._on_term_activated)
            rows.append(row)
        if not rows:
            rows.append(hint_row("Die erste Periode entsteht mit der ersten Sitzung: das Kalenderjahr."))
        self.terms.set_rows(rows)

    def _save(self, name: str, value: Any) -> None:
        self._bodies.update_rules(self._shown_id, None, **{name: value})

    @Slot()
    def add_version(self) -> None:
        """New rules from a day on, a copy of the last."""
        text = "Die neue Fassung beginnt als Kopie der vorigen. Alte Sitzungen behalten ihre Regeln."
        dialog = DayDialog("Neue Fassung", text, "Gültig ab", "Fassung anlegen", self._lookups, self)
        if dialog.run():
            with alerts.shown(self):
                self._shown_id = self._bodies.add_rules(self._body_id, valid_from=dialog.day.value())
                self.show_body(self._body_id)

    @Slot()
    def add_term(self) -> None:
        """Ask for a new term."""
        body_id, bodies = self._body_id, self._bodies

        def save(values: dict[str, Any]) -> int:
            return bodies.add_term(body_id, **values)

        self._ask_term("Neue Sitzungsperiode", "Periode anlegen", {}, save)

    def _ask_term(self, title: str, primary: str, initial: dict[str, Any], save: Any) -> None:
        if self._context.read_only:
            return
        RecordDialog.ask(
            self,
            Term,
            names=TERM_FIELDS,
            title=title,
            primary=primary,
            lookups=self._lookups,
            initial=initial,
            save=save,
        )

    @Slot()
    def _on_term_activated(self) -> None:
        row = self.sender()
        term = next((t for t in self._bodies.terms(self._body_id) if row and t.id == row.property("record")), None)
        if term is None:
            return
        bodies, chosen = self._bodies, term

        def save(values: dict[str, Any]) -> int:
            bodies.update_term(chosen.id, chosen.version, **values)
            return chosen.id

        initial = {"title": term.title, "starts_on": term.starts_on, "ends_on": term.ends_on}
        self._ask_term("Sitzungsperiode ändern", "Periode speichern", initial, save)

    @Slot(int)
    def _on_chosen(self, _index: int) -> None:
        self.form.flush()
        self._shown_id = int(self.box.currentData())
        self._show()


_WITHOUT_VALUE = frozenset({QuorumKind.NONE, QuorumKind.MORE_THAN_HALF, QuorumKind.AT_LEAST_HALF})


def in_words(rules: BodyRules) -> str:
    """What the rules mean, in three sentences."""
    days = plural(rules.notice_days, "Werktag", "Werktage") if rules.notice_count is DayCount.WORKING else ""
    days = days or plural(rules.notice_days, "Tag", "Tage")
    notice = f"Die Einladung geht spätestens {days} vorher hinaus."
    if rules.quorum_kind is QuorumKind.NONE:
        quorum = "Beschlussfähig ist, wer zusammenkommt."
    else:
        number = f" ({rules.quorum_value})" if rules.quorum_kind not in _WITHOUT_VALUE else ""
        quorum = f"Beschlussfähigkeit: {rules.quorum_kind.label}{number}."
    majority = "im Konsens" if rules.default_consensus else f"mit der Regel „{rules.default_majority.label}“"
    tie = "" if rules.default_consensus else f", bei Stimmengleichheit: {rules.tie_rule.label}"
    return f"{notice} {quorum} Beschlossen wird {majority}{tie}."
