"""Approving minutes: what an approval item decided, and the steps minutes go through."""

from dataclasses import dataclass
from datetime import date, timedelta

from coordinator_app.common.german import format_date, plural
from coordinator_app.domain.bodies import Approval
from coordinator_app.domain.minutes import MinutesState
from coordinator_app.domain.objections import ObjectionPeriod
from coordinator_app.domain.vocabulary import Vocabulary


class ApprovalOutcome(Vocabulary):
    """What the item „Genehmigung der Niederschrift“ did."""

    APPROVED = "approved", "genehmigt"
    WITH_CHANGES = "with_changes", "mit Änderungen genehmigt"
    REFUSED = "refused", "nicht genehmigt"
    UNDECIDED = "undecided", "nicht entschieden"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalFacts:
    """What was found under an approval item; objections are those against the version that stood there."""

    adopted: bool = False
    rejected: bool = False
    undecided_objections: int = 0
    accepted_objections: int = 0


def approval_outcome(facts: ApprovalFacts) -> ApprovalOutcome:
    """How a treated approval item ended.

    A vote decides. Without one the minutes are approved when nobody objects or all objections are decided: asking
    „Gibt es Einwendungen?“ is how most bodies do it. Accepted objections make it an approval with changes.
    """
    if facts.rejected and not facts.adopted:
        return ApprovalOutcome.REFUSED
    if not facts.adopted and facts.undecided_objections:
        return ApprovalOutcome.UNDECIDED
    return ApprovalOutcome.WITH_CHANGES if facts.accepted_objections else ApprovalOutcome.APPROVED


def approval_sentence(outcome: ApprovalOutcome, facts: ApprovalFacts, day: date | None) -> str:
    """What minutes print below their approval item; `day` is that of the meeting approved."""
    what = f"Niederschrift der Sitzung vom {format_date(day)}" if day else "Niederschrift der vorigen Sitzung"
    if outcome is ApprovalOutcome.REFUSED:
        return f"Die {what} wird nicht genehmigt."
    if outcome is ApprovalOutcome.UNDECIDED:
        return f"Über die Einwendungen gegen die {what} ist noch nicht entschieden; sie ist nicht genehmigt."
    if outcome is ApprovalOutcome.WITH_CHANGES:
        return f"Die {what} ist mit den übernommenen Einwendungen genehmigt."
    if facts.adopted:
        return f"Die {what} ist genehmigt."
    return f"Gegen die {what} werden keine weiteren Einwendungen erhoben. Sie ist genehmigt."


class MinutesStep(Vocabulary):
    """The steps of minutes in their order."""

    DRAFT = "draft", "Entwurf"
    REVIEW = "review", "Abstimmung"
    FINAL = "final", "Abschluss"
    SENT = "sent", "Versand"
    APPROVED = "approved", "Genehmigung"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFacts:
    """Where minutes stand: `errors` of the check, days, and how their body approves them."""

    state: MinutesState
    errors: int
    confirmed_on: date | None
    sent_on: date | None
    approval: Approval
    period: ObjectionPeriod
    open_objections: int
    accepted_objections: int
    today: date
    due_on: date | None = None
    approved_on: date | None = None
    next_meeting: date | None = None


@dataclass(frozen=True, slots=True)
class NextStep:
    """The step minutes are in (0-based), what to do next in a sentence, and whether it is late."""

    current: int
    sentence: str
    is_late: bool = False


def next_step(facts: StepFacts) -> NextStep:
    """Where minutes stand and what comes next."""
    if facts.state in (MinutesState.DRAFT, MinutesState.IN_REVIEW, MinutesState.CORRECTING):
        return _before_final(facts)
    if facts.state is MinutesState.APPROVED:
        return NextStep(5, f"Genehmigt am {format_date(facts.approved_on)}. Die Fassungen sind eingefroren.")
    return _after_final(facts)


def _before_final(facts: StepFacts) -> NextStep:
    current = {MinutesState.DRAFT: 0, MinutesState.IN_REVIEW: 1, MinutesState.CORRECTING: 2}[facts.state]
    late = facts.due_on is not None and facts.today > facts.due_on and facts.state is not MinutesState.CORRECTING
    due = f" {due_words(facts.due_on, facts.today)}" if facts.due_on and current < 2 else ""
    if facts.errors:
        gaps = plural(facts.errors, "Punkt fehlt", "Punkte fehlen")
        return NextStep(current, f"{gaps} noch; ein Klick auf die Zeile führt an die Stelle.{due}", late)
    if facts.state is MinutesState.CORRECTING:
        return NextStep(current, "Ändern Sie den Text und schließen Sie dann die berichtigte Fassung ab.")
    if facts.confirmed_on is not None:
        return NextStep(max(current, 1), f"Die Leitung hat bestätigt: Schließen Sie die Niederschrift ab.{due}", late)
    if facts.state is MinutesState.DRAFT:
        return NextStep(
            current, f"Geben Sie den Entwurf an die Leitung, oder tragen Sie ihre Bestätigung ein.{due}", late
        )
    return NextStep(current, f"Tragen Sie ein, wann die Leitung den Text bestätigt hat.{due}", late)


def due_words(due_on: date, today: date) -> str:
    """„Fertig bis 26.12.2026.“, or by how much that day has passed."""
    days = (today - due_on).days
    if days > 0:
        return f"Sie sollte am {format_date(due_on)} fertig sein (seit {plural(days, 'Tag', 'Tagen')} überfällig)."
    return f"Fertig bis {format_date(due_on)}."


def _after_final(facts: StepFacts) -> NextStep:
    if facts.accepted_objections:
        count = plural(facts.accepted_objections, "Einwendung ist", "Einwendungen sind")
        return NextStep(3, f"{count} übernommen: Berichtigen Sie die Niederschrift.")
    if facts.open_objections and (facts.approval is not Approval.NEXT_MEETING):
        count = plural(facts.open_objections, "Einwendung", "Einwendungen")
        return NextStep(4, f"Über {count} ist noch zu entscheiden.")
    if facts.sent_on is None:
        return NextStep(3, "Versenden Sie die Niederschrift an die Mitglieder; damit beginnt die Einwendungsfrist.")
    if facts.approval is Approval.TACIT:
        return _tacit(facts)
    if facts.approval is Approval.CHAIR:
        return NextStep(4, "Der Vorsitz genehmigt die Niederschrift; tragen Sie es ein.")
    when = f" am {format_date(facts.next_meeting)}" if facts.next_meeting else ""
    return NextStep(4, f"{facts.period.sentence(facts.today)} Die nächste Sitzung{when} genehmigt sie.")


def _tacit(facts: StepFacts) -> NextStep:
    if not facts.period.is_over(facts.today):
        return NextStep(4, f"{facts.period.sentence(facts.today)} Danach gilt sie als genehmigt.")
    since = format_date(tacit_day(facts.period))
    return NextStep(4, f"Ohne Einwendungen gilt sie seit {since} als genehmigt: Tragen Sie es ein.", is_late=True)


def tacit_day(period: ObjectionPeriod) -> date | None:
    """The day from which minutes without objections count as approved."""
    return period.last_day + timedelta(days=1) if period.last_day else None
