"""The seats of a body: who holds them, who deputises, who votes; handing over, history, certificates."""

from typing import Any, ClassVar

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from coordinator_app.common.german import format_date, plural
from coordinator_app.domain.bodies import CHAIRS, Membership, Role
from coordinator_app.gui import alerts, theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dates import DateEditor
from coordinator_app.gui.forms.dialogs import RecordDialog
from coordinator_app.gui.forms.editors import ChoiceEditor
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.pages.meetings.dialogs import DayDialog
from coordinator_app.gui.pages.meetings.row_list import Row, RowList
from coordinator_app.gui.pages.meetings.seat_dialogs import AppointDialog, HandOverDialog, HistoryDialog
from coordinator_app.gui.widgets.buttons import MenuButton, MoreButton, SecondaryButton
from coordinator_app.gui.widgets.chips import ChipStyle
from coordinator_app.gui.widgets.labels import Label, SectionTitle
from coordinator_app.gui.widgets.notices import EmptyState
from coordinator_app.services.seats import SeatView

FIELDS: tuple[str | tuple[str, ...], ...] = (
    "seat",
    ("person_id", "organisation_id"),
    ("role", "deputy_for_id"),
    ("has_vote", "weight"),
    ("starts_on", "ends_on"),
    ("appointed_on", "vacant"),
)
NAMES = [name for entry in FIELDS for name in ((entry,) if isinstance(entry, str) else entry)]
_ALL_BUTTONS, _TWO_BUTTONS = 690, 580  # pixels of the pane from which these have room
_NO_VOTE = frozenset({Role.ADVISORY, Role.STANDING_GUEST, Role.MANAGER, Role.MINUTE_TAKER})


