"""The answers of a circulation: who has answered what, when and by which way; one key enters one answer."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coordinator_app.common.german import format_date, plural
from coordinator_app.domain.ballots import Ballot, BallotChoice
from coordinator_app.domain.circulations import CirculationState
from coordinator_app.gui import alerts
from coordinator_app.gui.forms.dates import DateEditor
from coordinator_app.gui.forms.editors import TextEditor
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.pages.meetings.ballot_list import CHOICE_CHIPS, BallotList, ChoiceLinks
from coordinator_app.gui.pages.meetings.row_list import Row
from coordinator_app.gui.widgets.buttons import LinkButton
from coordinator_app.gui.widgets.labels import Label, SectionTitle
from coordinator_app.services.circulation_reads import CirculationView
from coordinator_app.services.circulations import Circulations

_CHOICES = (
    BallotChoice.YES,
    BallotChoice.NO,
    BallotChoice.ABSTAIN,
    BallotChoice.INVALID,
    BallotChoice.NOT_VOTING,
    BallotChoice.OPEN,
)


class CirculationAnswers(QWidget):
    """`show_view(view)`; answers are stored at once. `objected(ballot id)` when a member objects to the procedure."""

    objected = Signal(int)

    def __init__(self, circulations: Circulations, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._circulations = circulations
        self._running = False
        self.title = SectionTitle("Antworten")
        self.day = DateEditor(today, direction="past")
        self.day.set_value(today())
        self.way = TextEditor(max_length=60)
        self.way.set_value("E-Mail")
        self.rows = BallotList("Antworten der Mitglieder", _CHOICES)
        self.rows.cast.connect(self._on_cast)
        self.links = ChoiceLinks(self.rows, _CHOICES)
        self.object_link = LinkButton("Widerspruch gegen das Umlaufverfahren eintragen", "octagon")
        self.object_link.clicked.connect(self._on_object)
        self.hint = Label("Mitglied wählen, dann eine Taste: J, N, E, U, – oder Entf.", "hinweis", wrap=True)
        self._entry = QWidget()
        self._build()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.title)
        line = QHBoxLayout(self._entry)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(16)
        line.addWidget(FieldRow("Eingegangen am", self.day))
        line.addWidget(FieldRow("per", self.way), 1)
        for widget in (self._entry, self.hint, self.rows, self.links, self.object_link):
            column.addWidget(widget)

    def show_view(self, view: CirculationView, *, read_only: bool) -> None:
        """Show the answers so far."""
        self._running = view.circulation.state is CirculationState.RUNNING and not read_only
        known = self.rows.row_of(str(view.ballots[0].id)) if view.ballots else None
        self.rows.set_rows([_row(ballot) for ballot in view.ballots])
        waiting = next((str(ballot.id) for ballot in view.ballots if ballot.choice is BallotChoice.OPEN), "")
        if known is None and waiting:  # shown for the first time
            self.rows.select(waiting)
        answered = sum(ballot.choice is not BallotChoice.OPEN for ballot in view.ballots)
        self.title.set_hint(f"{answered} von {len(view.ballots)}")
        for widget in (self._entry, self.hint, self.links):
            widget.setVisible(self._running)
        self.object_link.setVisible(self._running and view.objection_allowed)
        self.rows.setEnabled(bool(view.ballots))

    @Slot(str, object)
    def _on_cast(self, key: str, choice: BallotChoice) -> None:
        if not self._running:
            return
        with alerts.shown(self):
            self._circulations.answer(int(key), choice, on=self.day.value(), way=str(self.way.value()))

    @Slot()
    def _on_object(self) -> None:
        if self.rows.current_key():
            self.objected.emit(int(self.rows.current_key()))


def _row(ballot: Ballot) -> Row:
    answered = ballot.choice is not BallotChoice.OPEN
    when = " · ".join(part for part in (format_date(ballot.cast_on) if ballot.cast_on else "", ballot.way) if part)
    weight = plural(ballot.weight, "Stimme", "Stimmen") if ballot.weight > 1 else ""
    return Row(
        str(ballot.id),
        ballot.name,
        icon="person",
        second=weight,
        value=when if answered else "",
        chip=(ballot.choice.label if answered else "keine Antwort", CHOICE_CHIPS[ballot.choice]),
        muted=not answered,
    )
