"""The list of people who vote by name: one key for each vote, at the table and in circulations."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from coordinator_app.domain.ballots import KEYS, BallotChoice, Voter
from coordinator_app.gui.pages.meetings.row_list import Row, RowList
from coordinator_app.gui.widgets.buttons import LinkButton
from coordinator_app.gui.widgets.chips import ChipStyle
from coordinator_app.gui.widgets.labels import Label

CHOICE_CHIPS: dict[BallotChoice, ChipStyle] = {
    BallotChoice.OPEN: ChipStyle("neutral", "clock"),
    BallotChoice.YES: ChipStyle("ok", "tick"),
    BallotChoice.NO: ChipStyle("attention", "x"),
    BallotChoice.ABSTAIN: ChipStyle("info", "pause"),
    BallotChoice.INVALID: ChipStyle("error", "octagon"),
    BallotChoice.NOT_VOTING: ChipStyle("neutral", "minus"),
}
_WORDS = {
    BallotChoice.YES: "Ja (J)",
    BallotChoice.NO: "Nein (N)",
    BallotChoice.ABSTAIN: "Enthaltung (E)",
    BallotChoice.INVALID: "ungültig (U)",
    BallotChoice.NOT_VOTING: "nimmt nicht teil (–)",
    BallotChoice.OPEN: "zurücknehmen (Entf)",
}
_ROW = 36


class BallotList(RowList):
    """A `RowList` as tall as its rows; J, N, E, – (and U) vote for the current row and go on to the next.

    `cast(key, choice)` tells each vote; Entf takes one back (`BallotChoice.OPEN`).
    """

    cast = Signal(str, object)

    def __init__(self, name: str, choices: Sequence[BallotChoice], parent: QWidget | None = None) -> None:
        super().__init__(name, height=_ROW, parent=parent)
        self._allowed = frozenset(choices)
        self.setAccessibleDescription("J Ja, N Nein, E Enthaltung, Strich nimmt nicht teil, Entf nimmt zurück")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.currentItemChanged.connect(self._on_moved)

    def sizeHint(self) -> QSize:
        """As tall as all rows: the page scrolls, not the list."""
        rows = sum(self.sizeHintForRow(place) for place in range(self.count()))
        return QSize(super().sizeHint().width(), max(rows, 1) + 2 * self.frameWidth())

    def minimumSizeHint(self) -> QSize:
        """The list is never cut."""
        return QSize(160, self.sizeHint().height())

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows; the first becomes current when none is."""
        super().set_rows(rows)
        if rows and not self.current_key():
            self.select(rows[0].key)
        self.updateGeometry()

    def vote(self, choice: BallotChoice) -> None:
        """Vote for the current row and go on to the next one."""
        key = self.current_key()
        if key and choice in self._allowed and self.isEnabled():
            self.cast.emit(key, choice)
            if choice is not BallotChoice.OPEN:
                self.setCurrentRow(min(self.currentRow() + 1, self.count() - 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """One key is one vote."""
        held = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        choice = KEYS.get(event.text().lower())
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            choice = BallotChoice.OPEN
        if choice is not None and choice in self._allowed and not held:
            self.vote(choice)
            return
        super().keyPressEvent(event)

    @Slot()
    def _on_moved(self) -> None:
        """Keep the current row in sight of the page."""
        area: QWidget | None = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        inner = area.widget() if area is not None else None
        item = self.currentItem()
        if area is None or inner is None or item is None or not self.hasFocus():
            return
        place = self.viewport().mapTo(inner, self.visualItemRect(item).center())
        area.ensureVisible(place.x(), place.y(), 0, 2 * _ROW)


class ChoiceLinks(QWidget):
    """The votes as words to click, for the current row of a list."""

    def __init__(self, rows: BallotList, choices: Sequence[BallotChoice], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        self._grid = grid
        self.links: dict[BallotChoice, LinkButton] = {}
        for place, choice in enumerate(choices):
            link = LinkButton(_WORDS[choice])
            link.clicked.connect(partial(_vote_in, rows, choice))
            self.links[choice] = link
            grid.addWidget(link, place // 3, place % 3, Qt.AlignmentFlag.AlignLeft)
        grid.setColumnStretch(2, 1)

    def add(self, link: LinkButton) -> None:
        """One more word behind the votes."""
        place = self._grid.count()
        self._grid.addWidget(link, place // 3, place % 3, Qt.AlignmentFlag.AlignLeft)


def _vote_in(rows: BallotList, choice: BallotChoice) -> None:
    rows.vote(choice)
    rows.setFocus(Qt.FocusReason.OtherFocusReason)


AT_TABLE = (BallotChoice.YES, BallotChoice.NO, BallotChoice.ABSTAIN, BallotChoice.NOT_VOTING, BallotChoice.OPEN)


class RollCall(QWidget):
    """Everybody who may vote now with what each voted; `changed` after every vote.

    As a roll call all are listed to be called; as a record of single votes only those marked are kept.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._voters: tuple[Voter, ...] = ()
        self._choices: dict[int, BallotChoice] = {}
        self.title = Label("", "beschriftung")
        self.rows = BallotList("Namentliche Abstimmung", AT_TABLE)
        self.rows.cast.connect(self._on_cast)
        self.links = ChoiceLinks(self.rows, AT_TABLE)
        self.rest_link = LinkButton("alle übrigen Ja")
        self.rest_link.clicked.connect(self._on_rest)
        self.title.setBuddy(self.rows)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (self.title, self.rows, self.links):
            column.addWidget(widget)
        self.links.add(self.rest_link)

    def show_voters(self, voters: Sequence[Voter], *, everybody: bool) -> None:
        """Show who may vote now; votes of people who have left are dropped."""
        self._voters = tuple(voters)
        known = {voter.key for voter in voters}
        self._choices = {key: choice for key, choice in self._choices.items() if key in known}
        self.rest_link.setVisible(everybody)
        self.rows.setAccessibleName("Namentliche Abstimmung" if everybody else "Einzelne Stimmen vermerken")
        words = "Namentlich aufrufen" if everybody else "Nur vermerken, wessen Stimme in die Niederschrift soll"
        self.title.setText(f"{words}: eine Taste je Person")
        self._show()

    def choices(self) -> dict[int, BallotChoice]:
        """The votes entered so far by key of the voter."""
        return dict(self._choices)

    def set_choices(self, choices: Mapping[int, BallotChoice]) -> None:
        """Start with these votes."""
        self._choices = dict(choices)

    def called(self) -> bool:
        """Whether everybody shown has voted."""
        return bool(self._voters) and all(voter.key in self._choices for voter in self._voters)

    def _show(self) -> None:
        self.rows.set_rows([self._row(voter) for voter in self._voters])

    def _row(self, voter: Voter) -> Row:
        choice = self._choices.get(voter.key)
        chip = (choice.label, CHOICE_CHIPS[choice]) if choice is not None else None
        weight = f"{voter.weight} Stimmen" if voter.weight > 1 else ""
        return Row(str(voter.key), voter.words, icon="person", chip=chip, value=weight)

    @Slot(str, object)
    def _on_cast(self, key: str, choice: BallotChoice) -> None:
        if choice is BallotChoice.OPEN:
            self._choices.pop(int(key), None)
        else:
            self._choices[int(key)] = choice
        self._show()
        self.changed.emit()

    @Slot()
    def _on_rest(self) -> None:
        for voter in self._voters:
            self._choices.setdefault(voter.key, BallotChoice.YES)
        self._show()
        self.changed.emit()
