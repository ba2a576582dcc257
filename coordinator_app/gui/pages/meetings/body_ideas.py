"""The Themenspeicher of a body: ideas for later agendas."""

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator_app.common.german import format_date
from coordinator_app.domain.meetings import BacklogItem, BacklogState
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import RecordDialog
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.widgets.buttons import LinkButton
from coordinator_app.gui.widgets.cards import ListCard, ListRow
from coordinator_app.gui.widgets.chips import ChipStyle
from coordinator_app.gui.widgets.notices import EmptyState

FIELDS: tuple[str | tuple[str, ...], ...] = ("title", "text", ("wanted_on", "minutes"), "proposed_by")
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
        self._body_id = 0
        self.card = ListCard("Themenspeicher")
        self.add_link = LinkButton("Thema hinzufügen", "plus")
        self.add_link.clicked.connect(self.add_idea)
        self.card.add_to_head(self.add_link)
        text = "Hier warten Themen auf eine Sitzung. Beim Vorbereiten bietet das Programm fällige an."
        self.empty = EmptyState("inbox", "Der Themenspeicher ist leer", text, "Thema hinzufügen", compact=True)
        self.empty.action.connect(self.add_idea)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.card)
        column.addWidget(self.empty)

    def show_body(self, body_id: int) -> None:
        """Show the ideas, open ones first."""
        self._body_id = body_id
        ideas = sorted(self._context.workspace.meetings.backlog.open(body_id), key=_order)
        rows: list[QWidget] = []
        for idea in ideas:
            wanted = f"Wunschtermin {format_date(idea.wanted_on)}" if idea.wanted_on else ""
            row = ListRow(
                idea.title, addition=idea.proposed_by, value=wanted, chip=(idea.state.label, _STYLES[idea.state])
            )
            row.activated.connect(self._on_activated)
            row.setProperty("record", idea.id)
            rows.append(row)
        self.card.set_rows(rows)
        self.card.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self.add_link.setEnabled(not self._context.read_only)
        self.empty.button.setEnabled(not self._context.read_only)

    @Slot()
    def add_idea(self) -> None:
        """Ask for a new idea."""
        body_id, meetings = self._body_id, self._context.workspace.meetings

        def save(values: dict[str, Any]) -> int:
            return meetings.backlog.add(body_id=body_id, **values)

        self._ask("Neues Thema", "Thema hinzufügen", {}, save)

    @Slot()
    def _on_activated(self) -> None:
        row = self.sender()
        meetings = self._context.workspace.meetings
        idea = next((i for i in meetings.backlog.open(self._body_id) if row and i.id == row.property("record")), None)
        if idea is None or self._context.read_only:
            return
        chosen = idea

        def save(values: dict[str, Any]) -> int:
            meetings.backlog.update(chosen.id, chosen.version, **values)
            return chosen.id

        names = ("title", "text", "wanted_on", "minutes", "proposed_by")
        self._ask("Thema ändern", "Thema speichern", {name: getattr(idea, name) for name in names}, save)

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


def _order(idea: BacklogItem) -> tuple[bool, str, str]:
    wanted = idea.wanted_on.isoformat() if idea.wanted_on else "9"
    return (idea.state is not BacklogState.OPEN, wanted, idea.title)
