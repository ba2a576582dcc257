"""The tab „Kontakte“: what was talked about with whom, and the card that shows it at people and organisations."""

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator_app.common.german import format_date
from coordinator_app.domain.columns import ListFilter
from coordinator_app.domain.network import Interaction, InteractionChannel
from coordinator_app.gui import theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import RecordDialog
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.forms.record_form import RecordForm
from coordinator_app.gui.pages.network.parts import NetworkPane
from coordinator_app.gui.register_pane import RecordDetail
from coordinator_app.gui.source_tasks import SourceTasks
from coordinator_app.gui.widgets.buttons import LinkButton
from coordinator_app.gui.widgets.cards import ListCard, ListRow
from coordinator_app.gui.widgets.filter_row import FilterRow
from coordinator_app.gui.widgets.linked_rows import hint_row
from coordinator_app.gui.widgets.notices import EmptyState
from coordinator_app.gui.widgets.record_table import RecordTable
from coordinator_app.gui.widgets.scroll_column import ScrollColumn
from coordinator_app.services.interactions import InteractionList

FIELDS = (
    ("happened_on", "channel", "direction"),
    "subject",
    "text",
    ("persons", "organisations"),
    "project_id",
    "note",
)
NEW = (("happened_on", "channel", "direction"), "subject", "text", ("persons", "organisations"), "project_id")
_ICONS = {
    InteractionChannel.MEETING: "people",
    InteractionChannel.PHONE: "phone",
    InteractionChannel.MAIL: "mail",
    InteractionChannel.LETTER: "document",
}
_SHOWN = 6


def ask_interaction(
    parent: QWidget, context: AppContext, lookups: Lookups, initial: dict[str, Any] | None = None
) -> int | None:
    """Ask for a new contact; the id stored, None when cancelled."""
    interactions = context.workspace.interactions

    def save(values: dict[str, Any]) -> int:
        return interactions.create(**values)

    return RecordDialog.ask(
        parent,
        Interaction,
        names=NEW,
        title="Neuer Kontakt",
        primary="Kontakt festhalten",
        save=save,
        lookups=lookups,
        initial={"happened_on": lookups.today(), **(initial or {})},
    )


class InteractionDetail(RecordDetail):
    """One contact: its fields, and the tasks that come of it."""

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        hint = EmptyState("comment", "Kein Kontakt gewählt", "Wählen Sie links einen Kontakt aus.", compact=True)
        super().__init__(context, hint, parent)
        self.more = self._add_more()
        self.form = RecordForm(Interaction, save=self._save, names=FIELDS, lookups=lookups)
        self.tasks = SourceTasks(context, lookups, "Aufgaben daraus")
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 16, 0, 0)
        column.setSpacing(8)
        head = QVBoxLayout()
        head.setContentsMargins(24, 0, 24, 0)
        column.addLayout(head)
        head.addWidget(self.header)
        column.addWidget(ScrollColumn(self.form, self.tasks), 1)
        self._set_content(content)

    def _show(self, id: int) -> None:
        found = self._context.workspace.interactions.get(id)
        self.header.set(found.subject, format_date(found.happened_on))
        self.form.load(found)
        self.tasks.show_source("interaction", id)

    def edit(self) -> None:
        """Go to the fields."""
        self.form.focus_first()

    def _save(self, name: str, value: Any) -> None:
        self._context.workspace.interactions.update(self.form.record.id, None, **{name: value})


class InteractionPane(NetworkPane[InteractionDetail]):
    """List and detail of the contacts."""

    words = ("Der", "Kontakt", "Kontakte")
    kind: ClassVar[str] = "interaction"
    list_title: ClassVar[str] = "Kontakte"
    new_text: ClassVar[str] = "Neuer Kontakt"
    help_topic: ClassVar[str] = "kontakte"
    topic: ClassVar[str] = "kontakte"

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        self._lookups = lookups
        self.source = _NewestFirst(context)
        filter_row = FilterRow("Kontakte filtern", top=16)
        filter_row.add_choice("channel", "Weg", [(channel, channel.label) for channel in InteractionChannel])
        empty = EmptyState(
            "comment",
            "Noch kein Kontakt festgehalten",
            "Hier steht, mit wem Sie wann worüber gesprochen haben: Telefonate, Treffen, E-Mails, Briefe.",
            "" if context.read_only else "Kontakt festhalten",
            "Welche Kontakte gehören hierher?",
        )
        table = RecordTable(self.source, name="interactions", label="Kontakte", state=context.settings, empty=empty)
        super().__init__(
            context, filter_row, table, InteractionDetail(context, lookups), name="interactions", parent=parent
        )

    def ask_new(self) -> int | None:
        """Ask for a new contact."""
        return ask_interaction(self, self._context, self._lookups)

    def _discard(self, id: int) -> None:
        self._context.workspace.interactions.discard(id)


class _NewestFirst(InteractionList):
    """The list, the newest first until another order is chosen."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(context.workspace.store)

    def ids(self, wanted: ListFilter) -> list[int]:
        """Ids in the order asked for."""
        if wanted.sort:
            return super().ids(wanted)
        return super().ids(ListFilter(wanted.text, wanted.equals, "happened_on", descending=True))


class InteractionCard(ListCard):
    """The card „Kontakte“ of a person or an organisation, with the way to note one."""

    def __init__(
        self,
        context: AppContext,
        lookups: Lookups,
        kind: str,
        noted: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Kontakte", parent=parent)
        self._context, self._lookups, self._kind, self._noted = context, lookups, kind, noted
        self._id = 0
        self.add_link = LinkButton("Kontakt festhalten", "plus")
        theme.reveal(self.add_link, shown=not context.read_only)
        self.add_link.clicked.connect(self._on_add)
        self.add_to_head(self.add_link)

    def show_record(self, id: int) -> None:
        """Show the latest contacts."""
        self._id = id
        lines = self._context.workspace.interactions.of(self._kind, id)
        rows: list[QWidget] = []
        for line in lines[:_SHOWN]:
            row = ListRow(
                line.interaction.subject, addition=line.words, value=line.day, icon=_ICONS[line.interaction.channel]
            )
            row.activated.connect(partial(self._context.navigate, "interaction", line.interaction.id))
            rows.append(row)
        if len(lines) > _SHOWN:
            rows.append(hint_row(f"und {len(lines) - _SHOWN} ältere im Reiter „Kontakte“"))
        self.set_hint(str(len(lines)) if lines else "")
        self.set_rows(rows or [hint_row("Noch kein Kontakt festgehalten.")])

    @Slot()
    def _on_add(self) -> None:
        name = {"person": "persons", "organisation": "organisations"}[self._kind]
        if ask_interaction(self, self._context, self._lookups, {name: (self._id,)}):
            self._noted()
