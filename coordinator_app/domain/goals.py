"""Goals, indicators and measurements: what a project wants to change and how far it is (traffic light rule)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from coordinator_app.domain.fields import Kind, Record, attribute
from coordinator_app.domain.vocabulary import Vocabulary

KEEP_TOLERANCE = 0.05  # „halten“: five percent around the target count as kept
AMBER_SHARE = 0.5  # at least half of what the elapsed time asks for


class GoalLevel(Vocabulary):
    """Guiding, intermediate or operational goal."""

    GUIDING = "guiding", "Leitziel"
    INTERMEDIATE = "intermediate", "Mittlerziel"
    OPERATIONAL = "operational", "Handlungsziel"


class GoalStatus(Vocabulary):
    """Judgement about a goal."""

    OPEN = "open", "offen"
    PARTLY = "partly", "teilweise erreicht"
    REACHED = "reached", "erreicht"
    MISSED = "missed", "verfehlt"
    NOT_ASSESSABLE = "not_assessable", "nicht bewertbar"


class Direction(Vocabulary):
    """Which way the value shall go."""

    RISING = "rising", "steigend"
    FALLING = "falling", "fallend"
    KEEP = "keep", "halten"


class IndicatorType(Vocabulary):
    """Where in the logic of effects the indicator stands."""

    INPUT = "input", "Input (Einsatz)"
    OUTPUT = "output", "Output (Leistung)"
    OUTCOME = "outcome", "Outcome (Wirkung bei der Zielgruppe)"
    IMPACT = "impact", "Impact (gesellschaftliche Wirkung)"


class Light(Vocabulary):
    """Traffic light of an indicator, always shown with its word."""

    OPEN = "open", "offen"
    RED = "red", "gefährdet"
    AMBER = "amber", "verzögert"
    GREEN = "green", "im Plan"
    REACHED = "reached", "erreicht"


@dataclass(frozen=True, kw_only=True, slots=True)
class Goal(Record):
    """What shall be different; the five flags are the SMART check list."""

    kind: ClassVar[str] = "goal"
    label: ClassVar[str] = "Ziel"
    plural: ClassVar[str] = "Ziele"
    title_field: ClassVar[str] = "text"

    project_id: int | None = attribute("Projekt", Kind.REFERENCE, target="project")
    priority_id: int | None = attribute("Priorität", Kind.REFERENCE, target="priority")
    level: GoalLevel = attribute("Ebene", Kind.CHOICE, default=GoalLevel.OPERATIONAL, choices=GoalLevel)
    parent_id: int | None = attribute("Übergeordnetes Ziel", Kind.REFERENCE, target="goal")
    text: str = attribute(
        "Ziel",
        Kind.LONG_TEXT,
        required=True,
        searchable=True,
        max_length=1000,
        help="Was soll bei wem bis wann anders sein? Ein Satz.",
    )
    is_specific: bool = attribute("spezifisch", Kind.YES_NO, help="Es ist klar, was und wen es betrifft.")
    is_measurable: bool = attribute("messbar", Kind.YES_NO, help="Es gibt einen Indikator.")
    is_accepted: bool = attribute("akzeptiert", Kind.YES_NO, help="Die Beteiligten tragen es mit.")
    is_realistic: bool = attribute("realistisch", Kind.YES_NO, help="Mit den Mitteln zu schaffen.")
    is_timed: bool = attribute("terminiert", Kind.YES_NO, help="Es gibt eine Frist.")
    due: date | None = attribute("Frist", Kind.DATE, direction="future")
    status: GoalStatus = attribute("Stand", Kind.CHOICE, default=GoalStatus.OPEN, choices=GoalStatus)
    assessment: str = attribute("Bewertung", Kind.LONG_TEXT, max_length=2000)


@dataclass(frozen=True, kw_only=True, slots=True)
class Indicator(Record):
    """How a goal is measured; numbers are plain values in `unit`."""

    kind: ClassVar[str] = "indicator"
    label: ClassVar[str] = "Indikator"
    plural: ClassVar[str] = "Indikatoren"
    title_field: ClassVar[str] = "name"

    goal_id: int | None = attribute("Ziel", Kind.REFERENCE, target="goal", required=True)
    name: str = attribute("Indikator", required=True, searchable=True, max_length=300)
    unit: str = attribute("Einheit", max_length=40, help="Zum Beispiel „%“, „Fälle“ oder „Besuche je Tag“.")
    direction: Direction = attribute("Richtung", Kind.CHOICE, default=Direction.RISING, choices=Direction)
    indicator_type: IndicatorType = attribute("Art", Kind.CHOICE, default=IndicatorType.OUTPUT, choices=IndicatorType)
    baseline: float | None = attribute("Ausgangswert", Kind.DECIMAL)
    baseline_on: date | None = attribute("Ausgangswert vom", Kind.DATE, direction="past")
    target: float | None = attribute("Zielwert", Kind.DECIMAL)
    target_on: date | None = attribute("Zielwert bis", Kind.DATE, direction="future")
    source: str = attribute("Quelle", max_length=300)
    method: str = attribute("Erhebung", max_length=300, help="Wie und von wem der Wert erhoben wird.")
    interval: str = attribute("Turnus", max_length=60, help="Zum Beispiel „jährlich“.")
    responsible_id: int | None = attribute("Verantwortlich", Kind.REFERENCE, target="person")
    series_id: int | None = attribute("Kennzahlreihe", Kind.REFERENCE, target="data_series")


@dataclass(frozen=True, kw_only=True, slots=True)
class Measurement(Record):
    """One measured value of an indicator."""

    kind: ClassVar[str] = "measurement"
    label: ClassVar[str] = "Messwert"
    plural: ClassVar[str] = "Messwerte"
    title_field: ClassVar[str] = "comment"

    indicator_id: int | None = attribute("Indikator", Kind.REFERENCE, target="indicator", required=True)
    measured_on: date | None = attribute("Datum", Kind.DATE, direction="past", required=True)
    value: float | None = attribute("Wert", Kind.DECIMAL, required=True)
    spread: str = attribute("Spanne", max_length=60, help="Zum Beispiel „28–35 %“.")
    source: str = attribute("Quelle", max_length=300)
    comment: str = attribute("Kommentar", max_length=500)


def latest(measurements: Sequence[Measurement]) -> Measurement | None:
    """The measurement with the youngest date (of equal dates the one entered last)."""
    dated = [item for item in measurements if item.measured_on is not None and item.value is not None]
    return max(dated, key=_by_date) if dated else None


def _by_date(item: Measurement) -> tuple[date, int]:
    return item.measured_on or date.min, item.id


def progress(indicator: Indicator, value: float | None) -> float | None:
    """Share of the way from baseline to target: (value − baseline) / (target − baseline); None = not computable.

    May lie below 0 or above 1. Where target equals baseline (or is to be kept) it is 1.0 if the value is on the
    right side of the target, else 0.0. Without a baseline rising indicators are measured from zero.
    """
    if value is None or indicator.target is None:
        return None
    if indicator.direction is Direction.KEEP:
        return _kept(value, indicator.target)
    if indicator.baseline is None:
        return _from_zero(indicator, value, indicator.target)
    way = indicator.target - indicator.baseline
    if way == 0:
        return float(_reached(indicator, value, indicator.target))
    return (value - indicator.baseline) / way


def _kept(value: float, target: float) -> float:
    return float(abs(value - target) <= KEEP_TOLERANCE * abs(target))


def _from_zero(indicator: Indicator, value: float, target: float) -> float | None:
    if indicator.direction is Direction.RISING and target > 0:
        return value / target
    return 1.0 if _reached(indicator, value, target) else None


def _reached(indicator: Indicator, value: float, target: float) -> bool:
    return value <= target if indicator.direction is Direction.FALLING else value >= target


def elapsed(indicator: Indicator, day: date) -> float | None:
    """Share of the time between the dates of baseline and target that is over, 0 … 1; None without dates."""
    if indicator.baseline_on is None or indicator.target_on is None:
        return None
    length = (indicator.target_on - indicator.baseline_on).days
    if length <= 0:
        return 1.0
    return min(1.0, max(0.0, (day - indicator.baseline_on).days / length))


def light(indicator: Indicator, measurements: Sequence[Measurement], day: date) -> Light:
    """Progress against elapsed time: reached, in plan, delayed (at least half of the plan) or endangered.

    The plan is taken at the day of the youngest measurement while the target lies ahead, at `day` afterwards.
    """
    last = latest(measurements)
    done = progress(indicator, last.value if last else None)
    if last is None or last.measured_on is None or done is None:
        return Light.OPEN
    if done >= 1:
        return Light.REACHED
    over = indicator.target_on is not None and day > indicator.target_on
    wanted = 1.0 if over else elapsed(indicator, last.measured_on)
    if wanted is None:
        return Light.AMBER if done > 0 else Light.RED
    if done >= wanted:
        return Light.GREEN
    return Light.AMBER if done >= AMBER_SHARE * wanted and done > 0 else Light.RED


def indicator_findings(indicator: Indicator) -> tuple[str, ...]:
    """Sentences about an indicator that cannot be judged or contradicts itself."""
    if indicator.target is None:
        return ("Ohne Zielwert lässt sich der Fortschritt nicht berechnen.",)
    found: list[str] = []
    if indicator.baseline is not None:
        if indicator.direction is Direction.RISING and indicator.target < indicator.baseline:
            found.append("Der Zielwert liegt unter dem Ausgangswert, die Richtung ist aber „steigend“.")
        if indicator.direction is Direction.FALLING and indicator.target > indicator.baseline:
            found.append("Der Zielwert liegt über dem Ausgangswert, die Richtung ist aber „fallend“.")
        if indicator.target == indicator.baseline and indicator.direction is not Direction.KEEP:
            found.append("Zielwert und Ausgangswert sind gleich. Soll der Wert gehalten werden?")
    if indicator.baseline_on and indicator.target_on and indicator.target_on <= indicator.baseline_on:
        found.append("Das Datum des Zielwerts liegt nicht nach dem Datum des Ausgangswerts.")
    return tuple(found)