class SeatsPane(QWidget):
    """List of the seats of a day with add, change, hand over, end, history and certificates."""

    EMPTY: ClassVar[str] = "Ein Sitz gehört zu einer Funktion oder Institution; die Person dahinter kann wechseln."

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._lookups = context, lookups
        self._bodies = context.workspace.bodies
        self._body_id = 0
        self._views: list[SeatView] = []
        self.title = SectionTitle("Sitze")
        self.add_button = SecondaryButton("Sitz hinzufügen", "plus")
        self.add_button.clicked.connect(self.add_seat)
        self.hand_over_button = SecondaryButton("Übergeben …", "person-plus")
        self.hand_over_button.clicked.connect(self.hand_over)
        self.print_button = MenuButton("Ausgeben", "printer")
        self.more = MoreButton("Weitere Aktionen zum Sitz")
        self._change_actions: list[QAction] = []
        self._fill_menus()
        self.day = DateEditor(lookups.today)
        self.day.field.setAccessibleName("Stand der Sitze am")
        self.day.committed.connect(self._on_day)
        self.rows = RowList("Sitze", height=44)
        self.rows.opened.connect(self._on_opened)
        self.rows.wish.connect(self._on_wish)
        self.rows.chosen.connect(self._on_row)
        self.empty = EmptyState("people", "Noch keine Sitze", self.EMPTY, "Sitz hinzufügen", compact=True)
        self.empty.action.connect(self.add_seat)
        self._build()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        self._head = QWidget()
        column.addWidget(self._head)
        head = QVBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(8)
        head.addWidget(self.title)
        line = QHBoxLayout()
        head.addLayout(line)
        line.setSpacing(8)
        line.addWidget(Label("Stand am", "gedaempft"))
        line.addWidget(self.day)
        line.addStretch(1)
        for button in (self.print_button, self.hand_over_button, self.add_button, self.more):
            line.addWidget(button)
        column.addWidget(self.rows, 1)
        column.addWidget(self.empty, 1)

    def _fill_menus(self) -> None:
        for text, slot in (
            ("Sitz ändern …", self.change_seat),
            ("An andere Person übergeben …", self.hand_over),
            ("Vertretung hinzufügen …", self.add_deputy),
            ("Sitz beenden …", self.end_seat),
            ("In den Papierkorb", self.discard_seat),
        ):
            self._change_actions.append(_action(self.more.menu_, text, slot))
        self.more.menu_.addSeparator()
        _action(self.more.menu_, "Verlauf des Sitzes", self.show_history)
        self._change_actions.append(_action(self.more.menu_, "Berufung eintragen …", self.appoint))
        menu = self.print_button.menu_
        _action(menu, "Mitgliederliste dieses Tages", self.print_members)
        _action(menu, "Urkunde für diesen Sitz", self.print_certificate)
        _action(menu, "Urkunden für alle", self.print_certificates)
        _action(menu, "Seriendruckdaten speichern …", self.save_merge_data)
        self.more.menu_.addSeparator()
        self.more.menu_.addActions(menu.actions())

    def show_body(self, body_id: int) -> None:
        """Show the seats of the day chosen (today for another body), former and later ones below."""
        if body_id != self._body_id:
            self.day.set_value(self._lookups.today())
        self._body_id = body_id
        day = self.day.value() or self._lookups.today()
        held, former = self._bodies.seats(body_id, day), self._bodies.former_seats(body_id, day)
        self._views = [*held, *former]
        principals = [view for view in held if view.seat.deputy_for_id is None]
        vacant = sum(view.seat.vacant for view in principals)
        parts = [
            plural(len(principals), "Sitz", "Sitze"),
            plural(self._bodies.votes(body_id, day), "Stimme", "Stimmen"),
        ]
        parts += [f"{vacant} unbesetzt"] if vacant else []
        self.title.set_hint(" · ".join(parts) if held else "An diesem Tag gibt es keinen Sitz.")
        rows = [_row(view, self._principal(view), former=False) for view in held]
        rows += [_row(view, self._principal(view), former=True) for view in former]
        self.rows.set_rows(rows)
        theme.reveal(self.rows, shown=bool(rows))
        theme.reveal(self.empty, shown=not rows)
        theme.reveal(self._head, shown=bool(rows))
        if rows and not self.rows.current_key():
            self.rows.select(rows[0].key)
        self._show_state()

    def _principal(self, view: SeatView) -> str:
        """Whom a deputy stands in for."""
        wanted = view.seat.deputy_for_id
        return next((other.seat.seat for other in self._views if other.id == wanted), "")

    def _show_state(self) -> None:
        writable, current = not self._context.read_only, self.current_seat()
        for widget in (self.add_button, self.empty.button):
            widget.setEnabled(writable)
        self.hand_over_button.setEnabled(writable and current is not None)
        for action in self._change_actions:
            action.setEnabled(writable)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On narrow windows the menu of the three dots holds what has no room for a button of its own."""
        super().resizeEvent(event)
        theme.reveal(self.print_button, shown=self.width() >= _ALL_BUTTONS)
        theme.reveal(self.hand_over_button, shown=self.width() >= _TWO_BUTTONS)

    def count(self) -> int:
        """Number of rows shown."""
        return self.rows.count()

    def current_seat(self) -> SeatView | None:
        """The seat the list stands on."""
        key = self.rows.current_key()
        return next((view for view in self._views if str(view.id) == key), None)

    def _writable(self) -> SeatView | None:
        return None if self._context.read_only else self.current_seat()

    # --- changing

    @Slot()
    def add_seat(self) -> None:
        """Ask for a new seat."""
        self._ask_new("Neuer Sitz", {"role": Role.MEMBER, "has_vote": True})

    @Slot()
    def add_deputy(self) -> None:
        """Ask for a deputy of the current seat."""
        view = self._writable()
        if view is None:
            return
        principal = view.seat.deputy_for_id or view.id
        words = next((other.seat.seat for other in self._views if other.id == principal), view.seat.seat)
        initial = {"role": Role.MEMBER, "has_vote": False, "deputy_for_id": principal, "seat": words}
        self._ask_new(f"Vertretung für „{words}“", initial | {"organisation_id": view.seat.organisation_id})

    def _ask_new(self, title: str, initial: dict[str, Any]) -> None:
        body_id, bodies = self._body_id, self._bodies

        def save(values: dict[str, Any]) -> int:
            if values["role"] in _NO_VOTE:
                values["has_vote"] = False
            return bodies.add_seat(body_id, **values)

        begin = {"starts_on": self.day.value() or self._lookups.today(), "weight": 1}
        self._ask(title, "Sitz anlegen", begin | initial, save)

    @Slot()
    def change_seat(self) -> None:
        """Change the current seat."""
        view = self._writable()
        if view is None:
            return
        bodies, chosen = self._bodies, view.seat

        def save(values: dict[str, Any]) -> int:
            bodies.update_seat(chosen.id, chosen.version, **values)
            return chosen.id

        initial = {name: getattr(chosen, name) for name in NAMES}
        self._ask("Sitz ändern", "Sitz speichern", initial, save, own=chosen.id)

    def _ask(self, title: str, primary: str, initial: dict[str, Any], save: Any, own: int = 0) -> None:
        principals = [
            (view.id, f"{view.seat.seat} ({view.shown})" if view.shown != view.seat.seat else view.shown)
            for view in self._views
            if view.seat.deputy_for_id is None and view.id != own
        ]
        RecordDialog.ask(
            self,
            Membership,
            names=FIELDS,
            title=title,
            primary=primary,
            lookups=self._lookups,
            initial=initial,
            editors={"deputy_for_id": ChoiceEditor(principals)},
            save=save,
        )

    @Slot()
    def hand_over(self) -> None:
        """Another person takes the seat from a day on."""
        view = self._writable()
        if view is None:
            return
        dialog = HandOverDialog(view, self._lookups, self)
        if dialog.run():
            with alerts.shown(self):
                new = self._bodies.hand_over(
                    view.id, person_id=dialog.person_id(), day=dialog.day.value(), vacant=dialog.vacant()
                )
                self._context.undo_bar(f"Der Sitz „{view.seat.seat}“ ist übergeben.")
                self.show_body(self._body_id)
                self.rows.select(str(new))

    @Slot()
    def end_seat(self) -> None:
        """The seat is held for the last time on a day."""
        view = self._writable()
        if view is None:
            return
        text = "Der Sitz bleibt in alten Sitzungen stehen. Vertretungen enden mit ihm."
        dialog = DayDialog("Sitz beenden", text, "Letzter Tag", "Sitz beenden", self._lookups, self)
        if dialog.run():
            with alerts.shown(self):
                self._bodies.end_seat(view.id, dialog.day.value())
                self._context.undo_bar(f"Der Sitz „{view.seat.seat}“ endet am {format_date(dialog.day.value())}.")

    @Slot()
    def discard_seat(self) -> None:
        """Move a seat entered by mistake to the Papierkorb."""
        view = self._writable()
        if view is not None:
            with alerts.shown(self):
                self._bodies.discard_seat(view.id)
                self._context.undo_bar(f"Der Sitz „{view.seat.seat}“ liegt im Papierkorb.")

    # --- looking and printing

    @Slot()
    def show_history(self) -> None:
        """Show who held the current seat."""
        view = self.current_seat()
        if view is not None:
            HistoryDialog(view.seat, self._bodies.history(view.id), self).run()

    @Slot()
    def print_members(self) -> None:
        """The list of members of the day shown."""
        day = self.day.value() or self._lookups.today()
        options = {} if day == self._lookups.today() else {"day": day.isoformat()}
        self._context.preview("member_list", self._body_id, options)

    @Slot()
    def print_certificate(self) -> None:
        """The certificate of the current seat."""
        view = self.current_seat()
        if view is not None:
            self._context.preview("certificate", view.id)

    @Slot()
    def print_certificates(self) -> None:
        """One certificate per person."""
        self._context.preview("certificates", self._body_id)

    @Slot()
    def save_merge_data(self) -> None:
        """Write the people as a table for Word's mail merge."""
        from coordinator_app.services.mail_merge import merge_data, merge_stem

        workspace = self._context.workspace
        stem = merge_stem(workspace, self._body_id)
        kinds = "Excel-Arbeitsmappe (*.xlsx);;CSV-Datei (*.csv)"
        path = alerts.save_file(self, "Seriendruckdaten speichern", kinds, f"{stem}.xlsx")
        if path is None:
            return
        file_format = "csv" if path.suffix.lower() == ".csv" else "xlsx"
        if path.suffix.lower() not in (".csv", ".xlsx"):
            path = path.with_name(f"{path.name}.xlsx")
        with alerts.shown(self):
            workspace.documents.files.write(path, merge_data(workspace, self._body_id, file_format))
            self._context.notify(f"„{path.name}“ ist gespeichert.")

    @Slot()
    def appoint(self) -> None:
        """Note whose certificates were handed over."""
        held = self._bodies.seats(self._body_id)
        people = [view for view in held if view.seat.person_id is not None]
        with alerts.shown(self):
            dialog = AppointDialog(people, self._lookups, self)
            if dialog.run():
                self._bodies.appoint(dialog.chosen(), dialog.appointed_on())
                self._context.undo_bar(f"{plural(len(dialog.chosen()), 'Berufung', 'Berufungen')} eingetragen.")

    # --- slots

    @Slot()
    def _on_day(self) -> None:
        self.show_body(self._body_id)

    @Slot(str)
    def _on_row(self, _key: str) -> None:
        self._show_state()

    @Slot(str)
    def _on_opened(self, _key: str) -> None:
        self.change_seat()

    @Slot(str)
    def _on_wish(self, wish: str) -> None:
        if wish == "delete":
            self.discard_seat()


