"""The tab „Anliegen“: what citizens bring forward, as an inbox with detail."""

from datetime import date
from typing import Any, ClassVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from coordinator_app.common.german import plural
from coordinator_app.domain.concerns import OPEN_CONCERNS, Concern, ConcernChannel
from coordinator_app.domain.needs import Need
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import RecordDialog
from coordinator_app.gui.forms.lookups import workspace_lookups
from coordinator_app.gui.forms.questions import LinkDialog
from coordinator_app.gui.jobs import Lane
from coordinator_app.gui.pages.needs.concern_detail import ConcernDetail
from coordinator_app.gui.pages.needs.concern_looks import CONCERN_CHIPS
from coordinator_app.gui.pages.needs.tab import ListTab
from coordinator_app.gui.register_pane import RegisterPane
from coordinator_app.gui.widgets.filter_row import FilterRow
from coordinator_app.gui.widgets.notices import EmptyState, NoticeBar
from coordinator_app.gui.widgets.record_table import RecordTable
from coordinator_app.services.concerns import erase_contacts

NEW_FIELDS = ("title", ("received_on", "channel"), ("concern_kind_id", "area_id"), "place", "text", "reply_to")
NEED_FIELDS = ("title", ("need_kind", "field_of_action_id"), "description", ("areas", "place"))
VIEWS: list[tuple[str, dict[str, Any]]] = [
    ("Offene Anliegen", {"state": tuple(OPEN_CONCERNS)}),
    ("Alle Anliegen", {}),
    ("Ohne Bedarf", {"need_id": None, "state": tuple(OPEN_CONCERNS)}),
]


class ConcernRegister(RegisterPane[ConcernDetail]):
    """List and detail of the concerns; its signals ask for a tie to a need, an old or a new one."""

    words = ("Das", "Anliegen", "Anliegen")
    help_topic = "anliegen"
    need_wanted = Signal(list)
    new_need_wanted = Signal(list)

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        filter_row = FilterRow("Anliegen filtern", top=16)
        filter_row.add_choice("concern_kind_id", "Art", [])
        filter_row.add_choice("channel", "Eingang", [(channel, channel.label) for channel in ConcernChannel])
        filter_row.set_views(VIEWS)
        empty = EmptyState(
            "inbox",
            "Noch kein Anliegen aufgenommen",
            "Hier stehen Hinweise aus der Bürgerschaft, ohne Namen. Mit einem Bedarf verknüpft, zählen sie als Beleg.",
            "Anliegen aufnehmen",
            "Was geschieht mit Anliegen?",
        )
        table = RecordTable(
            context.workspace.concerns.list(),
            name="concerns",
            label="Anliegen",
            state=context.settings,
            chips={"state": CONCERN_CHIPS},
            sort="received_on desc",
        )
        detail = ConcernDetail(context)
        super().__init__(context, filter_row, table, detail, name="concerns", parent=parent)
        self.empty = empty
        self.empty.action.connect(self.new_wanted)
        self.empty.help_wanted.connect(self._on_help)
        self._column.insertWidget(0, self.empty, 1)
        self.due = NoticeBar("", "attention", action="Jetzt löschen")
        self._column.insertWidget(0, self.due)
        self.due.triggered.connect(self._on_erase_due)
        detail.need_wanted.connect(self.need_wanted)
        detail.new_need_wanted.connect(self.new_need_wanted)

    def select(self, id: int) -> bool:
        """Show one concern; a settled one in the view of all."""
        found = super().select(id)
        if not found:
            self.filter_row.show_view("Alle Anliegen")
            found = self.table.select(id)
        return found

    def reload(self) -> None:
        """Read the list and what is due for erasing."""
        concerns = self._context.workspace.concerns
        nothing = not concerns.any()
        self.empty.setVisible(nothing)
        self.filter_row.setVisible(not nothing)
        self.split.setVisible(not nothing)
        super().reload()
        usual = self.filter_row.is_usual()
        words = ("Alles geklärt", "Es gibt kein offenes Anliegen. Erledigte stehen unter „Alle Anliegen“.")
        other = ("Nichts gefunden", "Kein Anliegen passt zu den Filtern.")
        self.table.nothing_found.set_words(*(words if usual else other))
        self.table.nothing_found.help_link.setVisible(not usual)
        due = 0 if self._context.read_only else len(concerns.due())
        words = f"{plural(due, 'Kontaktangabe ist', 'Kontaktangaben sind')} zu löschen."
        self.due.set(words if due else "", "attention", strong="Datenschutz:" if due else "", action="Jetzt löschen")

    def _set_options(self) -> None:
        entries = self._context.workspace.catalogues.entries("concern_kind")
        self.filter_row.set_options("concern_kind_id", [(entry.id, entry.label) for entry in entries])

    def _discard(self, id: int) -> None:
        self._context.workspace.concerns.discard(id)

    @Slot(QMenu, list)
    def _on_menu(self, menu: QMenu, ids: list[int]) -> None:
        writable = bool(ids) and not self._context.read_only
        for words, slot, possible in (
            ("Mit Bedarf verknüpfen …", self._on_link, writable),
            ("Bedarf daraus anlegen …", self._on_new_need, writable),
            ("Als dasselbe zusammenführen", self._on_merge, writable and len(ids) > 1),
        ):
            action = QAction(words, menu)
            action.setEnabled(possible)
            action.triggered.connect(slot)
            menu.addAction(action)
        super()._on_menu(menu, ids)

    @Slot()
    def _on_link(self) -> None:
        self.need_wanted.emit(self.table.selected_ids())

    @Slot()
    def _on_new_need(self) -> None:
        self.new_need_wanted.emit(self.table.selected_ids())

    @Slot()
    def _on_merge(self) -> None:
        ids = self.table.selected_ids()
        concerns = self._context.workspace.concerns
        kept = min(ids, key=lambda id: (concerns.get(id).received_on or date.max, id))
        concerns.merge(ids, kept)
        self._context.undo_bar(f"{len(ids)} Anliegen sind zusammengeführt; das älteste zählt weiter.")

    @Slot()
    def _on_erase_due(self) -> None:
        self._context.jobs.run(
            erase_contacts,
            self._context.workspace.concerns,
            0,
            title="Kontaktangaben werden gelöscht",
            done=self._on_erased,
            lane=Lane.WRITER,
            owner=self,
        )

    @Slot(object)
    def _on_erased(self, count: int) -> None:
        self._context.notify(f"{plural(count, 'Kontaktangabe', 'Kontaktangaben')} gelöscht.")


