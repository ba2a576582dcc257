"""The seats of a body: who holds them, who deputises, who votes."""

from typing import Any, ClassVar

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from coordinator_app.common.german import format_date, plural
from coordinator_app.domain.bodies import CHAIRS, Membership, Role
from coordinator_app.gui import alerts
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import RecordDialog
from coordinator_app.gui.forms.editors import ChoiceEditor
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.forms.questions import LinkDialog
from coordinator_app.gui.pages.meetings.dialogs import DayDialog
from coordinator_app.gui.pages.meetings.row_list import Row, RowList
from coordinator_app.gui.widgets.buttons import MoreButton, SecondaryButton
from coordinator_app.gui.widgets.chips import ChipStyle
from coordinator_app.gui.widgets.labels import SectionTitle
from coordinator_app.gui.widgets.notices import EmptyState

FIELDS: tuple[str | tuple[str, ...], ...] = (
    "seat",
    ("person_id", "organisation_id"),
    ("role", "deputy_for_id"),
    ("has_vote", "weight"),
    ("starts_on", "ends_on"),
    "appointed_on",
)
NAMES = [name for entry in FIELDS for name in ((entry,) if isinstance(entry, str) else entry)]
_NO_VOTE = frozenset({Role.ADVISORY, Role.STANDING_GUEST, Role.MANAGER, Role.MINUTE_TAKER})


