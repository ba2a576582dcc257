"""The tab „Abgleich“: needs against offers as a heat map with numbers, and what it says in words beside it."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from coordinator_app.common.german import plural
from coordinator_app.domain.need_matrix import Axis, Cell
from coordinator_app.gui import theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.pages.needs.offers_pane import COVERAGE_CHIPS
from coordinator_app.gui.widgets.cards import Card, ListCard, ListRow
from coordinator_app.gui.widgets.charts import HeatCell, HeatTable
from coordinator_app.gui.widgets.filter_row import ChoiceFilter
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.linked_rows import hint_row
from coordinator_app.gui.widgets.notices import EmptyState
from coordinator_app.gui.widgets.scroll_column import ScrollColumn
from coordinator_app.gui.widgets.split_view import Splitter
from coordinator_app.gui.widgets.tabs import lay_out_now
from coordinator_app.services.need_matrix import MatrixView, MatrixWish

_LOW = 13  # lines of the heat map, below which the legend makes room
_MOST_ROWS = 12  # rows of a card of findings; the paper has all of them
TITLE = "Bedarf und Angebot"
LEGEND = (
    "Jede Zelle: Bedarfe : Angebote. Je kräftiger, desto mehr Bedarfe ohne Deckung; das Dreieck heißt: kein Angebot. "
    "Ein Klick zeigt, was dahinter steht."
)


class MatrixPane(QWidget):
    """The heat map, a cell in detail and the findings; `need_wanted` asks for the first need of an empty file."""

    need_wanted = Signal()

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._view: MatrixView | None = None
        self.rows_box = _axis_box("Zeilen")
        self.columns_box = _axis_box("Spalten")
        self.columns_box.setCurrentIndex(1)
        self.only = ChoiceFilter("Gebiet")
        self.planned = QCheckBox("auch geplante Angebote")
        self.heat = HeatTable("Bedarfe und Angebote")
        self.heat_card = Card(TITLE)
        self.cell_card = ListCard("Zelle")
        self.gaps, self.partial = ListCard("Lücken"), ListCard("Teilweise gedeckt")
        self.doublings, self.orphans = ListCard("Doppelungen"), ListCard("Angebote ohne Bedarf")
        self.empty = EmptyState(
            "grid",
            "Noch nichts abzugleichen",
            "Hier stehen Bedarfe und Angebote nebeneinander: wo etwas fehlt und wo es Doppelungen gibt.",
            "Bedarf anlegen",
            "Wie entsteht die Matrix?",
        )
        self._build()
        self.rows_box.activated.connect(self._on_axis)
        self.columns_box.activated.connect(self._on_axis)
        self.only.currentIndexChanged.connect(self._on_changed)
        self.planned.toggled.connect(self._on_changed)
        self.heat.activated.connect(self._on_cell)
        self.empty.action.connect(self.need_wanted)
        self.empty.help_wanted.connect(self._on_help)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 0, 16)
        column.setSpacing(12)
        self._controls = QWidget()
        line = QHBoxLayout(self._controls)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for words, box in (("Zeilen", self.rows_box), ("Spalten", self.columns_box)):
            label = Label(words, "gedaempft")
            label.setBuddy(box)
            line.addWidget(label)
            line.addWidget(box)
        line.addWidget(self.only)
        line.addWidget(self.planned)
        line.addStretch(1)
        column.addWidget(self._controls)
        column.addWidget(self.empty)
        self._split = Splitter()
        column.addWidget(self._split, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self.heat)
        theme.mark(self.heat, flaeche="raised")
        self.heat_card.add(area, 1)
        self._legend = Label(LEGEND, "hinweis", wrap=True)
        self.heat_card.add(self._legend)
        self._split.addWidget(self.heat_card)
        cards = (self.cell_card, self.gaps, self.partial, self.doublings, self.orphans)
        self._side = ScrollColumn(*cards, margins=(12, 0, 24, 0), spacing=12)
        self._split.addWidget(self._side)
        self._split.setSizes([720, 380])
        self._split.setStretchFactor(0, 3)
        self._split.setStretchFactor(1, 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the room belongs to the figures; the card then has the legend as its tooltip."""
        super().resizeEvent(event)
        low = self.height() < theme.height(32) * _LOW
        self._legend.setVisible(not low)
        self.heat_card.set_title("" if low else TITLE)
        air = 8 if low else 16
        self.heat_card.body.setContentsMargins(air, air, air, air)
        self.heat_card.setToolTip(LEGEND if low else "")

    # --- showing

    def reload(self) -> None:
        """Count again with the axes and filters chosen."""
        self._offer_filter()
        view = self._view = self._context.workspace.need_matrix.view(self.wish())
        filled = bool(view.needs or view.offers) or self.only.value() is not None or self.planned.isChecked()
        for part in (self._controls, self._split):
            part.setVisible(filled)
        self.empty.setVisible(not filled)
        self._show_heat(view)
        self.cell_card.hide()
        self._show_findings(view)
        if self.isVisible():
            lay_out_now()

    def wish(self) -> MatrixWish:
        """What is chosen now."""
        third = self._third()
        only = {third: self.only.value()}
        return MatrixWish(
            rows=_axis(self.rows_box),
            columns=_axis(self.columns_box),
            area=only.get(Axis.AREA),
            group=only.get(Axis.GROUP),
            field=only.get(Axis.FIELD),
            planned=self.planned.isChecked(),
        )

    def only_option(self) -> str:
        """What the matrix is narrowed to, as an option of its document."""
        chosen = self.only.value()
        return "" if chosen is None else f"{self._third()}:{chosen}"

    def _third(self) -> Axis:
        """The axis that is neither lines nor columns: it narrows the matrix."""
        return next(axis for axis in Axis if axis not in {_axis(self.rows_box), _axis(self.columns_box)})

    def _offer_filter(self) -> None:
        third, workspace = self._third(), self._context.workspace
        if third is Axis.AREA:
            options = [(area.id, area.name) for area in workspace.municipality.areas()]
        else:
            catalogue = "field_of_action" if third is Axis.FIELD else "target_group"
            options = [(entry.id, entry.label) for entry in workspace.catalogues.entries(catalogue)]
        self.only.rename(third.label)
        self.only.set_options(options)

    def _show_heat(self, view: MatrixView) -> None:
        matrix = view.matrix
        needs, offers = len(view.needs), len(view.offers)
        offered = plural(offers, "Angebot", "Angebote")
        self.heat_card.set_hint(f"{plural(needs, 'offener Bedarf', 'offene Bedarfe')}, {offered}")
        self.heat.set_cells(
            [view.short(matrix.row_axis, row) for row in matrix.rows],
            [view.short(matrix.column_axis, column) for column in matrix.columns],
            [
                [_heat(matrix.cell(row, column), view.where(row, column)) for column in matrix.columns]
                for row in matrix.rows
            ],
        )

    def _show_findings(self, view: MatrixView) -> None:
        found = view.findings
        most = slice(_MOST_ROWS)
        gaps = [self._row("need", gap.id, gap.title, gap.gap_reason) for gap in found.gaps[most]]
        _fill(self.gaps, gaps, len(found.gaps), "Jeder Bedarf ist gedeckt.")
        half = [self._row("need", need.id, need.title, "") for need in found.partial[most]]
        _fill(self.partial, half, len(found.partial), "Keiner.")
        spots = [self._spot_row(view, *spot) for spot in found.doublings[most]]
        _fill(self.doublings, spots, len(found.doublings), "Nirgends drei Angebote und mehr Angebote als Bedarfe.")
        orphans = [self._row("project", offer.id, offer.title, "") for offer in found.orphans[most]]
        _fill(self.orphans, orphans, len(found.orphans), "Jedes Angebot ist mit einem Bedarf verknüpft.")

    def _row(self, kind: str, id: int, title: str, addition: str, **look: Any) -> ListRow:
        row = ListRow(title, addition=addition, icon="target" if kind == "need" else "briefcase", **look)
        row.activated.connect(partial(self._context.navigate, kind, id))
        return row

    def _spot_row(self, view: MatrixView, row: int, column: int, cell: Cell) -> ListRow:
        line = ListRow(view.where(row, column), value=cell.words, icon="copy")
        where = [view.matrix.rows.index(row), view.matrix.columns.index(column)]
        line.setProperty("where", where)
        line.activated.connect(self._on_spot)
        return line

    def show_cell(self, row: int, column: int) -> None:
        """Tell what stands behind a cell (positions as in the heat map)."""
        view = self._view
        if view is None:
            return
        matrix = view.matrix
        cell = matrix.cell(matrix.rows[row], matrix.columns[column])
        self.heat.mark(row, column)
        words = (view.short(matrix.row_axis, matrix.rows[row]), view.short(matrix.column_axis, matrix.columns[column]))
        self.cell_card.set_title(" · ".join(words))
        self.cell_card.set_hint(cell.words)
        rows: list[QWidget] = [self._need_row(view, id) for id in cell.needs[:_MOST_ROWS]]
        rows += _rest(len(cell.needs), "weiterer Bedarf", "weitere Bedarfe")
        rows += [self._row("project", id, view.offers[id].title, "") for id in cell.offers[:_MOST_ROWS]]
        rows += _rest(len(cell.offers), "weiteres Angebot", "weitere Angebote")
        self.cell_card.set_rows(rows or [hint_row("Weder Bedarf noch Angebot.")])
        self.cell_card.show()
        lay_out_now()

    def _need_row(self, view: MatrixView, id: int) -> ListRow:
        need = view.needs[id]
        chip = (need.coverage.label, COVERAGE_CHIPS[need.coverage])
        return self._row("need", id, need.title, need.gap_reason, chip=chip, chip_width=90)

    # --- slots

    @Slot(int)
    def _on_axis(self, _index: int) -> None:
        """Lines and columns never stand for the same: the other box gives way."""
        changed, other = (self.rows_box, self.columns_box)
        if self.sender() is self.columns_box:
            changed, other = other, changed
        if changed.currentIndex() == other.currentIndex():
            other.setCurrentIndex((changed.currentIndex() + 1) % other.count())
        self.only.blockSignals(True)
        self.only.set_value(None)
        self.only.blockSignals(False)
        self.reload()

    @Slot()
    def _on_changed(self) -> None:
        self.reload()

    @Slot(int, int)
    def _on_cell(self, row: int, column: int) -> None:
        self.show_cell(row, column)

    @Slot()
    def _on_spot(self) -> None:
        sender = self.sender()
        if sender is not None:
            row, column = sender.property("where")
            self.show_cell(row, column)

    @Slot()
    def _on_help(self) -> None:
        self._context.show_help("abgleich")


