"""Tab „Fristen“: all deadlines of the house in one list; own ones, planning back, calendar file."""

from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from coordinator_app.common.errors import UserError
from coordinator_app.domain.deadline_register import Deadline, DeadlineSource, DueLine, DueState
from coordinator_app.gui import alerts
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import RecordDialog
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.list_pane import ListPane
from coordinator_app.gui.pages.funding.deadline_detail import DeadlineDetail
from coordinator_app.gui.pages.funding.plan_dialog import PlanDialog
from coordinator_app.gui.widgets.buttons import MenuButton
from coordinator_app.gui.widgets.chips import due_look
from coordinator_app.gui.widgets.filter_row import FilterRow
from coordinator_app.gui.widgets.notices import EmptyState
from coordinator_app.gui.widgets.record_table import RecordTable
from coordinator_app.services.deadline_list import VIEWS, DeadlineList, source_choices

NEW_FIELDS = ("title", ("due_on", "lead_days"), ("deadline_kind_id", "responsible_id"), "critical", "note")


class DeadlinesPane(ListPane[DeadlineDetail]):
    """List and detail of all deadlines."""

    words = ("Die", "Frist", "Fristen")
    help_topic = "fristen"
    list_title = "Fristen"
    kinds: ClassVar[frozenset[str]] = frozenset({"deadline"})
    new_text: ClassVar[str] = "Neue Frist"
    topic: ClassVar[str] = "fristen"

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        self._lookups = lookups
        self.source = DeadlineList(context.workspace.store)
        filter_row = FilterRow("Fristen filtern", top=16)
        filter_row.add_choice("source", "Herkunft", source_choices())
        filter_row.add_choice("state", "Stand", [(state, state.label) for state in DueState])
        filter_row.set_views(VIEWS)
        self.tools = MenuButton("Werkzeuge", "calendar-plus")
        self.plan_action = self.tools.menu_.addAction("Rückwärts planen …")
        self.calendar_action = self.tools.menu_.addAction("Kalenderdatei der Liste (.ics) …")
        self.plan_action.setEnabled(not context.read_only)
        filter_row.add_right(self.tools)
        empty = EmptyState(
            "clock",
            "Keine Frist in dieser Ansicht",
            "Hier stehen alle Termine, bis zu denen etwas getan sein muss: aus Förderung, Sitzungen, Beschlüssen, "
            "Aufgaben und Projekten, und Ihre eigenen.",
            "" if context.read_only else "Frist eintragen",
            "Wie arbeite ich mit Fristen?",
        )
        table = RecordTable(
            self.source,
            name="deadlines",
            label="Fristen",
            state=context.settings,
            chips={"standing": due_look},
            empty=empty,
            sort="due",
        )
        detail = DeadlineDetail(context, self.source, lookups)
        super().__init__(context, filter_row, table, detail, name="deadlines", parent=parent)
        detail.tick_wanted.connect(self._on_tick)
        detail.plan_wanted.connect(self._on_plan_paper)
        self.plan_action.triggered.connect(self.plan_back)
        self.calendar_action.triggered.connect(self.write_calendar)

    # --- duties of a tab

    def show_record(self, kind: str, record_id: int) -> None:
        """Show an own deadline."""
        self.source.ids(self.table.wanted())
        self.select(self.source.number_of(f"{kind}:{record_id}"))

    def current_record(self) -> tuple[str, int] | None:
        """The own deadline shown."""
        own = self.detail.own_id()
        return (Deadline.kind, own) if own else None

    def can(self, command: str) -> bool:
        """Lists can be printed; own deadlines made and thrown away."""
        if command in {"print", "export", "filter"}:
            return True
        if self._context.read_only:
            return False
        return command == "new" or (command == "delete" and bool(self._own(self.table.selected_ids())))

    def new_record(self) -> None:
        """Ask for a deadline."""
        new_id = RecordDialog.ask(
            self,
            Deadline,
            names=NEW_FIELDS,
            title="Neue Frist",
            primary="Frist eintragen",
            lookups=self._lookups,
            save=self._create,
        )
        if new_id:
            self._context.navigate(Deadline.kind, new_id)

    def _create(self, values: dict[str, Any]) -> int:
        return self._context.workspace.deadlines.create(**values)

    # --- verbs

    @Slot(list)
    def discard(self, ids: list[int]) -> None:
        """Own deadlines go to the Papierkorb; others are thrown away where they stand."""
        own = self._own(ids)
        if ids and not own:
            raise UserError("Diese Frist ergibt sich aus einem anderen Eintrag. Öffnen Sie ihn, um sie dort zu ändern.")
        super().discard(own)

    def _discard(self, id: int) -> None:
        line = self.source.line(id)
        if line is not None:
            self._context.workspace.deadlines.discard([line.id])

    def _own(self, ids: list[int]) -> list[int]:
        lines = ((id, self.source.line(id)) for id in ids)
        return [id for id, line in lines if line is not None and line.source is DeadlineSource.OWN]

    @Slot()
    def plan_back(self) -> None:
        """Ask for a plan counted back from a day, then show its target."""
        self.leave()
        new_id = PlanDialog.ask(self._context, self._lookups, self)
        if new_id:
            self._context.navigate(Deadline.kind, new_id)
            self._context.notify("Der Zeitplan ist übernommen. „Zeitplan“ zeigt ihn als Seite zum Drucken.")

    @Slot()
    def write_calendar(self) -> None:
        """Write the deadlines of the list, as filtered, as a calendar file."""
        self.leave()
        lines = [line for line in map(self.source.line, self.source.ids(self.table.wanted())) if line is not None]
        data = self._context.workspace.deadlines.calendar(lines)
        path = alerts.save_file(self, "Kalenderdatei speichern", "Kalenderdatei (*.ics)", "Fristen.ics")
        if path is not None:
            _write(path, data)
            self._context.notify(
                f"„{path.name}“ ist gespeichert. Ein Doppelklick übernimmt die Fristen in den Kalender."
            )

    @Slot(object, bool)
    def _on_tick(self, line: DueLine, done: bool) -> None:
        self._context.workspace.deadlines.tick(line, done=done)
        if done:
            self._context.undo_bar(f"„{line.title}“ ist erledigt.")

    @Slot(int)
    def _on_plan_paper(self, id: int) -> None:
        self._context.preview("backward_plan", id)


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise UserError(
            f"„{path.name}“ lässt sich in „{path.parent}“ nicht speichern. Ist sie geöffnet oder die Platte voll?"
        ) from error
