"""„Neu konstituieren“: the guided dialog for a new Wahlperiode of a body."""

from datetime import datetime, time
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coordinator_app.common.clock import BERLIN, UTC
from coordinator_app.common.errors import UserError
from coordinator_app.common.german import format_date
from coordinator_app.domain.bodies import Body
from coordinator_app.domain.constitution import SeatChoice, SeatFate, outcome_sentence, term_title
from coordinator_app.gui import theme
from coordinator_app.gui.forms.dates import DateEditor, TimeEditor
from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.forms.editors import ChoiceEditor, TextEditor, YesNoEditor
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.forms.pickers import ReferenceEditor
from coordinator_app.gui.widgets.labels import ElidedLabel, Label, SectionTitle
from coordinator_app.services.bodies import Bodies
from coordinator_app.services.constitutions import Constituted, ConstitutionPlan
from coordinator_app.services.seats import SeatView

_SHORT = {
    SeatFate.KEEP: "Person bleibt",
    SeatFate.REPLACE: "andere Person …",
    SeatFate.VACATE: "noch unbesetzt",
    SeatFate.END: "Sitz entfällt",
}


class SeatLine(QWidget):
    """One seat with the decision about it."""

    def __init__(self, view: SeatView, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = view
        line = QHBoxLayout(self)
        deputy = view.seat.deputy_for_id is not None
        line.setContentsMargins(16 if deputy else 0, 2, 0, 2)
        line.setSpacing(12)
        words = QVBoxLayout()
        line.addLayout(words, 1)
        words.setSpacing(0)
        words.addWidget(ElidedLabel(view.shown, "stark"))
        role = "Vertretung" if deputy else view.seat.role.label
        words.addWidget(ElidedLabel(f"{view.seat.seat} · {role}", "hinweis"))
        usual = [(SeatFate.VACATE, "bleibt unbesetzt")] if view.seat.vacant else []
        options = usual or [(fate, _SHORT[fate]) for fate in (SeatFate.KEEP,)]
        rest = (SeatFate.REPLACE, SeatFate.END) if usual else (SeatFate.REPLACE, SeatFate.VACATE, SeatFate.END)
        self.fate = ChoiceEditor([*options, *((fate, _SHORT[fate]) for fate in rest)], optional=False)
        self.fate.set_value(options[0][0])
        self.fate.box.setAccessibleName(f"Was wird aus dem Sitz {view.seat.seat} von {view.shown}?")
        self.fate.committed.connect(self._on_fate)
        self.person = ReferenceEditor(partial(lookups.suggest, "person"), partial(lookups.titles, "person"))
        self.person.line.setAccessibleName(f"Neue Person für den Sitz {view.seat.seat}")
        line.addWidget(self.person, 1)
        line.addWidget(self.fate)
        theme.reveal(self.person, shown=False)

    def choice(self) -> SeatChoice:
        """The decision."""
        fate = self.fate.value()
        person = self.person.value() if fate is SeatFate.REPLACE else None
        return SeatChoice(self.view.id, fate, person)

    @Slot()
    def _on_fate(self) -> None:
        replaced = self.fate.value() is SeatFate.REPLACE
        self.person.setVisible(replaced)
        if replaced:
            self.person.line.setFocus()


class ConstitutionDialog(Dialog):
    """Term, seats, rules, first meeting on one page; `made` holds what came of it."""

    help_topic = "neu-konstituieren"

    def __init__(self, bodies: Bodies, body: Body, lookups: Lookups, parent: QWidget | None = None) -> None:
        title = f"{body.name} neu konstituieren"
        super().__init__(title, primary="Neu konstituieren", heading=title, parent=parent, width=760)
        self._bodies, self._body, self._lookups = bodies, body, lookups
        self._draft = bodies.constitution.draft(body.id)
        self.made: Constituted | None = None
        self.lines: list[SeatLine] = []
        self.begin, self.end = DateEditor(lookups.today), DateEditor(lookups.today)
        self.term_title = TextEditor(max_length=40)
        self.terms = ChoiceEditor(
            [(True, "eine neue Periode, Nummern beginnen bei 1"), (False, "bleiben, wie sie sind")], optional=False
        )
        self.new_rules = ChoiceEditor(
            [(False, "gelten weiter"), (True, "neue Fassung ab diesem Tag (als Kopie)")], optional=False
        )
        self.meeting = YesNoEditor("Konstituierende Sitzung mit Tagesordnung anlegen")
        self.day, self.clock = DateEditor(lookups.today), TimeEditor()
        self.place = TextEditor(max_length=200)
        self.election = YesNoEditor("Vorsitz und Stellvertretung werden gewählt")
        self._fill()
        self._build()
        self._show_state()

    def _fill(self) -> None:
        draft = self._draft
        self.begin.set_value(draft.begin)
        self.end.set_value(draft.end)
        self.term_title.set_value(draft.title)
        self.terms.set_value(draft.new_term)
        self.new_rules.set_value(False)
        self.meeting.set_value(True)
        self.day.set_value(draft.begin)
        self.clock.set_value(time(17, 0))
        self.place.set_value(draft.place)
        self.election.set_value(True)
        for editor in (self.begin, self.end, self.terms, self.meeting):
            editor.committed.connect(self._on_changed)

    def _build(self) -> None:
        self.add(
            Label(
                "Ein Schritt, der sich als Ganzes rückgängig machen lässt. Vergangenes bleibt, wie es war.", wrap=True
            )
        )
        self.add(SectionTitle("1 · Periode"))
        line = QHBoxLayout()
        self.add(line)
        line.setSpacing(16)
        line.addWidget(FieldRow("Beginnt am", self.begin, required=True))
        self.end_row = FieldRow("Endet am", self.end)
        line.addWidget(self.end_row)
        self.title_row = FieldRow("Bezeichnung", self.term_title)
        line.addWidget(self.title_row)
        self.add(FieldRow("Sitzungsperioden", self.terms))
        self.add(SectionTitle("2 · Sitze"))
        self.outcome = Label("", "hinweis", wrap=True)
        self.add(self.outcome)
        self.seats = QVBoxLayout()
        self.add(self.seats)
        self._show_seats()
        self.add(SectionTitle("3 · Regeln und erste Sitzung"))
        self.add(FieldRow("Regeln", self.new_rules))
        self.add(self.meeting)
        self.meeting_box = QWidget()
        box = QVBoxLayout(self.meeting_box)
        box.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        box.addLayout(row)
        row.setSpacing(16)
        row.addWidget(FieldRow("Am", self.day))
        row.addWidget(FieldRow("Um", self.clock))
        row.addWidget(FieldRow("Ort", self.place), 1)
        box.addWidget(self.election)
        self.add(self.meeting_box)

    def _show_seats(self) -> None:
        """The seats running on the day before; decisions taken are kept."""
        kept: dict[int, SeatLine] = {line.view.id: line for line in self.lines}
        begin = self.begin.value()
        views = self._bodies.constitution.seats(self._body.id, begin) if begin is not None else []
        self.lines = []
        for view in views:
            line = kept.pop(view.id, None) or SeatLine(view, self._lookups)
            if line.parent() is None:
                self.seats.addWidget(line)
                line.fate.committed.connect(self._on_changed)
            self.lines.append(line)
        for gone in kept.values():
            gone.hide()
            gone.deleteLater()

    def _show_state(self) -> None:
        fates = [line.choice().fate for line in self.lines]
        counts = [fates.count(fate) for fate in (SeatFate.KEEP, SeatFate.REPLACE, SeatFate.VACATE, SeatFate.END)]
        self.outcome.setText(outcome_sentence(*counts))
        new_term = bool(self.terms.value())
        for row in (self.end_row, self.title_row):
            theme.reveal(row, shown=new_term)
        theme.reveal(self.meeting_box, shown=bool(self.meeting.value()))

    @Slot()
    def _on_changed(self) -> None:
        sender = self.sender()
        if sender is self.begin and self.begin.value() is not None:
            begin, end = self.begin.value(), self.end.value()
            self.term_title.set_value(term_title(begin, end) if end is not None else str(begin.year))
            self.day.set_value(begin)
            self._show_seats()
        elif sender is self.end and self.end.value() is not None and self.begin.value() is not None:
            self.term_title.set_value(term_title(self.begin.value(), self.end.value()))
        self._show_state()

    def plan(self) -> ConstitutionPlan:
        """The decisions; `UserError` for a missing day."""
        begin, end = self.begin.value(), self.end.value()
        if begin is None or (self.terms.value() and end is None):
            raise UserError("Bitte geben Sie an, wann die neue Periode beginnt und endet.")
        meets_at = None
        if self.meeting.value():
            if self.day.value() is None:
                raise UserError("Bitte geben Sie den Tag der konstituierenden Sitzung an.")
            if self.day.value() < begin:
                raise UserError(
                    f"Die konstituierende Sitzung liegt vor dem {format_date(begin)}, dem Beginn der Periode."
                )
            clock = self.clock.value() or time(17, 0)
            meets_at = datetime.combine(self.day.value(), clock, BERLIN).astimezone(UTC)
        values: dict[str, Any] = {"place": str(self.place.value())}
        return ConstitutionPlan(
            begin=begin,
            end=end if self.terms.value() else None,
            title=str(self.term_title.value()),
            choices=[line.choice() for line in self.lines],
            new_rules=bool(self.new_rules.value()),
            meets_at=meets_at,
            meeting_values=values,
            election=bool(self.election.value()),
        )

    def check(self) -> bool:
        """Carry the plan out."""
        self.made = self._bodies.constitution.constitute(self._body.id, self.plan())
        return True
