"""The terms of a body: when they run, which numbers come next."""

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from coordinator_app.common.german import format_date
from coordinator_app.domain.bodies import Term, term_on
from coordinator_app.domain.constitution import next_term_span, term_title
from coordinator_app.gui import alerts
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import RecordDialog
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.widgets.buttons import IconButton, LinkButton
from coordinator_app.gui.widgets.cards import ListCard, ListRow
from coordinator_app.gui.widgets.linked_rows import hint_row, tag, tagged

FIELDS: tuple[str | tuple[str, ...], ...] = ("title", ("starts_on", "ends_on"))
ALL_FIELDS: tuple[str | tuple[str, ...], ...] = (*FIELDS, ("next_meeting_number", "next_resolution_number"))


class TermsCard(ListCard):
    """Terms with add, change and delete."""

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__("Sitzungsperioden", parent=parent)
        self._context, self._lookups = context, lookups
        self._bodies = context.workspace.bodies
        self._body_id = 0
        self.add_link = LinkButton("Periode hinzufügen", "plus")
        self.add_link.clicked.connect(self.add_term)
        self.add_to_head(self.add_link)

    def show_body(self, body_id: int) -> None:
        """Show the terms, the latest first."""
        self._body_id = body_id
        terms = self._bodies.terms(body_id)
        now = term_on(terms, self._lookups.today())
        rows: list[QWidget] = []
        for term in terms:
            numbers = f"nächste Sitzung {term.next_meeting_number}, nächster Beschluss {term.next_resolution_number}"
            span = f"{format_date(term.starts_on)}–{format_date(term.ends_on)}"
            mark = "heute · " if term is now else ""
            row = ListRow(term.title, addition=f"{mark}{numbers}", value=span, icon="calendar")
            tag(row, "term", term.id)
            row.activated.connect(self._on_term_activated)
            if not self._context.read_only:
                button = IconButton("trash", f"Periode {term.title} löschen", flat=True)
                tag(button, "term", term.id)
                button.clicked.connect(self._on_delete)
                row.add(button)
            rows.append(row)
        if not rows:
            rows.append(hint_row("Die erste Periode entsteht mit der ersten Sitzung: das Kalenderjahr."))
        self.set_rows(rows)
        self.add_link.setEnabled(not self._context.read_only)

    @Slot()
    def add_term(self) -> None:
        """Ask for a new term; the one that follows the last is proposed."""
        body_id, bodies = self._body_id, self._bodies
        terms = [term for term in bodies.terms(body_id) if term.ends_on]
        begin, end = next_term_span(terms[0] if terms else None, self._lookups.today())

        def save(values: dict[str, Any]) -> int:
            return bodies.add_term(body_id, **values)

        initial = {"title": term_title(begin, end), "starts_on": begin, "ends_on": end}
        self._ask("Neue Sitzungsperiode", "Periode anlegen", FIELDS, initial, save)

    def _ask(self, title: str, primary: str, names: Any, initial: dict[str, Any], save: Any) -> None:
        if self._context.read_only:
            return
        RecordDialog.ask(
            self, Term, names=names, title=title, primary=primary, lookups=self._lookups, initial=initial, save=save
        )

    @Slot()
    def _on_term_activated(self) -> None:
        _, id = tagged(self.sender())
        term = next((term for term in self._bodies.terms(self._body_id) if term.id == id), None)
        if term is None:
            return
        bodies, chosen = self._bodies, term

        def save(values: dict[str, Any]) -> int:
            bodies.update_term(chosen.id, chosen.version, **values)
            return chosen.id

        names = ("title", "starts_on", "ends_on", "next_meeting_number", "next_resolution_number")
        initial = {name: getattr(term, name) for name in names}
        self._ask("Sitzungsperiode ändern", "Periode speichern", ALL_FIELDS, initial, save)

    @Slot()
    def _on_delete(self) -> None:
        _, id = tagged(self.sender())
        with alerts.shown(self):
            self._bodies.discard_term(id)
            self._context.undo_bar("Die Sitzungsperiode liegt im Papierkorb.")
