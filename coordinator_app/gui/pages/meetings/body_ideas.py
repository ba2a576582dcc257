"""The Themenspeicher of a body: ideas for later agendas with source, wish date and what became of them."""

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator_app.common.clock import local
from coordinator_app.common.german import format_date, format_weekday_date
from coordinator_app.domain.meetings import BEFORE, BacklogItem, BacklogState
from coordinator_app.gui import alerts
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import RecordDialog
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.forms.questions import ask_reason
from coordinator_app.gui.pages.meetings.dialogs import ChoiceDialog
from coordinator_app.gui.widgets.buttons import LinkButton, MoreButton
from coordinator_app.gui.widgets.cards import ListCard, ListRow
from coordinator_app.gui.widgets.chips import ChipStyle
from coordinator_app.gui.widgets.linked_rows import tag, tagged
from coordinator_app.gui.widgets.notices import EmptyState
from coordinator_app.services.backlog import BacklogEntry

FIELDS: tuple[str | tuple[str, ...], ...] = ("title", "text", ("wanted_on", "minutes"), "proposed_by")
_NAMES = ("title", "text", "wanted_on", "minutes", "proposed_by")
_STYLES = {
    BacklogState.OPEN: ChipStyle("neutral", "circle"),
    BacklogState.SCHEDULED: ChipStyle("ok", "calendar-check"),
    BacklogState.REJECTED: ChipStyle("neutral", "x"),
}


class IdeasPane(QWidget):
    """Ideas of one body; they are offered while a meeting is prepared."""

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._lookups = context, lookups
        self._meetings = context.workspace.meetings
        self._backlog = self._meetings.backlog
        self._body_id = 0
        self.card = ListCard("Themenspeicher")
        self.add_link = LinkButton("Thema hinzufügen", "plus")
        self.add_link.clicked.connect(self.add_idea)
        self.card.add_to_head(self.add_link)
        self.settled = ListCard("Eingeplant und abgelehnt")
        text = "Hier warten Themen auf eine Sitzung. Beim Vorbereiten bietet das Programm fällige an."
        self.empty = EmptyState("inbox", "Der Themenspeicher ist leer", text, "Thema hinzufügen", compact=True)
        self.empty.action.connect(self.add_idea)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        for part in (self.card, self.settled, self.empty):
            column.addWidget(part)

    def show_body(self, body_id: int) -> None:
        """Show the ideas, open ones first."""
        self._body_id = body_id
        entries = self._backlog.entries(body_id)
        waiting: list[QWidget] = [self._row(entry) for entry in entries if entry.item.state is BacklogState.OPEN]
        settled: list[QWidget] = [self._row(entry) for entry in entries if entry.item.state is not BacklogState.OPEN]
        self.card.set_rows(waiting)
        self.card.set_hint(str(len(waiting)) if waiting else "")
        self.card.setVisible(bool(waiting or settled))
        self.settled.set_rows(settled)
        self.settled.setVisible(bool(settled))
        self.empty.setVisible(not entries)
        self.add_link.setEnabled(not self._context.read_only)
        self.empty.button.setEnabled(not self._context.read_only)

    def _row(self, entry: BacklogEntry) -> ListRow:
        item = entry.item
        words = {
            BacklogState.OPEN: f"Wunschtermin {format_date(item.wanted_on)}" if item.wanted_on else "",
            BacklogState.SCHEDULED: entry.meeting,
            BacklogState.REJECTED: "",
        }
        addition = item.reject_reason if item.state is BacklogState.REJECTED else entry.source
        chip = (item.state.label, _STYLES[item.state])
        row = ListRow(item.title, addition=addition, value=words[item.state], chip=chip, chip_width=110)
        row.setToolTip("\n".join(filter(None, (item.title, entry.source, item.text, item.reject_reason))))
        tag(row, BacklogItem.kind, entry.id)
        row.activated.connect(self._on_activated)
        if not self._context.read_only:
            row.add(self._menu(entry))
        return row

    def _menu(self, entry: BacklogEntry) -> MoreButton:
        button = MoreButton(f"Weitere Aktionen zu „{entry.item.title}“")
        actions = {
            BacklogState.OPEN: (
                ("Auf eine Tagesordnung setzen …", self._on_take),
                ("Ablehnen …", self._on_reject),
                ("In den Papierkorb", self._on_delete),
            ),
            BacklogState.SCHEDULED: (("Zum Tagesordnungspunkt", self._on_activated),),
            BacklogState.REJECTED: (
                ("Ablehnung zurücknehmen", self._on_reopen),
                ("In den Papierkorb", self._on_delete),
            ),
        }
        for text, slot in actions[entry.item.state]:
            action = button.menu_.addAction(text)
            tag(action, BacklogItem.kind, entry.id)
            action.triggered.connect(slot)
        return button

    @Slot()
    def add_idea(self) -> None:
        """Ask for a new idea."""
        body_id, backlog = self._body_id, self._backlog

        def save(values: dict[str, Any]) -> int:
            return backlog.add(body_id=body_id, **values)

        self._ask("Neues Thema", "Thema hinzufügen", {}, save)

    @Slot()
    def _on_activated(self) -> None:
        """A planned idea leads to its item, the others open for changes."""
        id = tagged(self.sender())[1]
        entry = next((entry for entry in self._backlog.entries(self._body_id) if entry.id == id), None)
        if entry is None:
            return
        if entry.agenda_item_id is not None:
            self._context.navigate("agenda_item", entry.agenda_item_id)
            return
        item, backlog = entry.item, self._backlog

        def save(values: dict[str, Any]) -> int:
            backlog.update(item.id, item.version, **values)
            return item.id

        self._ask("Thema ändern", "Thema speichern", {name: getattr(item, name) for name in _NAMES}, save)

    @Slot()
    def _on_take(self) -> None:
        id = tagged(self.sender())[1]
        coming = [found for found in self._meetings.of_body(self._body_id) if found.state in BEFORE]
        coming.sort(key=lambda meeting: (meeting.starts_at is None, meeting.starts_at))
        if not coming:
            self._context.notify("Es ist keine Sitzung geplant. Bereiten Sie zuerst die nächste vor.", "info")
            return
        options = [
            (found.id, format_weekday_date(local(found.starts_at).date()) if found.starts_at else found.title)
            for found in coming
        ]
        title = "Auf eine Tagesordnung setzen"
        meeting_id = ChoiceDialog.ask(self, title, "", "Sitzung", options, "Auf die Tagesordnung")
        if meeting_id is not None:
            with alerts.shown(self):
                self._backlog.take(id, meeting_id)
                self._context.undo_bar("Das Thema steht auf der Tagesordnung.")

    @Slot()
    def _on_reject(self) -> None:
        id = tagged(self.sender())[1]
        text = "Der Grund bleibt beim Eintrag stehen."
        reason = ask_reason(self, "Thema ablehnen", text, "Thema ablehnen")
        if reason:
            with alerts.shown(self):
                self._backlog.reject(id, reason)

    @Slot()
    def _on_reopen(self) -> None:
        self._backlog.reopen(tagged(self.sender())[1])

    @Slot()
    def _on_delete(self) -> None:
        self._backlog.discard(tagged(self.sender())[1])
        self._context.undo_bar("Das Thema liegt im Papierkorb.")

    def _ask(self, title: str, primary: str, initial: dict[str, Any], save: Any) -> None:
        if self._context.read_only:
            return
        RecordDialog.ask(
            self,
            BacklogItem,
            names=FIELDS,
            title=title,
            primary=primary,
            lookups=self._lookups,
            initial=initial,
            save=save,
        )
