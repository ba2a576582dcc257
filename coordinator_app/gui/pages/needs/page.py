"""The page „Bedarfe & Prioritäten“: register, scoring round and ranking as tabs."""

from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from coordinator_app.common.clock import today
from coordinator_app.domain.needs import Need
from coordinator_app.domain.priorities import PriorityRound, RoundStatus
from coordinator_app.gui import alerts
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import RecordDialog
from coordinator_app.gui.forms.lookups import workspace_lookups
from coordinator_app.gui.pages.base import Page
from coordinator_app.gui.pages.needs.dialogs import FreezeDialog, NewRoundDialog
from coordinator_app.gui.pages.needs.ranking import RankingPane
from coordinator_app.gui.pages.needs.register import NeedRegister
from coordinator_app.gui.pages.needs.scoring import ScoringPane
from coordinator_app.gui.widgets.buttons import PrimaryButton, SecondaryButton
from coordinator_app.gui.widgets.headers import PageHeader
from coordinator_app.gui.widgets.tabs import TabView

if TYPE_CHECKING:
    from coordinator_app.services.priorities import RoundCard

NEW_FIELDS = ("title", ("need_kind", "field_of_action_id"), "description", ("areas", "place"))
REGISTER, SCORING, RANKING = "needs", "scoring", "ranking"


