"""Cards of the step „Stichprobe & Anschreiben“: draws, register figures, field calendar, letters and papers."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from coordinator_app.common.german import format_date, format_integer, format_weekday_date, plural
from coordinator_app.domain.field_calendar import SCHOOL_HOLIDAYS, FieldDay
from coordinator_app.domain.sampling import RegisterMargin, SampleDraw
from coordinator_app.gui.widgets.buttons import IconButton, LinkButton
from coordinator_app.gui.widgets.cards import ListCard, ListRow
from coordinator_app.gui.widgets.chips import ChipStyle
from coordinator_app.gui.widgets.linked_rows import hint_row, tag, tagged, text_row

PAPERS = (
    ("sample_plan", "Stichprobenplan und Feldkalender"),
    ("survey_letter", "Anschreiben"),
    ("survey_reminder", "Erinnerung an alle"),
    ("survey_announcement", "Bekanntmachung im Amtsblatt"),
    ("survey_privacy", "Datenschutzhinweise (Art. 13, 14 DSGVO)"),
    ("survey_prize_card", "Teilnahmekarte für die Verlosung"),
    ("survey_checklist", "Checkliste vor dem Druck"),
)
_DELETED, _OPEN = ChipStyle("ok", "tick-circle"), ChipStyle("attention", "clock")


class DrawsCard(ListCard):
    """The draws of a survey; signals with the id of a draw."""

    record_wanted = Signal(int)
    deletion_wanted = Signal(int)
    removed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Ziehung aus dem Melderegister", parent=parent)

    def show_draws(self, draws: Sequence[SampleDraw], *, read_only: bool) -> None:
        """Show the draws, the last one first."""
        rows: list[QWidget] = [self._row(draw, read_only) for draw in draws]
        words = "Noch keine Stichprobe gezogen. Der Auszug wird nur gelesen; hier bleiben Zählungen und Startzahl."
        self.set_rows(rows or [text_row(words, "gedaempft")])

    def _row(self, draw: SampleDraw, read_only: bool) -> ListRow:
        chip = ("gelöscht", _DELETED) if draw.deleted_on is not None else ("nicht gelöscht", _OPEN)
        counts = f"{format_integer(draw.drawn)} von {format_integer(draw.frame)}"
        row = ListRow(draw.title, addition=counts, chip=chip, parent=self)
        tag(row, draw.kind, draw.id)
        row.activated.connect(self._on_activated)
        if not read_only:
            done = (
                IconButton("pencil", f"{draw.title}: Löschung ändern", row, flat=True)
                if draw.deleted_on
                else LinkButton("Löschung eintragen", parent=row)
            )
            remove = IconButton("trash", f"{draw.title} löschen", row, flat=True)
            for button, slot in ((done, self._on_deletion), (remove, self._on_remove)):
                tag(button, draw.kind, draw.id)
                button.clicked.connect(slot)
                row.add(button)
        return row

    @Slot()
    def _on_activated(self) -> None:
        self.record_wanted.emit(tagged(self.sender())[1])

    @Slot()
    def _on_deletion(self) -> None:
        self.deletion_wanted.emit(tagged(self.sender())[1])

    @Slot()
    def _on_remove(self) -> None:
        self.removed.emit(tagged(self.sender())[1])


class MarginsCard(ListCard):
    """The register figures by variable; `chosen(variable)` opens one, `removed(variable)` takes it away."""

    chosen = Signal(str)
    removed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Registerzahlen zum Gewichten", parent=parent)

    def show_margins(
        self,
        margins: dict[str, list[RegisterMargin]],
        titles: dict[str, str],
        problems: Sequence[str],
        *,
        read_only: bool,
    ) -> None:
        """Show one line for each variable, then what stands against weighting to them."""
        rows: list[QWidget] = []
        for number, (variable, cells) in enumerate(margins.items()):
            persons = format_integer(sum(cell.persons for cell in cells))
            addition = f"{plural(len(cells), 'Gruppe', 'Gruppen')}, {persons} Personen"
            row = ListRow(titles[variable], addition=addition, icon="people", clickable=not read_only, parent=self)
            row.setProperty("variable", variable)
            row.activated.connect(self._on_activated)
            if not read_only:
                remove = IconButton("trash", f"Registerzahlen „{titles[variable]}“ löschen", row, flat=True)
                tag(remove, RegisterMargin.kind, number)
                remove.setProperty("variable", variable)
                remove.clicked.connect(self._on_remove)
                row.add(remove)
            rows.append(row)
        words = "Ohne Registerzahlen gleicht die Auswertung nur ungleiche Ziehung in den Schichten aus."
        rows = rows or [text_row(words, "gedaempft")]
        rows += [text_row(problem, "fehler") for problem in problems]
        self.set_rows(rows)

    @Slot()
    def _on_activated(self) -> None:
        self.chosen.emit(_variable(self.sender()))

    @Slot()
    def _on_remove(self) -> None:
        self.removed.emit(_variable(self.sender()))


def _variable(sender: Any) -> str:
    return str(sender.property("variable"))


class CalendarCard(ListCard):
    """The days of the field and what is odd about them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Feldkalender", parent=parent)

    def show_days(self, days: Sequence[FieldDay], problems: Sequence[str]) -> None:
        """Show the days in their order."""
        rows: list[QWidget] = []
        for each in days:
            notes = ("Vorschlag" if each.proposed and each.day else "", each.note)
            addition = ", ".join(filter(None, notes))
            value = format_weekday_date(each.day) if each.day else "noch offen"
            rows.append(
                ListRow(each.title, addition=addition, value=value, icon="calendar", clickable=False, parent=self)
            )
        rows += [text_row(problem, "") for problem in problems]
        self.set_rows([*rows, text_row(SCHOOL_HOLIDAYS, "gedaempft")])


class PapersCard(ListCard):
    """Letters and papers to look at and print; `wanted(key)`."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Schreiben und Unterlagen", parent=parent)
        rows: list[QWidget] = []
        for key, label in PAPERS:
            row = ListRow(label, icon="document", parent=self)
            row.setProperty("key", key)
            row.activated.connect(self._on_activated)
            rows.append(row)
        self.set_rows([*rows, hint_row("In Word mit der Seriendruckdatei zusammenführen.")])

    @Slot()
    def _on_activated(self) -> None:
        sender: Any = self.sender()
        self.wanted.emit(str(sender.property("key")))


def deletion_words(draw: SampleDraw) -> str:
    """What is told after a deletion was noted."""
    if draw.deleted_on is None:
        return "Der Vermerk über die Löschung ist zurückgenommen."
    return f"Löschung am {format_date(draw.deleted_on)} eingetragen. Das Löschprotokoll kann gedruckt werden."