def _axis_box(name: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(f"{name} der Matrix")
    box.addItems([axis.label for axis in Axis])
    return box


def _axis(box: QComboBox) -> Axis:
    return list(Axis)[max(box.currentIndex(), 0)]


def _heat(cell: Cell, where: str) -> HeatCell:
    """A cell as drawn: covered needs calm, open ones in the ramp, the triangle where nothing is offered."""
    calm = bool(cell.needs) and not cell.step
    needs, offers = plural(len(cell.needs), "Bedarf", "Bedarfe"), plural(len(cell.offers), "Angebot", "Angebote")
    tip = f"{where}: {needs}, {offers}; ohne Deckung: {len(cell.uncovered)}"
    return HeatCell(cell.words, 1 if calm else cell.step, gap=cell.is_gap, calm=calm, tip=tip)


def _fill(card: ListCard, rows: Sequence[QWidget], count: int, nothing: str) -> None:
    """Show the first findings of one sort, with the number of all in the head."""
    card.set_hint(str(count) if count else "")
    card.set_rows(
        [*rows, *_rest(count, "weiterer Eintrag; der Ausdruck nennt alle", "weitere; der Ausdruck nennt alle")]
    )
    if not rows:
        card.set_rows([hint_row(nothing)])


def _rest(count: int, one: str, many: str) -> list[QWidget]:
    """A line about what a card does not show."""
    rest = count - _MOST_ROWS
    return [hint_row(f"… und {plural(rest, one, many)}")] if rest > 0 else []