class ConcernsTab(ListTab):
    """„Anliegen“."""

    key: ClassVar[str] = "concerns"
    label: ClassVar[str] = "Anliegen"
    help_topic: ClassVar[str] = "anliegen"
    kinds: ClassVar[frozenset[str]] = frozenset({"concern"})
    record_kind: ClassVar[str] = Concern.kind
    list_title: ClassVar[str] = "Anliegen"

    def __init__(self, context: AppContext, page: QWidget) -> None:
        super().__init__(context, page, "Neues Anliegen")
        self._lookups = workspace_lookups(context.workspace)

    def pane(self) -> QWidget:
        """The inbox, made at the first visit."""
        if self.register is None:
            made = self.register = ConcernRegister(self.context)
            made.new_wanted.connect(self.new_record)
            made.changed.connect(self.changed)
            made.need_wanted.connect(self._on_need_wanted)
            made.new_need_wanted.connect(self._on_new_need_wanted)
        return self.register

    def source(self) -> Any:
        """All concerns; contacts are no column of the list."""
        return self.context.workspace.concerns.list()

    def count(self) -> int | None:
        """Concerns nobody has settled yet: what the first view of the list shows."""
        return self.context.workspace.concerns.open_count() or None

    def show_record(self, kind: str, record_id: int) -> None:
        """Show a concern."""
        if self.register is not None:
            self.register.select(record_id)

    @Slot()
    def new_record(self) -> None:
        """Ask for a concern and show it."""
        new_id = RecordDialog.ask(
            self.page,
            Concern,
            names=NEW_FIELDS,
            title="Neues Anliegen",
            primary="Anliegen aufnehmen",
            lookups=self._lookups,
            initial={"received_on": self._lookups.today()},
            save=self._create,
        )
        if new_id:
            self.context.navigate(Concern.kind, new_id)

    def _create(self, values: dict[str, Any]) -> int:
        return self.context.workspace.concerns.create(**values)

    @Slot(list)
    def _on_need_wanted(self, ids: list[int]) -> None:
        title, label = "Mit Bedarf verknüpfen", "Bedarf"
        need_id = LinkDialog.ask(self.page, title, label, "Verknüpfen", Need.kind, self._lookups)
        if need_id:
            self.context.workspace.concerns.tie(ids, need_id)
            self.context.undo_bar("Das Anliegen zählt jetzt als Beleg des Bedarfs.")

    @Slot(list)
    def _on_new_need_wanted(self, ids: list[int]) -> None:
        concerns = self.context.workspace.concerns

        def save(values: dict[str, Any]) -> int:
            return concerns.make_need(ids, **values)

        new_id = RecordDialog.ask(
            self.page,
            Need,
            names=NEED_FIELDS,
            title="Bedarf aus Anliegen",
            primary="Bedarf anlegen",
            lookups=self._lookups,
            initial=concerns.proposed_need(ids),
            save=save,
        )
        if new_id:
            self.context.navigate(Need.kind, new_id)
