"""Tabs „Abruf & Nachweis“ and „Auflagen“: money drawn and proved, what the Bescheid demands, money passed on."""

from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from coordinator_app.common.clock import today
from coordinator_app.common.german import format_date, format_money
from coordinator_app.domain.finance_plan import payment_way
from coordinator_app.domain.funding import PaymentWay
from coordinator_app.domain.grants import Condition, Drawdown, DrawdownState, PassThrough, ProofOfUse, ProofState
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.pages.funding.looks import DRAWDOWN_CHIPS, PROOF_CHIPS
from coordinator_app.gui.pages.funding.parts import PartsCard, grant_parts
from coordinator_app.gui.widgets.buttons import IconButton
from coordinator_app.gui.widgets.cards import ListRow
from coordinator_app.gui.widgets.chips import ChipStyle, due_chip
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.notices import NoticeBar
from coordinator_app.gui.widgets.scroll_column import ScrollColumn
from coordinator_app.services.grant_card import GrantCard


class PaymentsPane(ScrollColumn):
    """Drawdowns and proofs of use."""

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._context = context
        self.repay = NoticeBar("", "attention")
        self.repay.hide()
        self.way = Label("", "hinweis", wrap=True)
        self.drawdowns = PartsCard(
            context,
            lookups,
            Drawdown,
            owner="grant_id",
            title="Mittelabrufe",
            words=("Abruf hinzufügen", "Abrufe"),
            names=("title", "amount", ("requested_on", "received_on"), ("spend_until", "state"), "note"),
            row=self._drawdown_row,
            nothing="Noch kein Abruf. Wann wird das Geld gebraucht?",
            store=grant_parts(context, Drawdown),
        )
        self.proofs = PartsCard(
            context,
            lookups,
            ProofOfUse,
            owner="grant_id",
            title="Verwendungsnachweise",
            words=("Nachweis hinzufügen", "Nachweise"),
            names=(
                ("proof_kind", "due_on"),
                "reference",
                ("submitted_on", "audited_on"),
                ("state", "recovered"),
                "report",
            ),
            row=self._proof_row,
            nothing="Noch kein Nachweis. Mit der Bewilligung wird er von selbst vorgemerkt.",
            store=grant_parts(context, ProofOfUse),
        )
        for part in (self.repay, self.drawdowns, self.way, self.proofs):
            self.column.addWidget(part)
        self.column.addStretch(1)

    def show_card(self, card: GrantCard) -> None:
        """Show the money of a grant."""
        money = card.money
        received, approved = format_money(money.received), format_money(money.approved)
        self.drawdowns.show_parts(card.grant.id, card.drawdowns, f"{received} von {approved} eingegangen")
        self.proofs.show_parts(card.grant.id, card.proofs)
        refund = payment_way(card.grant, card.programme) is PaymentWay.REFUND
        self.way.setText(
            "Diese Förderung wird erstattet: erst bezahlen, dann mit den Belegen abrufen."
            if refund
            else "Abgerufenes Geld muss in der genannten Frist ausgegeben sein; sonst fallen Zinsen an."
        )
        settled = any(proof.submitted_on for proof in card.proofs)
        text = f"Nach den Belegen sind {format_money(money.to_repay)} zu viel eingegangen und zurückzuzahlen."
        self.repay.set(text if money.to_repay and (settled or card.receipts) else "", "attention")
        self.repay.setVisible(bool(money.to_repay and (settled or card.receipts)))

    def _drawdown_row(self, draw: Drawdown) -> ListRow:
        words = [f"Abruf {draw.number}", draw.title]
        open_term = draw.spend_until is not None and draw.state is not DrawdownState.SPENT
        came = f"eingegangen {format_date(draw.received_on)}" if draw.received_on else ""
        day = f"verbrauchen bis {format_date(draw.spend_until)}" if open_term else came
        row = ListRow(
            " · ".join(filter(None, words)),
            addition=day,
            value=format_money(draw.amount),
            chip=(draw.state.label, DRAWDOWN_CHIPS[draw.state]),
            chip_width=128,
        )
        self._add_print(row, "drawdown_request", draw.id, "Mittelabruf ansehen und drucken")
        return row

    def _proof_row(self, proof: ProofOfUse) -> ListRow:
        chip = (proof.state.label, PROOF_CHIPS[proof.state])
        if proof.due_on is not None and proof.submitted_on is None:
            chip = due_chip((proof.due_on - today(self._context.clock)).days)
        sent = f"eingereicht {format_date(proof.submitted_on)}" if proof.submitted_on else ""
        due = f"fällig {format_date(proof.due_on)}"
        row = ListRow(
            proof.reference or proof.proof_kind.label,
            addition=sent or due,
            value=proof.state.label if proof.submitted_on is None and proof.state is not ProofState.OPEN else "",
            chip=chip,
            chip_width=160,
        )
        self._add_print(row, "proof_of_use", proof.id, "Verwendungsnachweis ansehen und drucken")
        return row

    def _add_print(self, row: ListRow, key: str, id: int, name: str) -> None:
        button = IconButton("printer", name, flat=True)
        button.clicked.connect(partial(_preview, self._context, key, id))
        row.add(button)


