"""The card „Kriterien“: weights at once, words of the scale in a dialog, order, adding, removing."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QMenu, QWidget

from coordinator_app.common.german import NBSP
from coordinator_app.domain.criterion_templates import CriterionDraft, missing_drafts
from coordinator_app.domain.priorities import Criterion
from coordinator_app.gui import alerts
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import RecordDialog
from coordinator_app.gui.pages.needs.score_grid import anchors_text
from coordinator_app.gui.widgets.buttons import LinkButton, MoreButton
from coordinator_app.gui.widgets.cards import Card
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.spin_boxes import SpinBox

if TYPE_CHECKING:
    from coordinator_app.services.priority_reads import RoundCard

FIELDS: tuple[str | tuple[str, ...], ...] = (
    "title",
    ("weight", "polarity"),
    "lowest_words",
    "second_words",
    "middle_words",
    "fourth_words",
    "highest_words",
)


class CriteriaCard(Card):
    """`show_round(card, editable=…)` after each reload."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__("Kriterien", parent=parent)
        self._context = context
        self._service = context.workspace.priorities
        self._card: RoundCard | None = None
        self.spins: dict[int, SpinBox] = {}
        self._menus: dict[int, MoreButton] = {}
        self.add_link = LinkButton("Hinzufügen", "plus")
        self.add_link.clicked.connect(self._on_add)
        self.add_to_head(self.add_link)
        self._grid = QGridLayout()
        self.add(self._grid)
        self._grid.setVerticalSpacing(4)
        self._grid.setHorizontalSpacing(4)
        self._grid.setColumnStretch(0, 1)

    def show_round(self, card: "RoundCard", *, editable: bool) -> None:
        """Show the criteria of a round; the row of a weight being typed stays."""
        old = [] if self._card is None else [(item.id, item.title) for item in self._card.criteria]
        self._card = card
        if old != [(item.id, item.title) for item in card.criteria] or not self.spins:
            self._build(card)
        self.add_link.setVisible(editable)
        total = sum(criterion.weight for criterion in card.criteria) or 1
        for criterion in card.criteria:
            spin = self.spins[criterion.id]
            spin.setEnabled(editable)
            spin.blockSignals(True)
            spin.setValue(criterion.weight)
            spin.blockSignals(False)
            spin.setToolTip(f"{round(100 * criterion.weight / total)}{NBSP}% des Ergebnisses")
            self._menus[criterion.id].setEnabled(editable)
        self.set_hint(f"Summe {sum(criterion.weight for criterion in card.criteria)}")

    def _build(self, card: "RoundCard") -> None:
        while self._grid.count():
            item = self._grid.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        self.spins, self._menus = {}, {}
        for line, criterion in enumerate(card.criteria):
            name = Label(criterion.title, wrap=True)
            name.setToolTip(anchors_text(criterion))
            spin = SpinBox(f"Gewicht von {criterion.title}", 0, 1000)
            spin.setProperty("record", criterion.id)
            spin.setKeyboardTracking(False)
            spin.valueChanged.connect(self._on_weight_changed)
            name.setBuddy(spin)
            self._grid.addWidget(name, line, 0)
            self._grid.addWidget(spin, line, 1)
            self._grid.addWidget(self._more(criterion), line, 2)
            self._grid.setRowMinimumHeight(line, spin.sizeHint().height())
            self.spins[criterion.id] = spin
        for line in range(len(card.criteria), self._grid.rowCount()):
            self._grid.setRowMinimumHeight(line, 0)

    def _more(self, criterion: Criterion) -> MoreButton:
        more = MoreButton()
        more.setAccessibleName(f"Kriterium „{criterion.title}“ ändern")
        for words, verb in (
            ("Bearbeiten …", "edit"),
            ("Nach oben", "up"),
            ("Nach unten", "down"),
            ("Entfernen", "remove"),
        ):
            action = QAction(words, more.menu_)
            action.setData((verb, criterion.id))
            action.triggered.connect(self._on_verb)
            more.menu_.addAction(action)
        self._menus[criterion.id] = more
        return more

    # --- verbs

    def edit(self, id: int) -> None:
        """Title, direction and the five anchors of a criterion."""
        if self._card is None:
            return
        criterion = next(item for item in self._card.criteria if item.id == id)
        names = [name for entry in FIELDS for name in ((entry,) if isinstance(entry, str) else entry)]

        def save(values: dict[str, Any]) -> int:
            self._service.update_criterion(id, criterion.version, **values)
            return id

        RecordDialog.ask(
            self,
            Criterion,
            names=FIELDS,
            title="Kriterium bearbeiten",
            primary="Kriterium speichern",
            initial={name: getattr(criterion, name) for name in names},
            save=save,
        )

    def add_own(self, draft: CriterionDraft | None = None) -> None:
        """Ask for a new criterion, begun with a prepared one."""
        if self._card is None:
            return
        round_id = self._card.round.id

        def save(values: dict[str, Any]) -> int:
            return self._service.add_criterion(round_id=round_id, **values)

        RecordDialog.ask(
            self,
            Criterion,
            names=FIELDS,
            title="Neues Kriterium",
            primary="Kriterium hinzufügen",
            initial=asdict(draft) if draft is not None else {"weight": 10},
            save=save,
        )

    def remove(self, id: int) -> None:
        """Take a criterion out with all its scores; „Rückgängig“ brings them back."""
        with alerts.shown(self):
            self._service.remove_criterion(id)
            self._context.undo_bar("Das Kriterium ist mit allen Werten entfernt.")

    def offered(self) -> list[tuple[str, CriterionDraft | None]]:
        """What „Hinzufügen“ offers: the prepared criteria the round lacks, and an own one."""
        present = [item.title for item in self._card.criteria] if self._card is not None else []
        return [*((draft.title, draft) for draft in missing_drafts(present)), ("Eigenes Kriterium …", None)]

    @Slot()
    def _on_add(self) -> None:
        menu = QMenu(self.add_link)
        for place, (words, _) in enumerate(self.offered()):
            action = QAction(words, menu)
            action.setData(place)
            action.triggered.connect(self._on_offer)
            menu.addAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.add_link.mapToGlobal(self.add_link.rect().bottomLeft()))

    @Slot()
    def _on_offer(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.add_own(self.offered()[int(action.data())][1])

    @Slot()
    def _on_verb(self) -> None:
        action = self.sender()
        if not isinstance(action, QAction):
            return
        verb, id = action.data()
        match verb:
            case "edit":
                self.edit(id)
            case "remove":
                self.remove(id)
            case _:
                self._service.move_criterion(id, -1 if verb == "up" else 1)

    @Slot(int)
    def _on_weight_changed(self, weight: int) -> None:
        spin = self.sender()
        if spin is not None:
            self._service.update_criterion(int(spin.property("record")), None, weight=weight)
