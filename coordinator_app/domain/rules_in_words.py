"""The rules of a body in plain German, what two versions of them differ in, and what cannot be a rule."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import enumerate_words, format_date, plural
from coordinator_app.domain.attendance import QuorumKind
from coordinator_app.domain.bodies import Approval, BodyRules
from coordinator_app.domain.deadlines import DayCount
from coordinator_app.domain.fields import Kind, fields_of
from coordinator_app.domain.vocabulary import Vocabulary
from coordinator_app.domain.votes import Majority, TieRule

WITH_VALUE = frozenset({QuorumKind.SHARE, QuorumKind.NUMBER})
_DAYS = ("notice_days", "circulation_days", "minutes_days", "objection_days")
_LONGEST_DAYS = 366
_NOT_COMPARED = frozenset({"id", "uuid", "version", "body_id", "note"})


@dataclass(frozen=True, slots=True)
class RuleWords:
    """What the rules say about one subject („Beschlussfähigkeit“) in whole sentences."""

    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class RuleChange:
    """One rule that differs between two versions, in words."""

    label: str
    before: str
    after: str


def in_words(rules: BodyRules) -> tuple[RuleWords, ...]:
    """Everything the rules say, subject by subject."""
    return (
        RuleWords("Einladung", _notice(rules)),
        RuleWords("Beschlussfähigkeit", _quorum(rules)),
        RuleWords("Abstimmung", _majority(rules)),
        RuleWords("Vertretung", _deputies(rules)),
        RuleWords("Umlaufbeschluss", _circulation(rules)),
        RuleWords("Niederschrift", _minutes(rules)),
    )


def in_short(rules: BodyRules) -> str:
    """The three rules everybody asks for in one line: „Ladungsfrist 14 Tage; beschlussfähig, wenn …; …“."""
    notice = f"Ladungsfrist {_days(rules)}" if rules.notice_days else "Keine Ladungsfrist"
    majority = "Konsens" if rules.default_consensus else rules.default_majority.label
    tie = f", bei Stimmengleichheit {_tie(rules)}" if not rules.default_consensus else ""
    return f"{notice}; beschlussfähig, {_quorum_condition(rules)}; {majority}{tie}."


def _days(rules: BodyRules) -> str:
    if rules.notice_count is DayCount.WORKING:
        return plural(rules.notice_days, "Werktag", "Werktage")
    return plural(rules.notice_days, "Tag", "Tage")


def _notice(rules: BodyRules) -> str:
    if not rules.notice_days:
        return "Eine Ladungsfrist gibt es nicht."
    count = " Gezählt wird von Montag bis Freitag ohne Feiertage." if rules.notice_count is DayCount.WORKING else ""
    return f"Die Einladung geht spätestens {_days(rules)} vor der Sitzung hinaus.{count}"


def _quorum_condition(rules: BodyRules) -> str:
    match rules.quorum_kind:
        case QuorumKind.NONE:
            return "ohne dass eine Mindestzahl anwesend sein muss"
        case QuorumKind.AT_LEAST_HALF:
            return "wenn mindestens die Hälfte der Stimmberechtigten anwesend ist"
        case QuorumKind.MORE_THAN_HALF:
            return "wenn mehr als die Hälfte der Stimmberechtigten anwesend ist"
        case QuorumKind.SHARE:
            return f"wenn mindestens {rules.quorum_value}\N{NO-BREAK SPACE}% der Stimmberechtigten anwesend sind"
        case _:
            verb = "ist" if rules.quorum_value == 1 else "sind"
            who = plural(rules.quorum_value, "Stimmberechtigter", "Stimmberechtigte")
            return f"wenn mindestens {who} anwesend {verb}"


def _quorum(rules: BodyRules) -> str:
    if rules.quorum_kind is QuorumKind.NONE:
        return "Eine Mindestzahl ist nicht verlangt; ohne anwesende Stimmberechtigte wird nichts beschlossen."
    return f"Das Gremium ist beschlussfähig, {_quorum_condition(rules)}."


def _tie(rules: BodyRules) -> str:
    return "entscheidet der Vorsitz" if rules.tie_rule is TieRule.CHAIR_DECIDES else "abgelehnt"


def _majority(rules: BodyRules) -> str:
    majority = _MAJORITIES[rules.default_majority]
    first = f"Beschlossen wird üblich {majority}."
    if rules.default_consensus:
        first = f"Beschlossen wird üblich im Konsens; wird abgestimmt, dann {majority}."
    abstain = "zählen mit" if rules.abstentions_count else "zählen nicht mit"
    tie = "entscheidet der Vorsitz" if rules.tie_rule is TieRule.CHAIR_DECIDES else "ist der Antrag abgelehnt"
    return f"{first} Enthaltungen {abstain}. Bei Stimmengleichheit {tie}."


def _deputies(rules: BodyRules) -> str:
    first = (
        "Mitglieder können sich vertreten lassen."
        if rules.deputies_allowed
        else "Eine Vertretung ist nicht vorgesehen."
    )
    second = (
        "Stimmen können auf andere Mitglieder übertragen werden."
        if rules.transfer_allowed
        else "Stimmen können nicht übertragen werden."
    )
    return f"{first} {second}"


def _circulation(rules: BodyRules) -> str:
    if not rules.circulation_allowed:
        return "Beschlüsse im Umlauf sind nicht vorgesehen."
    days = plural(rules.circulation_days, "Tag", "Tagen")
    stop = " Widerspricht ein Mitglied dem Verfahren, endet es." if rules.circulation_objection else ""
    majority = _MAJORITIES[rules.circulation_majority]
    return f"Zwischen den Sitzungen kann im Umlauf beschlossen werden, {majority}; Antwort binnen {days}.{stop}"


def _minutes(rules: BodyRules) -> str:
    ready = f"Die Niederschrift liegt binnen {plural(rules.minutes_days, 'Tag', 'Tagen')} vor."
    objection = f"Einwendungen sind {plural(rules.objection_days, 'Tag', 'Tage')} lang möglich."
    signing = [
        word
        for signs, word in (
            (rules.sign_chair, "der Vorsitz"),
            (rules.sign_minute_taker, "die Schriftführung"),
            (rules.sign_member, "ein Mitglied"),
        )
        if signs
    ]
    verb = "unterschreibt" if len(signing) == 1 else "unterschreiben"
    signed = f" Es {verb} {enumerate_words(signing)}." if signing else " Unterschriften sind nicht vorgesehen."
    return f"{ready} {objection if rules.objection_days else ''} {_APPROVALS[rules.approval]}{signed}".replace(
        "  ", " "
    )


_APPROVALS: dict[Approval, str] = {
    Approval.NEXT_MEETING: "Genehmigt wird sie in der nächsten Sitzung.",
    Approval.TACIT: "Ohne Einwendung gilt sie nach dieser Frist als genehmigt.",
    Approval.CHAIR: "Genehmigt wird sie durch den Vorsitz.",
}


_MAJORITIES: dict[Majority, str] = {
    Majority.SIMPLE: "mit einfacher Mehrheit",
    Majority.ABSOLUTE_CAST: "mit der Mehrheit der abgegebenen Stimmen",
    Majority.ABSOLUTE_PRESENT: "mit der Mehrheit der Anwesenden",
    Majority.ABSOLUTE_MEMBERS: "mit der Mehrheit der Mitglieder",
    Majority.TWO_THIRDS_CAST: "mit zwei Dritteln der abgegebenen Stimmen",
    Majority.TWO_THIRDS_MEMBERS: "mit zwei Dritteln der Mitglieder",
    Majority.FREE: "nach freier Feststellung der Leitung",
}


def compare(before: BodyRules, after: BodyRules) -> tuple[RuleChange, ...]:
    """What the later version says otherwise, field by field in the order of the form."""
    found: list[RuleChange] = []
    for name, info in fields_of(BodyRules).items():
        if name in _NOT_COMPARED:
            continue
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            found.append(RuleChange(info.label, _value(old, info.kind, info.unit), _value(new, info.kind, info.unit)))
    return tuple(found)


def _value(value: Any, kind: Kind, unit: str) -> str:
    if isinstance(value, Vocabulary):
        return value.label
    if kind is Kind.YES_NO:
        return "ja" if value else "nein"
    if isinstance(value, date) or value is None:
        return format_date(value) or "–"
    return f"{value} {unit}".strip() or "–"


def check_rules(new: BodyRules, others: Iterable[BodyRules]) -> None:
    """Refuse rules nobody can keep: no first day, a first day taken, impossible numbers.

    Raises `UserError`; `others` are all versions of the same body.
    """
    if new.valid_from is None:
        raise _refused("Jede Fassung der Regeln braucht den Tag, ab dem sie gilt. Bitte geben Sie ihn an.")
    for other in others:
        if other.id != new.id and other.valid_from == new.valid_from:
            raise _refused(f"Ab {format_date(new.valid_from)} gilt schon ein Regelwerk. Bitte ändern Sie dieses.")
    infos = fields_of(BodyRules)
    for name in _DAYS:
        value: int | None = getattr(new, name)
        if value is None or not 0 <= value <= _LONGEST_DAYS:
            label = infos[name].label
            raise _refused(f"„{label}“ ist eine Zahl von 0 bis {_LONGEST_DAYS} Tagen. Bitte prüfen Sie die Angabe.")
    if new.quorum_kind is QuorumKind.SHARE and not 1 <= (new.quorum_value or 0) <= 100:
        raise _refused("Der Anteil der Anwesenden liegt zwischen 1 und 100 Prozent. Bitte prüfen Sie die Zahl.")
    if new.quorum_kind is QuorumKind.NUMBER and (new.quorum_value or 0) < 1:
        raise _refused("Bitte geben Sie an, wie viele Stimmberechtigte anwesend sein müssen (mindestens 1).")


def _refused(sentence: str) -> UserError:
    return UserError(sentence, help_topic="gremien")


def version_span(rules: BodyRules, others: Sequence[BodyRules]) -> tuple[date | None, date | None]:
    """First and last day on which a version is the one to follow; None = open.

    The first version also holds for everything before it (see `bodies.rules_on`).
    """
    days = sorted(item.valid_from for item in others if item.valid_from is not None)
    begin = rules.valid_from
    if begin is None:
        return None, None
    later = [day for day in days if day > begin]
    first = None if not any(day < begin for day in days) else begin
    return first, date.fromordinal(later[0].toordinal() - 1) if later else None
