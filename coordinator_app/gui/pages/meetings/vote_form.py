"""The fields of one vote: numbers, names or candidates, the rules it follows, and what a person states otherwise."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from coordinator_app.domain.ballots import Ballot, BallotChoice, Voter
from coordinator_app.domain.elections import parse_tallies
from coordinator_app.domain.resolutions import Vote
from coordinator_app.domain.votes import ChairVote, Count, Majority, Outcome, Procedure, TieRule
from coordinator_app.gui.forms.editors import ChoiceEditor, Editor, TextEditor
from coordinator_app.gui.pages.meetings.ballot_list import RollCall
from coordinator_app.gui.pages.meetings.candidate_votes import CandidateVotes
from coordinator_app.gui.widgets.buttons import LinkButton
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.spin_boxes import SpinBox
from coordinator_app.services.resolutions import VoteEntry, VotePreview

_COUNTS = (("yes", "Ja"), ("no", "Nein"), ("abstain", "Enthaltung"))
_RARE_COUNTS = (("invalid", "Ungültig"), ("not_voting", "Nicht abgestimmt"))
_AT_TABLE = tuple(procedure for procedure in Procedure if procedure is not Procedure.CIRCULATION)
_OUTCOMES = ((None, "wie berechnet"), (Outcome.ADOPTED, "angenommen"), (Outcome.REJECTED, "abgelehnt"))


class VoteForm(QWidget):
    """`entry()` is what is entered; `changed` after every change.

    `load` starts with the last vote or the body's rules, `show_preview` takes up what the entry results in.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.counts = {name: SpinBox(label) for name, label in (*_COUNTS, *_RARE_COUNTS)}
        self.procedure = ChoiceEditor([(entry, entry.label) for entry in _AT_TABLE], optional=False)
        self.majority = ChoiceEditor.of(Majority, optional=False)
        self.chair_vote = ChoiceEditor.of(ChairVote, optional=False)
        self.outcome = ChoiceEditor(_OUTCOMES, optional=False)
        self.reason = TextEditor(max_length=500)
        self.present = SpinBox("Stimmberechtigte anwesend")
        self.base_reason = TextEditor(max_length=500)
        self.roll = RollCall()
        self.candidates = CandidateVotes()
        self.all_link = LinkButton("alle dafür")
        self.all_link.setToolTip("Alle stimmberechtigten Anwesenden stimmen mit Ja")
        self.more_link = LinkButton("Weitere Angaben")
        self.record_link = LinkButton("Einzelne Stimme vermerken")
        self._computed_present = 0
        self._recording = False
        self._preview: VotePreview | None = None
        self._labels: dict[QWidget, Label] = {}
        self._build()
        self._connect()

    # --- building

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.candidates)
        self._numbers = QGridLayout()
        column.addLayout(self._numbers)
        self._build_numbers()
        column.addWidget(self.roll)
        links = QHBoxLayout()
        column.addLayout(links)
        links.setSpacing(16)
        links.addWidget(self.all_link)
        links.addStretch(1)
        links.addWidget(self.more_link)
        self.extra = QWidget()
        self._build_extra()
        column.addWidget(self.extra)
        self.extra.hide()
        self.roll.hide()
        self.candidates.hide()

    def _build_numbers(self) -> None:
        grid = self._numbers
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        for place, (name, label) in enumerate(_COUNTS):
            self._put(grid, 0, place, label, self.counts[name])
            self.counts[name].setMinimumWidth(72)
        self._put(grid, 0, 3, "Verfahren", self.procedure)
        grid.setColumnStretch(3, 1)

    def _build_extra(self) -> None:
        grid = QGridLayout(self.extra)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        for place, (name, label) in enumerate(_RARE_COUNTS):
            self._put(grid, 0, place, label, self.counts[name])
        self._put(grid, 0, 2, "Mehrheit", self.majority)
        self._put(grid, 2, 0, "Stichentscheid des Vorsitzes", self.chair_vote, span=2)
        self._put(grid, 4, 0, "Ergebnis feststellen", self.outcome, span=2)
        self._put(grid, 4, 2, "Begründung der Feststellung", self.reason)
        self._put(grid, 6, 0, "Stimmen anwesend", self.present, span=2)
        self._put(grid, 6, 2, "Grund der anderen Zahl", self.base_reason)
        grid.addWidget(self.record_link, 8, 0, 1, 3, Qt.AlignmentFlag.AlignLeft)
        grid.setColumnStretch(2, 1)

    def _put(self, grid: QGridLayout, line: int, column: int, text: str, field: QWidget, *, span: int = 1) -> None:
        label = Label(text, "beschriftung")
        label.setBuddy(field.field if isinstance(field, Editor) else field)
        if isinstance(field, Editor):
            field.field.setAccessibleName(text)
        grid.addWidget(label, line, column, 1, span)
        grid.addWidget(field, line + 1, column, 1, span)
        self._labels[field] = label

    def _connect(self) -> None:
        for box in (*self.counts.values(), self.present):
            box.valueChanged.connect(self.changed)
        for editor in (self.majority, self.chair_vote, self.outcome, self.reason, self.base_reason):
            editor.committed.connect(self.changed)
        self.procedure.committed.connect(self._on_procedure)
        self.roll.changed.connect(self.changed)
        self.candidates.changed.connect(self.changed)
        self.all_link.clicked.connect(self._on_all)
        self.more_link.clicked.connect(self._on_more)
        self.record_link.clicked.connect(self._on_record)

    # --- showing

    def load(self, last: Vote | None, ballots: Sequence[Ballot], usual: VotePreview) -> None:
        """Start with the last vote if there is one, else with the rules of the body."""
        for name, box in self.counts.items():
            self._set_number(box, getattr(last, name) if last is not None else 0)
        self.procedure.set_value(last.procedure if last else usual.terms.procedure)
        self.majority.set_value(last.majority if last else usual.terms.majority)
        self.chair_vote.set_value(last.chair_vote if last else ChairVote.NONE)
        self.outcome.set_value(last.outcome if last is not None and last.override_reason else None)
        self.reason.set_value(last.override_reason if last else "")
        self.base_reason.set_value(last.base_reason if last else "")
        self._computed_present = usual.computed_present
        self._set_number(self.present, last.present if last and last.base_reason else usual.computed_present)
        self.roll.set_choices({row.attendance_id: row.choice for row in ballots if row.attendance_id is not None})
        self._recording = bool(ballots) and not self.is_roll_call()

    def clear(self) -> None:
        """A new round: no votes yet, the rules stay."""
        for box in (*self.counts.values(), *self.candidates.numbers.values()):
            self._set_number(box, 0)
        self.roll.set_choices({})
        self.candidates.lot.set_value(None)

    def show_candidates(self, names: Sequence[str], last: Vote | None) -> None:
        """An election: the names, with the votes of the last round."""
        self.candidates.show_candidates(names, parse_tallies(last.candidates) if last else ())

    def show_voters(self, voters: Sequence[Voter]) -> None:
        """The people who may vote by name now; none where nobody is named."""
        self.roll.show_voters(voters, everybody=self.is_roll_call())

    def show_preview(self, found: VotePreview) -> None:
        """Take up what the entry results in: sums of the roll, who is asked for what."""
        self._preview = found
        if self.present.value() == self._computed_present != found.computed_present:
            self._set_number(self.present, found.computed_present)
        self._computed_present = found.computed_present
        if self.is_roll_call() and self.roll.choices():
            for name, box in self.counts.items():
                self._set_number(box, getattr(found.count, name))
        self.show_fields()

    def show_fields(self) -> None:
        """Show the fields the entry needs, also while it is not complete yet."""
        found = self._preview
        if found is None:
            return
        roll, several = self.is_roll_call(), self.candidates.several()
        for name, box in self.counts.items():
            box.setReadOnly(roll)
            box.setFocusPolicy(Qt.FocusPolicy.NoFocus if roll else Qt.FocusPolicy.StrongFocus)
            if name in ("yes", "no"):
                self._reveal(box, shown=not several)
        self.roll.setVisible(self.names_wanted())
        self.all_link.setVisible(not roll and not several)
        open_more = self.more_link.property("open") is True
        tie = found.result.tie and found.terms.tie_rule is TieRule.CHAIR_DECIDES and not several
        free = self.is_free()
        other = self.outcome.value() is not None or (several and free)
        base = self.present.value() != self._computed_present
        for name, _ in _RARE_COUNTS:
            self._reveal(self.counts[name], shown=open_more or several)
        self._reveal(self.majority, shown=open_more or several)
        self._reveal(self.chair_vote, shown=tie)
        self._reveal(self.outcome, shown=(open_more or free) and not several)
        self._reveal(self.reason, shown=other or free)
        self._reveal(self.present, shown=(open_more or base) and not roll)
        self._reveal(self.base_reason, shown=base and not roll)
        self.record_link.setVisible(open_more and not roll and self.procedure.value() is not Procedure.SECRET)
        self.record_link.setText("Einzelne Stimmen nicht vermerken" if self._recording else "Einzelne Stimme vermerken")
        self.extra.setVisible(open_more or tie or free or other or base or several)
        self.candidates.show_lot(found.runoff if found.result.tie else (), stated=free and several)

    def _reveal(self, field: QWidget, *, shown: bool) -> None:
        field.setVisible(shown)
        self._labels[field].setVisible(shown)

    def _set_number(self, box: SpinBox, value: int) -> None:
        box.blockSignals(True)
        box.setValue(value)
        box.blockSignals(False)

    # --- what is entered

    def is_roll_call(self) -> bool:
        """Whether everybody is called by name."""
        return self.procedure.value() is Procedure.ROLL_CALL and not self.candidates.several()

    def names_wanted(self) -> bool:
        """Whether people are shown to vote by name or to be recorded."""
        return self.is_roll_call() or (self._recording and self.procedure.value() is not Procedure.SECRET)

    def is_free(self) -> bool:
        """Whether a person states the result."""
        return self.majority.value() is Majority.FREE and self.procedure.value() is not Procedure.CONSENSUS

    def is_begun(self) -> bool:
        """Whether anything is counted yet."""
        return self.count().total > 0 or any(tally.votes for tally in self.candidates.tallies())

    def is_called(self) -> bool:
        """Whether nobody is left to be called by name."""
        return not self.is_roll_call() or not self.roll.choices() or self.roll.called()

    def count(self) -> Count:
        """The numbers as they stand in the fields."""
        return Count(**{name: box.value() for name, box in self.counts.items()})

    def entry(self) -> VoteEntry:
        """What is entered."""
        tie = self._preview is not None and self._preview.result.tie
        stated = self.outcome.value()
        names = self.roll.choices() if self.names_wanted() else dict[int, BallotChoice]()
        several = self.candidates.several()
        return VoteEntry(
            count=self.count(),
            procedure=self.procedure.value(),
            majority=self.majority.value(),
            chair_vote=self.chair_vote.value() if tie else ChairVote.NONE,
            present=None if self.present.value() == self._computed_present else self.present.value(),
            base_reason=str(self.base_reason.value()),
            outcome=None if several else stated,
            override_reason=str(self.reason.value()) if stated is not None or self.is_free() else "",
            choices=names,
            tallies=self.candidates.tallies(),
            elected=str(self.candidates.lot.value() or "") if several else "",
        )

    def focus_first(self) -> None:
        """Into the first field to fill."""
        if not self.candidates.isHidden() and not self.candidates.names.value():
            first: QWidget = self.candidates.names.area
        elif self.candidates.several():
            first = next(iter(self.candidates.numbers.values()))
        else:
            first = self.roll.rows if self.is_roll_call() else self.counts["yes"]
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def _on_procedure(self) -> None:
        self.changed.emit()
        if self.is_roll_call():
            self.roll.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_all(self) -> None:
        for name, box in self.counts.items():
            self._set_number(box, self.present.value() if name == "yes" else 0)
        self.changed.emit()

    @Slot()
    def _on_more(self) -> None:
        self.more_link.setProperty("open", self.more_link.property("open") is not True)
        self.more_link.setText("Weniger Angaben" if self.more_link.property("open") else "Weitere Angaben")
        self.changed.emit()

    @Slot()
    def _on_record(self) -> None:
        self._recording = not self._recording
        if not self._recording:
            self.roll.set_choices({})
        self.changed.emit()
        if self._recording:
            self.roll.rows.setFocus(Qt.FocusReason.OtherFocusReason)