class SeatsPane(QWidget):
    """List of seats with add, change, hand over, end."""

    EMPTY: ClassVar[str] = "Ein Sitz gehört zu einer Funktion oder Institution; die Person dahinter kann wechseln."

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._lookups = context, lookups
        self._bodies = context.workspace.bodies
        self._body_id = 0
        self.title = SectionTitle("Sitze")
        self.add_button = SecondaryButton("Sitz hinzufügen", "plus")
        self.add_button.clicked.connect(self.add_seat)
        self.more = MoreButton("Weitere Aktionen zum Sitz")
        self._fill_menu(self.more.menu_)
        self.title.add(self.add_button)
        self.title.add(self.more)
        self.rows = RowList("Sitze", height=44)
        self.rows.opened.connect(self._on_opened)
        self.rows.wish.connect(self._on_wish)
        self.empty = EmptyState("people", "Noch keine Sitze", self.EMPTY, "Sitz hinzufügen", compact=True)
        self.empty.action.connect(self.add_seat)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addWidget(self.title)
        column.addWidget(self.rows, 1)
        column.addWidget(self.empty, 1)

    def _fill_menu(self, menu: QMenu) -> None:
        for text, slot in (
            ("Sitz ändern…", self.change_seat),
            ("An andere Person übergeben…", self.hand_over),
            ("Sitz beenden…", self.end_seat),
            ("In den Papierkorb", self.discard_seat),
        ):
            action = QAction(text, self)
            action.triggered.connect(slot)
            menu.addAction(action)

    def show_body(self, body_id: int) -> None:
        """Show the seats held today, former ones below."""
        self._body_id = body_id
        held, former = self._bodies.seats(body_id), self._bodies.former_seats(body_id)
        count = plural(len(held), "Sitz", "Sitze")
        votes = plural(self._bodies.votes(body_id), "Stimme", "Stimmen")
        self.title.set_hint(f"{count} · {votes}" if held else "")
        rows = [_row(view, former=False) for view in held] + [_row(view, former=True) for view in former]
        self.rows.set_rows(rows)
        self.rows.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self.title.setVisible(bool(rows))
        for widget in (self.add_button, self.more, self.empty.button):
            widget.setEnabled(not self._context.read_only)
        if rows and not self.rows.current_key():
            self.rows.select(rows[0].key)

    def count(self) -> int:
        """Number of rows shown."""
        return self.rows.count()

    def _current(self) -> Membership | None:
        views = [*self._bodies.seats(self._body_id), *self._bodies.former_seats(self._body_id)]
        return next((view.seat for view in views if str(view.id) == self.rows.current_key()), None)

    @Slot()
    def add_seat(self) -> None:
        """Ask for a new seat."""
        initial = {"starts_on": self._lookups.today(), "has_vote": True, "weight": 1, "role": Role.MEMBER}
        body_id, bodies = self._body_id, self._bodies

        def save(values: dict[str, Any]) -> int:
            if values["role"] in _NO_VOTE:
                values["has_vote"] = False
            return bodies.add_seat(body_id, **values)

        self._ask("Neuer Sitz", "Sitz anlegen", initial, save)

    @Slot()
    def change_seat(self) -> None:
        """Change the current seat."""
        seat = self._current()
        if seat is None or self._context.read_only:
            return
        bodies, chosen = self._bodies, seat

        def save(values: dict[str, Any]) -> int:
            bodies.update_seat(chosen.id, chosen.version, **values)
            return chosen.id

        self._ask("Sitz ändern", "Sitz speichern", {name: getattr(seat, name) for name in NAMES}, save)

    def _ask(self, title: str, primary: str, initial: dict[str, Any], save: Any) -> None:
        deputies = [
            (view.id, f"{view.name} ({view.seat.seat})")
            for view in self._bodies.seats(self._body_id)
            if view.seat.deputy_for_id is None and str(view.id) != self.rows.current_key()
        ]
        RecordDialog.ask(
            self,
            Membership,
            names=FIELDS,
            title=title,
            primary=primary,
            lookups=self._lookups,
            initial=initial,
            editors={"deputy_for_id": ChoiceEditor(deputies)},
            save=save,
        )

    @Slot()
    def hand_over(self) -> None:
        """Another person takes the seat from a day on."""
        seat = self._current()
        if seat is None or self._context.read_only:
            return
        title = f"Sitz „{seat.seat}“ übergeben"
        person = LinkDialog.ask(self, title, "Neue Person", "Weiter", "person", self._lookups)
        if person is None:
            return
        when = DayDialog("Sitz übergeben", "", "Ab welchem Tag?", "Sitz übergeben", self._lookups, self)
        if when.run():
            with alerts.shown(self):
                self._bodies.hand_over(seat.id, person_id=person, day=when.day.value())

    @Slot()
    def end_seat(self) -> None:
        """The seat is held for the last time on a day."""
        seat = self._current()
        if seat is None or self._context.read_only:
            return
        text = "Der Sitz bleibt in alten Sitzungen stehen."
        dialog = DayDialog("Sitz beenden", text, "Letzter Tag", "Sitz beenden", self._lookups, self)
        if dialog.run():
            with alerts.shown(self):
                self._bodies.end_seat(seat.id, dialog.day.value())

    @Slot()
    def discard_seat(self) -> None:
        """Move a seat entered by mistake to the Papierkorb."""
        seat = self._current()
        if seat is not None and not self._context.read_only:
            self._bodies.discard_seat(seat.id)
            self._context.undo_bar(f"Der Sitz „{seat.seat}“ liegt im Papierkorb.")

    @Slot(str)
    def _on_opened(self, _key: str) -> None:
        self.change_seat()

    @Slot(str)
    def _on_wish(self, wish: str) -> None:
        if wish == "delete":
            self.discard_seat()


def _row(view: Any, *, former: bool) -> Row:
    seat: Membership = view.seat
    role = seat.role.label[0].upper() + seat.role.label[1:]
    parts = [role if seat.role is not Role.MEMBER else "", seat.seat if seat.seat != view.name else ""]
    parts.append(view.organisation if view.organisation not in (view.name, seat.seat) else "")
    if seat.deputy_for_id is not None:
        parts = ["Vertretung", *parts]
    value = ""
    if former:
        value = f"bis {format_date(seat.ends_on)}" if seat.ends_on else f"ab {format_date(seat.starts_on)}"
    votes = seat.has_vote and seat.deputy_for_id is None
    style = ChipStyle("ok", "tick") if votes else ChipStyle("neutral", "minus")
    words = "stimmberechtigt" if votes else "vertritt" if seat.deputy_for_id is not None else "beratend"
    return Row(
        str(view.id),
        view.name,
        icon="star" if seat.role in CHAIRS else "person" if seat.person_id else "building",
        second=" · ".join(part for part in parts if part) or role,
        chip=None if former else (f"{seat.weight} Stimmen" if votes and seat.weight > 1 else words, style),
        value=value,
        depth=1 if seat.deputy_for_id is not None else 0,
        muted=former,
    )
