"""Entering an election: the candidates, the votes of each, the lot."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from coordinator_app.domain.elections import Tally
from coordinator_app.gui.forms.editors import ChoiceEditor
from coordinator_app.gui.pages.meetings.typing_editor import TypingEditor
from coordinator_app.gui.widgets.buttons import LinkButton
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.spin_boxes import SpinBox


class CandidateVotes(QWidget):
    """Names typed one per line; with two or more of them a number for each, and who was drawn by lot.

    `changed` after a number or the lot, `names_changed` when names were typed, `runoff_wanted` to vote once more
    between the first ones only.
    """

    changed = Signal()
    names_changed = Signal()
    runoff_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.names = TypingEditor(lines=2, most_lines=8)
        self.names.area.setAccessibleName("Wahlvorschläge, ein Name je Zeile")
        self.names.committed.connect(self.names_changed)
        self.numbers: dict[str, SpinBox] = {}
        self.lot = ChoiceEditor([])
        self.lot.field.setAccessibleName("Los oder Feststellung")
        self.lot.committed.connect(self.changed)
        self.lot_label = Label("Das Los fiel auf", "beschriftung")
        self.lot_label.setBuddy(self.lot.field)
        self.runoff_link = LinkButton("")
        self.runoff_link.clicked.connect(self.runoff_wanted)
        self._shown: tuple[str, ...] = ()
        self._grid = QGridLayout()
        self._build()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        title = Label("Wahlvorschläge (ein Name je Zeile)", "beschriftung")
        title.setBuddy(self.names.area)
        column.addWidget(title)
        column.addWidget(self.names)
        column.addLayout(self._grid)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        line = QHBoxLayout()
        column.addLayout(line)
        line.setSpacing(12)
        line.addWidget(self.lot_label)
        line.addWidget(self.lot, 1)
        line.addWidget(self.runoff_link)
        self.show_lot((), stated=False)
        self.runoff_link.hide()

    def show_candidates(self, names: Sequence[str], tallies: Sequence[Tally] = ()) -> None:
        """A number for each of several candidates; numbers already typed stay."""
        wanted = tuple(names) if len(names) > 1 else ()
        if wanted != self._shown:
            typed = {name: box.value() for name, box in self.numbers.items()}
            self._clear()
            for place, name in enumerate(wanted):
                self._add(place, name, typed.get(name, 0))
            self._shown = wanted
        for tally in tallies:
            if tally.name in self.numbers:
                box = self.numbers[tally.name]
                box.blockSignals(True)
                box.setValue(tally.votes)
                box.blockSignals(False)
        self.lot.set_options([(name, name) for name in wanted])

    def _clear(self) -> None:
        for box in self.numbers.values():
            box.hide()
            self._grid.removeWidget(box)
            box.deleteLater()
        for label in self.findChildren(Label, "candidate"):
            label.hide()
            self._grid.removeWidget(label)
            label.deleteLater()
        self.numbers = {}

    def _add(self, place: int, name: str, votes: int) -> None:
        label, box = Label(name), SpinBox(f"Stimmen für {name}")
        label.setObjectName("candidate")
        label.setBuddy(box)
        box.setValue(votes)
        box.valueChanged.connect(self._on_number)
        self._grid.addWidget(box, place, 0)
        self._grid.addWidget(label, place, 1)
        self._grid.setColumnStretch(1, 1)
        self.numbers[name] = box

    def show_lot(self, runoff: Sequence[str], *, stated: bool) -> None:
        """Ask for the lot between equal ones, or for who is stated as elected."""
        equal = stated or bool(runoff)
        self.lot_label.setText("Gewählt ist" if stated else "Das Los fiel auf")
        for widget in (self.lot, self.lot_label):
            widget.setVisible(equal)

    def offer_runoff(self, names: Sequence[str]) -> None:
        """Offer to vote once more between these only; none hides it."""
        self.runoff_link.setText(f"Stichwahl: {' – '.join(names)}" if names else "")
        self.runoff_link.setVisible(bool(names))

    def several(self) -> bool:
        """Whether the votes are shared by several candidates."""
        return bool(self.numbers)

    def tallies(self) -> tuple[Tally, ...]:
        """The votes of each candidate, () for fewer than two."""
        return tuple(Tally(name, box.value()) for name, box in self.numbers.items())

    @Slot()
    def _on_number(self) -> None:
        self.changed.emit()
