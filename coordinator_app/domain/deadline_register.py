"""All deadlines of the house in one table: made by rules or by hand, with the days to be reminded before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import format_date
from coordinator_app.domain.fields import Kind, Record, attribute
from coordinator_app.domain.sentences import due_phrase
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


class DueState(Vocabulary):
    """How a deadline stands against today."""

    OVERDUE = "overdue", "überfällig"
    TODAY = "today", "heute"
    SOON = "soon", "bald"
    LATER = "later", "später"
    DONE = "done", "erledigt"


class DeadlineSource(Vocabulary):
    """Which part of the work a deadline comes from; the code is the kind of the record it is read from."""

    OWN = "deadline", "Eigene Frist"
    TASK = "task", "Aufgabe"
    RESOLUTION = "resolution", "Beschluss"
    NOTICE = "meeting", "Ladungsfrist"
    MINUTES = "minutes", "Niederschrift"
    CIRCULATION = "circulation", "Umlaufverfahren"
    PROGRAMME = "funding_programme", "Förderprogramm"
    GRANT = "grant", "Förderung"
    DRAWDOWN = "drawdown", "Mittelverbrauch"
    PROOF = "proof_of_use", "Verwendungsnachweis"
    CONDITION = "condition", "Auflage"
    PASS_THROUGH = "pass_through", "Weiterleitung"
    MILESTONE = "milestone", "Meilenstein"
    MEASUREMENT = "indicator", "Messwert"
    STEP = "process_step", "Prozessschritt"
    WALK = "site_walk", "Begehung"


USUAL_LEAD: tuple[int, ...] = (30, 7)
LEAD: Mapping[DeadlineSource, tuple[int, ...]] = {
    DeadlineSource.TASK: (7,),
    DeadlineSource.RESOLUTION: (7,),
    DeadlineSource.NOTICE: (7,),
    DeadlineSource.MINUTES: (7,),
    DeadlineSource.CIRCULATION: (3,),
    DeadlineSource.PROGRAMME: (90, 30, 7),
    DeadlineSource.GRANT: (90, 30, 7),
    DeadlineSource.PROOF: (90, 30, 7),
    DeadlineSource.MEASUREMENT: (14,),
    DeadlineSource.STEP: (14,),
    DeadlineSource.WALK: (14,),
}
# These have no „erledigt“ of their own: ticking one off is kept as a deadline with its rule key.
TICKED_HERE = frozenset({DeadlineSource.PROGRAMME, DeadlineSource.GRANT})
MOST_LEAD = 3660


@dataclass(frozen=True, slots=True, kw_only=True)
class DueLine:
    """A line of the register: one day something must be done by.

    `source` and `id` name the record the line is read from, `about_kind` and `about_id` what a click opens.
    `key` is unique and stays the same while the line means the same: „task:4“, „grant:2:appeal“.
    `uuid` and `sequence` are for calendars: the sequence grows whenever the record was changed.
    """

    key: str
    source: DeadlineSource
    id: int
    title: str
    about: str = ""
    about_kind: str
    about_id: int
    due_on: date
    lead: tuple[int, ...] = USUAL_LEAD
    critical: bool = False
    done_on: date | None = None
    responsible: str = ""
    uuid: str = ""
    sequence: int = 0

    def state(self, today: date) -> DueState:
        """Done, overdue, due today, within the longest lead time, or later."""
        if self.done_on is not None:
            return DueState.DONE
        days = (self.due_on - today).days
        if days <= 0:
            return DueState.OVERDUE if days < 0 else DueState.TODAY
        return DueState.SOON if days <= max(self.lead, default=0) else DueState.LATER

    def words(self, today: date) -> str:
        """„überfällig seit 3 Tagen“, „in 12 Tagen“, „erledigt am 3.11.2026“."""
        if self.done_on is not None:
            return f"erledigt am {format_date(self.done_on)}"
        return due_phrase(self.due_on, today)


def parse_lead(text: str) -> tuple[int, ...]:
    """The days of „90, 30, 7“, longest first; `UserError` for anything else. "" = no reminder."""
    parts = [part.strip() for part in text.replace(";", ",").split(",") if part.strip()]
    if not all(part.isascii() and part.isdigit() and int(part) <= MOST_LEAD for part in parts):
        raise UserError(
            "Bitte geben Sie bei „Erinnern vorher“ Tage an, durch Komma getrennt, zum Beispiel „90, 30, 7“.",
            help_topic="fristen",
        )
    return tuple(sorted({int(part) for part in parts}, reverse=True))


def lead_text(days: Sequence[int]) -> str:
    """How days before are stored and shown: „90, 30, 7“."""
    return ", ".join(str(day) for day in sorted(set(days), reverse=True))


def in_order(lines: Iterable[DueLine], today: date) -> list[DueLine]:
    """What is to be done by date, the critical first on the same day; what is done stands last, the newest first."""
    lines = list(lines)
    open_ = [line for line in lines if line.done_on is None]
    done = [line for line in lines if line.done_on is not None]
    open_.sort(key=lambda line: (line.due_on, not line.critical, line.key))
    done.sort(key=lambda line: (line.done_on or today, line.key), reverse=True)
    return [*open_, *done]