class ConditionsPane(ScrollColumn):
    """What the Bescheid demands, and money passed on to others."""

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._context = context
        self._names: dict[int, str] = {}
        self.conditions = PartsCard(
            context,
            lookups,
            Condition,
            owner="grant_id",
            title="Auflagen des Bescheids",
            words=("Auflage hinzufügen", "Auflagen"),
            names=("text", ("due_on", "met_on"), "proof"),
            row=self._condition_row,
            nothing="Keine Auflage eingetragen. Nebenbestimmungen stehen im Bescheid.",
            store=grant_parts(context, Condition),
        )
        self.passed_on = PartsCard(
            context,
            lookups,
            PassThrough,
            owner="grant_id",
            title="Weiterleitung an Dritte",
            words=("Weiterleitung hinzufügen", "Weiterleitungen"),
            names=("organisation_id", "purpose", ("amount", "contract_on"), ("proof_due_on", "proof_on"), "note"),
            row=self._passed_row,
            nothing="Nichts weitergeleitet. Bekommt ein Träger Geld aus dieser Förderung, gehört das hierher.",
            store=grant_parts(context, PassThrough),
        )
        for part in (self.conditions, self.passed_on):
            self.column.addWidget(part)
        self.column.addStretch(1)

    def show_card(self, card: GrantCard) -> None:
        """Show the conditions of a grant."""
        self._names = {passed.id: name for passed, name in card.passed_on}
        self.conditions.show_parts(card.grant.id, card.conditions)
        passed = [entry for entry, _ in card.passed_on]
        total = sum(entry.amount or 0 for entry in passed)
        self.passed_on.show_parts(card.grant.id, passed, format_money(total) if total else "")

    def _condition_row(self, condition: Condition) -> ListRow:
        chip, words = _standing(condition.due_on, condition.met_on, "erfüllt", today(self._context.clock))
        return ListRow(condition.text, addition=condition.proof, value=words, chip=chip, chip_width=160)

    def _passed_row(self, passed: PassThrough) -> ListRow:
        day = today(self._context.clock)
        chip, words = _standing(passed.proof_due_on, passed.proof_on, "Nachweis erhalten", day)
        contract = f"Vertrag vom {format_date(passed.contract_on)}" if passed.contract_on else "noch ohne Vertrag"
        addition = " · ".join(filter(None, (passed.purpose, contract, words)))
        name = self._names.get(passed.id) or "Empfänger"
        return ListRow(name, addition=addition, value=format_money(passed.amount), chip=chip, chip_width=160)


def _standing(due: date | None, done: date | None, word: str, day: date) -> tuple[tuple[str, ChipStyle], str]:
    if done is not None:
        return (word, ChipStyle("ok", "tick")), f"am {format_date(done)}"
    if due is None:
        return ("ohne Frist", ChipStyle("neutral", "circle")), ""
    return due_chip((due - day).days), f"bis {format_date(due)}"


def _preview(context: AppContext, key: str, id: int, *_: object) -> None:
    context.preview(key, id)
