"""Dialogs of circulations: starting one, giving more time, settling what the rules leave open."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from coordinator_app.common.errors import UserError
from coordinator_app.domain.votes import ChairVote, Majority, Outcome
from coordinator_app.gui.forms.dates import DateEditor
from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.forms.editors import ChoiceEditor, TextEditor
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.services.circulation_reads import CirculationView


class StartDialog(Dialog):
    """When the papers went out, and until when answers count; `usual(day)` gives the deadline of the rules."""

    help_topic = "umlaufbeschluss"

    def __init__(
        self, today: Callable[[], date], usual: Callable[[date], date], members: int, parent: QWidget | None = None
    ) -> None:
        title = "Umlaufverfahren starten"
        super().__init__(title, primary="Verfahren starten", heading=title, parent=parent)
        self._usual = usual
        text = (
            f"Mit dem Start steht fest, wer abstimmen darf (zurzeit {members} Stimmen), mit welcher Mehrheit und "
            "über welchen Wortlaut. Drucken Sie das Anschreiben vorher oder nachher über „Drucken“."
        )
        self.add(Label(text, wrap=True))
        self.sent, self.until = DateEditor(today, direction="past"), DateEditor(today, direction="future")
        self.sent.set_value(today())
        self.until.set_value(usual(today()))
        self.sent.committed.connect(self._on_sent)
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(16)
        line.addWidget(FieldRow("Versendet am", self.sent, required=True))
        line.addWidget(FieldRow("Antwort bis", self.until, required=True))
        self.way = TextEditor(max_length=60)
        self.way.set_value("E-Mail")
        line.addWidget(FieldRow("per", self.way))
        self.add(row)

    @Slot()
    def _on_sent(self) -> None:
        try:
            sent = self.sent.value()
        except UserError:
            return
        if sent is not None:
            self.until.set_value(self._usual(sent))

    def check(self) -> bool:
        """Both days must be given."""
        if self.sent.value() is None or self.until.value() is None:
            raise UserError("Bitte geben Sie beide Tage ein, zum Beispiel 26.11.2026.")
        return True


class DecisionDialog(Dialog):
    """What the rules do not compute: the vote of the chair in a tie, or a result that is stated."""

    help_topic = "umlaufbeschluss"

    def __init__(self, view: CirculationView, parent: QWidget | None = None) -> None:
        title = "Ergebnis feststellen"
        super().__init__(title, primary="Ergebnis festhalten", heading=title, parent=parent)
        self._free = view.terms.majority is Majority.FREE
        self.add(Label(view.result.reason, wrap=True))
        options: list[tuple[Any, str]] = [(ChairVote.YES, "dafür"), (ChairVote.NO, "dagegen")]
        if self._free:
            options = [(Outcome.ADOPTED, "angenommen"), (Outcome.REJECTED, "abgelehnt")]
        self.choice = ChoiceEditor(options, optional=False)
        self.choice.set_value(options[0][0])
        self.reason = TextEditor(max_length=500)
        self.add(FieldRow("Ergebnis" if self._free else "Stichentscheid des Vorsitzes", self.choice))
        if self._free:
            self.add(FieldRow("Begründung", self.reason, required=True))

    def values(self) -> dict[str, Any]:
        """Arguments for `Circulations.close`."""
        if self._free:
            return {"outcome": self.choice.value(), "override_reason": str(self.reason.value())}
        return {"chair_vote": self.choice.value()}

    def check(self) -> bool:
        """A stated result needs its reason."""
        if self._free and not str(self.reason.value()):
            raise UserError("Bitte begründen Sie, warum das Ergebnis so festgestellt wird.")
        return True
