"""Umlaufbeschluss: a resolution decided in writing, without a meeting.

The rules of the body say whether it may, by which majority of all its members, and within how many days. Who may
vote is fixed at the start; who has not answered at the end took no part.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import format_date, plural
from coordinator_app.domain.bodies import BodyRules
from coordinator_app.domain.fields import Kind, Record, attribute
from coordinator_app.domain.vocabulary import Vocabulary


class CirculationState(Vocabulary):
    """Where a circulation stands."""

    DRAFT = "draft", "in Vorbereitung"
    RUNNING = "running", "läuft"
    CLOSED = "closed", "ausgezählt"
    STOPPED = "stopped", "abgebrochen"


@dataclass(frozen=True, kw_only=True, slots=True)
class Circulation(Record):
    """The written vote on one resolution, open until `reply_until`; each answer is a ballot of `vote_id`."""

    kind: ClassVar[str] = "circulation"
    label: ClassVar[str] = "Umlaufverfahren"
    plural: ClassVar[str] = "Umlaufverfahren"
    title_field: ClassVar[str] = "title"

    body_id: int = attribute("Gremium", Kind.REFERENCE, target="body", required=True, default=0)
    resolution_id: int = attribute("Beschluss", Kind.REFERENCE, target="resolution", required=True, default=0)
    vote_id: int | None = attribute("Abstimmung", Kind.REFERENCE, target="vote")
    agenda_item_id: int | None = attribute("Aus TOP", Kind.REFERENCE, target="agenda_item")
    title: str = attribute("Titel", searchable=True, max_length=500)
    letter: str = attribute("Anschreiben", Kind.LONG_TEXT, max_length=20_000)
    sent_on: date | None = attribute("Versendet am", Kind.DATE, direction="past")
    reply_until: date | None = attribute("Antwort bis", Kind.DATE, direction="future")
    closed_on: date | None = attribute("Ausgezählt am", Kind.DATE, direction="past")
    state: CirculationState = attribute("Stand", Kind.CHOICE, choices=CirculationState, default=CirculationState.DRAFT)
    stop_reason: str = attribute("Grund des Abbruchs", Kind.LONG_TEXT)


def check_allowed(rules: BodyRules) -> None:
    """Refuse a circulation the body's rules do not know."""
    if not rules.circulation_allowed:
        raise UserError(
            "Das Regelwerk des Gremiums erlaubt keinen Umlaufbeschluss. Bitte entscheiden Sie in einer Sitzung, "
            "oder ändern Sie das Regelwerk, wenn das Gremium es so beschlossen hat.",
            help_topic="umlaufbeschluss",
        )


def reply_by(rules: BodyRules, sent_on: date) -> date:
    """The usual day answers are due: the days of the rules after the day of sending."""
    return sent_on + timedelta(days=max(1, rules.circulation_days))


def check_start(wording: str, votes: int, sent_on: date, reply_until: date, today: date) -> None:
    """Refuse to start without a wording, without anybody entitled, or with days that cannot be met."""
    if not wording.strip():
        raise UserError(
            "Der Beschluss hat noch keinen Wortlaut. Bitte geben Sie ein, worüber abgestimmt wird.",
            help_topic="umlaufbeschluss",
        )
    if votes == 0:
        raise UserError(
            "Das Gremium hat an diesem Tag keine stimmberechtigten Sitze. Bitte tragen Sie zuerst die Mitglieder ein.",
            help_topic="gremien",
        )
    if reply_until <= sent_on:
        raise UserError(
            f"Die Antwortfrist ({format_date(reply_until)}) endet nicht nach dem Versand ({format_date(sent_on)}). "
            "Bitte prüfen Sie beide Tage.",
            help_topic="umlaufbeschluss",
        )
    if sent_on > today:
        raise UserError(
            f"Der Versand liegt in der Zukunft ({format_date(sent_on)}). Bitte starten Sie das Verfahren, wenn die "
            "Unterlagen verschickt sind.",
            help_topic="umlaufbeschluss",
        )


def check_running(circulation: Circulation) -> None:
    """Refuse what can only be done while answers come in."""
    if circulation.state is not CirculationState.RUNNING:
        raise UserError(
            f"Das Umlaufverfahren ist {circulation.state.label}. Antworten, Frist und Abbruch gibt es nur, solange "
            "es läuft.",
            help_topic="umlaufbeschluss",
        )


def check_draft(circulation: Circulation) -> None:
    """Refuse what can only be done before the start."""
    if circulation.state is not CirculationState.DRAFT:
        raise UserError(
            f"Das Umlaufverfahren ist schon gestartet ({circulation.state.label}); Titel und Wortlaut stehen fest.",
            help_topic="umlaufbeschluss",
        )


def check_answer(circulation: Circulation, day: date, today: date) -> None:
    """Refuse an answer dated before the sending, after the deadline or in the future."""
    check_running(circulation)
    if circulation.sent_on is not None and day < circulation.sent_on:
        raise UserError(
            f"Die Antwort ist vom {format_date(day)}, die Unterlagen gingen erst am {format_date(circulation.sent_on)} "
            "hinaus. Bitte prüfen Sie das Datum.",
            help_topic="umlaufbeschluss",
        )
    if day > today:
        raise UserError(
            f"Die Antwort kann nicht am {format_date(day)} eingegangen sein: Dieser Tag liegt in der Zukunft.",
            help_topic="umlaufbeschluss",
        )
    if circulation.reply_until is not None and day > circulation.reply_until:
        raise UserError(
            f"Die Antwort ging nach der Frist ein ({format_date(circulation.reply_until)}) und zählt nicht mit. "
            "Soll sie zählen, verlängern Sie bitte die Frist.",
            help_topic="umlaufbeschluss",
        )


def check_close(circulation: Circulation, waiting: int, today: date, *, decided: bool) -> None:
    """Refuse counting before the deadline while answers still missing could change the result."""
    check_running(circulation)
    deadline = circulation.reply_until
    if decided or deadline is None or today > deadline:
        return
    count = plural(waiting, "offene Stimme kann", "offene Stimmen können")
    raise UserError(
        f"Die Frist läuft noch bis {format_date(deadline)}, und {count} das Ergebnis noch ändern. "
        "Bitte warten Sie die Frist ab.",
        help_topic="umlaufbeschluss",
    )


def standing(circulation: Circulation, today: date) -> str:
    """Where a circulation stands in words: „noch 3 Tage“, „Frist abgelaufen seit 2 Tagen“."""
    if circulation.state is not CirculationState.RUNNING or circulation.reply_until is None:
        return circulation.state.label
    days = (circulation.reply_until - today).days
    if days < 0:
        return f"Frist abgelaufen seit {plural(-days, 'Tag', 'Tagen')}"
    return "Frist endet heute" if days == 0 else f"noch {plural(days, 'Tag', 'Tage')}"