def _action(menu: QMenu, text: str, slot: Any) -> QAction:
    action = QAction(text, menu)
    action.triggered.connect(slot)
    menu.addAction(action)
    return action


def _row(view: SeatView, principal: str, *, former: bool) -> Row:
    seat = view.seat
    value = ""
    if former:
        value = f"bis {format_date(seat.ends_on)}" if seat.ends_on else f"ab {format_date(seat.starts_on)}"
    elif seat.ends_on:
        value = f"bis {format_date(seat.ends_on)}"
    return Row(
        str(view.id),
        view.shown[:1].upper() + view.shown[1:] if seat.vacant else view.shown,
        icon=_icon(seat),
        icon_role="attention" if seat.vacant and not former else "text_muted",
        second=_second(view, principal),
        chip=None if former else _chip(seat),
        value=value,
        depth=1 if seat.deputy_for_id is not None else 0,
        muted=former or seat.vacant,
    )


def _icon(seat: Membership) -> str:
    if seat.vacant:
        return "circle"
    return "star" if seat.role in CHAIRS and seat.deputy_for_id is None else "person" if seat.person_id else "building"


def _second(view: SeatView, principal: str) -> str:
    seat = view.seat
    role = seat.role.label[0].upper() + seat.role.label[1:]
    if seat.deputy_for_id is not None:
        parts = [f"Vertretung für {principal}" if principal else "Vertretung"]
    else:
        parts = [role if seat.role is not Role.MEMBER else "", seat.seat if seat.seat != view.name else ""]
    parts.append(view.organisation if view.organisation not in (view.name, seat.seat) else "")
    return " · ".join(part for part in parts if part) or role


def _chip(seat: Membership) -> tuple[str, ChipStyle]:
    if seat.vacant:
        return "unbesetzt", ChipStyle("attention", "circle")
    if seat.deputy_for_id is not None:
        return "vertritt", ChipStyle("neutral", "minus")
    if not seat.has_vote:
        words = "Gast" if seat.role is Role.STANDING_GUEST else "beratend"
        return words, ChipStyle("neutral", "minus")
    return (f"{seat.weight} Stimmen" if seat.weight > 1 else "stimmberechtigt"), ChipStyle("ok", "tick")