class NeedsPage(Page):
    """Register of needs, scoring rounds, ranking."""

    page_id: ClassVar[str] = "needs"
    title: ClassVar[str] = "Bedarfe & Prioritäten"
    icon: ClassVar[str] = "target"
    help_topic: ClassVar[str] = "bedarfe"
    record_kinds: ClassVar[frozenset[str]] = frozenset({"need", "evidence", "priority_round", "criterion", "priority"})
    topics: ClassVar[frozenset[str]] = frozenset(
        {"rater", "score", "project", "resolution", "agenda_item", "task", "catalog_entry"}
    )

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._round_id = 0
        self._round: RoundCard | None = None
        self._lookups = workspace_lookups(context.workspace)
        self.round_box = QComboBox()
        self.round_box.setAccessibleName("Bewertungsrunde")
        self.round_box.setMinimumWidth(200)
        self.round_box.activated.connect(self._on_round_chosen)
        self.print_button = SecondaryButton("Drucken", "printer")
        self.new_round_button = SecondaryButton("Neue Runde", "plus")
        self.freeze_button = PrimaryButton("Ergebnis festschreiben", "lock")
        self.new_button = PrimaryButton("Neuer Bedarf", "plus")
        self.header = PageHeader(self.title)
        for button in (self.round_box, self.print_button, self.new_round_button, self.freeze_button, self.new_button):
            self.header.add_button(button)
        self.print_button.clicked.connect(self.print_current)
        self.new_round_button.clicked.connect(self.new_round)
        self.freeze_button.clicked.connect(self.freeze)
        self.new_button.clicked.connect(self.new_record)
        self.register = NeedRegister(context)
        self.scoring = ScoringPane(context)
        self.ranking = RankingPane(context)
        self.tabs = TabView("Bedarfe und Prioritäten", margin=24)
        self._build()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        self.tabs.add_tab(REGISTER, "Bedarfe", self._register_pane)
        self.tabs.add_tab(SCORING, "Bewertungsrunde", self._scoring_pane)
        self.tabs.add_tab(RANKING, "Rangfolge", self._ranking_pane)
        self.tabs.select(REGISTER)
        self.tabs.shown.connect(self._on_tab_shown)
        column.addWidget(self.tabs, 1)
        self.register.new_wanted.connect(self.new_record)
        self.register.changed.connect(self.actions_changed)
        self.scoring.new_wanted.connect(self.new_round)
        self.ranking.need_wanted.connect(self._on_need_wanted)
        self.ranking.scoring_wanted.connect(self._on_scoring_wanted)
        self._show_buttons()

    def _register_pane(self) -> QWidget:
        return self.register

    def _scoring_pane(self) -> QWidget:
        return self.scoring

    def _ranking_pane(self) -> QWidget:
        return self.ranking

    # --- the page's duties

    def reload(self) -> None:
        """Read the register and the chosen round again."""
        workspace = self.context.workspace
        rounds = workspace.priorities.rounds()
        if self._round_id not in {found.id for found in rounds}:
            self._round_id = rounds[0].id if rounds else 0
        self.round_box.clear()
        for found in rounds:
            self.round_box.addItem(found.title, found.id)
        self.round_box.setCurrentIndex(max(self.round_box.findData(self._round_id), 0 if rounds else -1))
        self._round = workspace.priorities.card(self._round_id) if self._round_id else None
        self.register.reload()
        self.scoring.show_round(self._round)
        self.ranking.show_round(self._round)
        self.tabs.strip.set_count(REGISTER, self.register.table.count())
        self._show_buttons()

    def show_record(self, kind: str, record_id: int) -> None:
        """Show a need, the need of a piece of evidence, or a round."""
        if kind == "need":
            self.tabs.select(REGISTER)
            self.register.select(record_id)
        elif kind == "evidence":
            self.tabs.select(REGISTER)
            self.register.select(self.context.workspace.needs.evidence(record_id).need_id)
            self.register.detail.tabs.select("evidence")
        elif kind == "priority_round":
            self._choose_round(record_id)
            self.tabs.select(RANKING)

    def current_record(self) -> tuple[str, int] | None:
        """The need or round shown."""
        if self.tabs.current() == REGISTER:
            need_id = self.register.detail.current_id()
            return ("need", need_id) if need_id else None
        return (PriorityRound.kind, self._round_id) if self._round_id else None

    def can(self, command: str) -> bool:
        """New, print and filter on the register; printing a round elsewhere."""
        on_register = self.tabs.current() == REGISTER
        match command:
            case "new":
                return not self.context.read_only
            case "delete":
                chosen = self.register.table.current_id() if on_register else self._open_round()
                return bool(chosen) and not self.context.read_only
            case "filter":
                return on_register
            case "print" | "export":
                return on_register or bool(self._round_id)
            case _:
                return False

    @Slot()
    def new_record(self) -> None:
        """Ask for a new need and show it."""
        new_id = RecordDialog.ask(
            self,
            Need,
            names=NEW_FIELDS,
            title="Neuer Bedarf",
            primary="Bedarf anlegen",
            lookups=self._lookups,
            save=self._create,
        )
        if new_id:
            self.context.navigate("need", new_id)

    def _create(self, values: dict[str, Any]) -> int:
        return self.context.workspace.needs.create(**values)

    @Slot()
    def print_current(self) -> None:
        """The register as filtered, or the priority report of the round."""
        self.leave()
        if self.tabs.current() == REGISTER:
            table = self.register.table
            source = self.context.workspace.needs.list()
            self.context.export_list(source, table.wanted(), table.visible_columns(), "Bedarfsregister")
        elif self._round_id:
            self.context.preview("priority_report", self._round_id)

    def export_current(self) -> None:
        """As `print_current`; the preview offers Word and Excel."""
        self.print_current()

    def delete_current(self) -> None:
        """The selected needs, or the round while it is open, to the Papierkorb."""
        if self.tabs.current() == REGISTER:
            self.register.discard(self.register.table.selected_ids())
        elif self._open_round():
            self.context.workspace.priorities.discard_round(self._round_id)
            self.context.undo_bar("Die Bewertungsrunde liegt im Papierkorb.")

    def _open_round(self) -> bool:
        return self._round is not None and self._round.round.status is not RoundStatus.RESOLVED

    def focus_filter(self) -> None:
        """Into the filter row of the register."""
        self.register.filter_row.focus_search()

    def leave(self) -> None:
        """Save what is still in a field."""
        self.register.detail.flush()

    def current_topic(self) -> str:
        """Rounds have a topic of their own."""
        return "bedarfe" if self.tabs.current() == REGISTER else "prioritaeten"

    # --- rounds

    @Slot()
    def new_round(self) -> None:
        """Ask for a new round over the needs."""
        needs = self.context.workspace.needs.all()
        if not needs:
            alerts.inform(self, "Bitte erfassen Sie zuerst Bedarfe, die bewertet werden sollen.")
            return
        dialog = NewRoundDialog(needs, today(self.context.clock).year, self._lookups, self)
        if not dialog.run():
            return
        round_id = self.context.workspace.priorities.create_round(
            title=str(dialog.title.value()),
            needs=dialog.chosen_needs(),
            raters=dialog.chosen_raters(),
            body_id=dialog.body.value(),
            max_priorities=dialog.limit.value(),
        )
        self._choose_round(round_id)
        self.tabs.select(SCORING)

    @Slot()
    def freeze(self) -> None:
        """Ask for decisions and the resolution, then freeze the round."""
        if self._round is None:
            return
        priorities = self.context.workspace.priorities
        proposed = priorities.proposed_decisions(self._round_id)
        dialog = FreezeDialog(self._round.ranking, proposed, self._lookups, self)
        if not dialog.run():
            return
        with alerts.shown(self):
            priorities.freeze(
                self._round_id,
                resolution_id=int(dialog.resolution.value()),
                decisions=dialog.decisions(),
                reasons=dialog.given_reasons(),
            )
            self.context.notify("Die Rangfolge ist festgeschrieben.")

    def _choose_round(self, round_id: int) -> None:
        self._round_id = round_id
        self.reload()

    def _show_buttons(self) -> None:
        tab = self.tabs.current()
        writable = not self.context.read_only
        self.round_box.setVisible(tab != REGISTER and self._round is not None)
        self.new_button.setVisible(tab == REGISTER and writable)
        self.new_round_button.setVisible(tab != REGISTER and writable)
        self.freeze_button.setVisible(tab == RANKING and writable and self._open_round())
        self.print_button.setEnabled(tab == REGISTER or self._round is not None)
        self.actions_changed.emit()

    # --- slots

    @Slot(str)
    def _on_tab_shown(self, _tab: str) -> None:
        self._show_buttons()
        self.place_changed.emit()

    @Slot(int)
    def _on_round_chosen(self, _index: int) -> None:
        self._choose_round(int(self.round_box.currentData()))

    @Slot(int)
    def _on_need_wanted(self, need_id: int) -> None:
        self.show_record("need", need_id)
        self.place_changed.emit()

    @Slot()
    def _on_scoring_wanted(self) -> None:
        self.tabs.select(SCORING)
