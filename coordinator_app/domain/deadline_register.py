"""All deadlines of the house in one table: made by rules or by hand, with the days to be reminded before."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from coordinator_app.domain.fields import Kind, Record, attribute
from coordinator_app.domain.vocabulary import Vocabulary


class DeadlineOrigin(Vocabulary):
    """Where a deadline comes from."""

    RULE = "rule", "berechnet"
    MANUAL = "manual", "von Hand"


@dataclass(frozen=True, kw_only=True, slots=True)
class Deadline(Record):
    """A day something must be done by; one made by a rule is computed anew until it is touched by hand.

    `lead_days` are the days before to be reminded, „90,30,7“. `rule_key` names the rule and what it is about.
    """

    kind: ClassVar[str] = "deadline"
    label: ClassVar[str] = "Frist"
    plural: ClassVar[str] = "Fristen"
    title_field: ClassVar[str] = "title"

    title: str = attribute("Frist", required=True, searchable=True, max_length=300)
    deadline_kind_id: int | None = attribute("Art", Kind.CATALOGUE, catalogue="deadline_kind")
    target_kind: str = attribute("Gehört zu (Art)", max_length=40, printable=False)
    target_id: int | None = attribute("Gehört zu", Kind.INTEGER, printable=False)
    due_on: date | None = attribute("Fällig am", Kind.DATE, direction="future", required=True)
    lead_days: str = attribute("Erinnern vorher", default="30,7", max_length=60, help="Tage, durch Komma getrennt.")
    done_on: date | None = attribute("Erledigt am", Kind.DATE, direction="past")
    critical: bool = attribute("Ausschlussfrist", Kind.YES_NO)
    origin: DeadlineOrigin = attribute("Herkunft", Kind.CHOICE, choices=DeadlineOrigin, default=DeadlineOrigin.MANUAL)
    rule_key: str = attribute("Regel", max_length=120, printable=False)
    responsible_id: int | None = attribute("Zuständig", Kind.REFERENCE, target="person")
