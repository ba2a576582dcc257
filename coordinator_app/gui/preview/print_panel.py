"""What is printed and how: pages, copies, both sides, arrangement on the sheets, shades of grey."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from coordinator_app.common.errors import UserError
from coordinator_app.domain.print_plan import (
    Arrangement,
    PagesWanted,
    PrintPlan,
    Turning,
    fitting_turning,
    offered,
    paper_hint,
    wanted_sides,
)
from coordinator_app.domain.vocabulary import Vocabulary
from coordinator_app.gui import icons, theme
from coordinator_app.gui.local_state import LocalState
from coordinator_app.gui.widgets.buttons import LinkButton
from coordinator_app.gui.widgets.labels import Divider, Label
from coordinator_app.gui.widgets.spin_boxes import SpinBox

MOST_COPIES = 500


class PrintPanel(QWidget):
    """Stands below the options of a document, folded until it is wanted.

    `arranged` fires when the pages stand otherwise on the sheets or in other colours: show them anew.
    `sheets_wanted` asks for the sheets as a file. Both sides, shades of grey and being unfolded are remembered
    on this computer; pages, copies and arrangement belong to one document.
    """

    arranged = Signal()
    sheets_wanted = Signal()

    def __init__(self, state: LocalState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.mark(self, flaeche="surface")
        self._state = state
        self._upright: Sequence[bool] = ()
        self._sides = self._current = 0
        self.unfold = LinkButton("Druck einrichten")
        self.unfold.setCheckable(True)
        self.hint = Label("", "hinweis", wrap=True)
        self.pages = QComboBox()
        self.chosen = QLineEdit()
        self.chosen.setPlaceholderText("z. B. 1-3, 5")
        self.copies = SpinBox("Exemplare", 1, MOST_COPIES)
        self.turning, self.arrangement = QComboBox(), QComboBox()
        self.grey = QCheckBox("In Graustufen")
        self.grey.setToolTip("Zeigt und druckt alles ohne Farbe: So lässt sich prüfen, ob Diagramme lesbar bleiben.")
        self.as_file = LinkButton("Druckbogen als PDF speichern", "document")
        self._body = QWidget(self)
        self._build()
        self._fill()
        self._connect()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 16, 12)
        column.setSpacing(4)
        for widget in (Divider(self), self.unfold, self._body, self.hint):
            column.addWidget(widget)
        rows = QVBoxLayout(self._body)
        rows.setContentsMargins(0, 0, 0, 4)
        rows.setSpacing(4)
        line = QHBoxLayout()
        rows.addLayout(line)
        line.setSpacing(8)
        for label, field, stretch in (("Seiten", self.pages, 1), ("Exemplare", self.copies, 0)):
            part = QVBoxLayout()
            line.addLayout(part, stretch)
            part.setSpacing(4)
            _labelled(part, label, field)
        rows.addWidget(self.chosen)
        _labelled(rows, "Papier", self.turning)
        _labelled(rows, "Anordnung", self.arrangement)
        rows.addWidget(self.grey)
        rows.addWidget(self.as_file)
        self.chosen.setAccessibleName("Zu druckende Seiten")
        self.hint.setAccessibleName("Papierbedarf")

    def _fill(self) -> None:
        _offer(self.pages, tuple(PagesWanted))
        _offer(self.turning, tuple(Turning))
        _offer(self.arrangement, (Arrangement.SINGLE,))
        self.turning.setCurrentIndex(max(0, self.turning.findData(self._state.text("print/turning"))))
        self.grey.setChecked(self._state.flag("print/grey"))
        self.unfold.setChecked(self._state.flag("print/unfolded"))
        self._on_unfolded(self.unfold.isChecked())

    def _connect(self) -> None:
        self.unfold.toggled.connect(self._on_unfolded)
        self.pages.currentIndexChanged.connect(self._show_hint)
        self.chosen.textChanged.connect(self._show_hint)
        self.copies.valueChanged.connect(self._show_hint)
        self.turning.activated.connect(self._on_turning_chosen)
        self.turning.currentIndexChanged.connect(self._show_hint)
        self.arrangement.currentIndexChanged.connect(self._on_arrangement_changed)
        self.grey.toggled.connect(self._on_grey_toggled)
        self.as_file.clicked.connect(self.sheets_wanted)

    # What is wanted -----------------------------------------------------------------------------

    def begin(self) -> None:
        """Another document: all pages, one copy, one page on each side."""
        self.chosen.clear()
        self.copies.setValue(1)
        for box in (self.pages, self.arrangement):
            box.setCurrentIndex(0)

    def show_document(self, upright: Sequence[bool]) -> None:
        """Offer what fits the pages, standing or lying; what no longer fits becomes one page on each side."""
        self._upright = upright
        fitting = offered(upright)
        if self.arrangement.count() != len(fitting):
            before = self.arrangement.currentData()
            self.arrangement.blockSignals(True)
            _offer(self.arrangement, fitting)
            self.arrangement.setCurrentIndex(max(0, self.arrangement.findData(before)))
            self.arrangement.blockSignals(False)
        self.as_file.setVisible(self.arranging is not Arrangement.SINGLE)

    def show_sides(self, sides: int, current: int) -> None:
        """Know how many sides there are and which is in view, from 0."""
        self._sides, self._current = sides, current
        self._show_hint()

    @property
    def arranging(self) -> Arrangement:
        """How the pages stand on the sheets."""
        return Arrangement(self.arrangement.currentData())

    def plan(self) -> PrintPlan:
        """What is to be printed; `UserError` when the pages typed are none."""
        wanted = PagesWanted(self.pages.currentData())
        sides = wanted_sides(wanted, self.chosen.text(), self._sides, self._current)
        if not sides:
            raise UserError("Das Dokument hat nur eine Seite und damit keine Rückseiten.")
        return PrintPlan(
            () if wanted is PagesWanted.ALL else sides,
            self.copies.value(),
            Turning(self.turning.currentData()) if _turnable(wanted) else Turning.ONE_SIDED,
            self.grey.isChecked(),
        )

    def only_this_page(self) -> PrintPlan:
        """The side in view alone, one copy of it."""
        return PrintPlan((self._current,), 1, Turning.ONE_SIDED, self.grey.isChecked())

    # What happens -------------------------------------------------------------------------------

    @Slot(bool)
    def _on_unfolded(self, unfolded: bool) -> None:
        self._body.setVisible(unfolded)
        icons.bind(self.unfold, "chevron-down" if unfolded else "chevron-right", "accent")
        self._state.set("print/unfolded", unfolded)

    @Slot(int)
    def _on_turning_chosen(self, _index: int) -> None:
        if not self.arranging.is_booklet:
            self._state.set("print/turning", str(self.turning.currentData()))

    @Slot(bool)
    def _on_grey_toggled(self, grey: bool) -> None:
        self._state.set("print/grey", grey)
        self._show_hint()
        self.arranged.emit()

    @Slot(int)
    def _on_arrangement_changed(self, _index: int) -> None:
        arranging = self.arranging
        remembered = Turning(self._state.text("print/turning") or Turning.ONE_SIDED)
        turning = fitting_turning(arranging, all(self._upright), remembered)
        self.turning.setCurrentIndex(self.turning.findData(turning))
        self.pages.setCurrentIndex(0)
        self.as_file.setVisible(arranging is not Arrangement.SINGLE)
        self.arranged.emit()

    @Slot()
    def _show_hint(self) -> None:
        wanted = PagesWanted(self.pages.currentData())
        self.chosen.setVisible(wanted is PagesWanted.CHOSEN)
        self.turning.setEnabled(_turnable(wanted))
        if not self._sides or (wanted is PagesWanted.CHOSEN and not self.chosen.text().strip()):
            self.hint.setText("Welche Seiten sollen gedruckt werden?" if self._sides else "")
            return
        try:
            plan = self.plan()
        except UserError as error:
            self.hint.setText(error.text)
            return
        told = paper_hint(self.arranging, len(self._upright), self._sides, plan)
        self.hint.setText(f"{told} Graustufen." if plan.grey else told)


def _turnable(wanted: PagesWanted) -> bool:
    """Fronts and backs are printed one after the other: the sheets are turned by hand."""
    return wanted not in {PagesWanted.FRONTS, PagesWanted.BACKS}


def _labelled(column: QVBoxLayout, text: str, field: QComboBox | SpinBox) -> None:
    label = Label(text, "beschriftung")
    label.setBuddy(field)
    field.setAccessibleName(text)
    column.addWidget(label)
    column.addWidget(field)


def _offer(box: QComboBox, members: Sequence[Vocabulary]) -> None:
    box.clear()
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(8)
    for member in members:
        box.addItem(member.label, str(member))
