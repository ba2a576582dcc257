"""Recorded crime (PKS): keys, rates per inhabitants with their warnings, and the limits every page has to name.

A Häufigkeitszahl is recorded cases per 100,000 inhabitants, as a rule with the population of 31 December of the
year before (PKS, „Wichtige Hinweise“); some towns publish it per 1,000, so the base is always named.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coordinator_app.common.german import NBSP, format_decimal
from coordinator_app.domain.data_series import Measure, kind_of_period, period_text

ALL_OFFENCES = "------"
PKS_KEY = re.compile(r"^(?:-{4}|-{6}|[0-9][0-9*]{3}(?:[0-9*]{2})?)$")
FEWEST_CASES = 30
"""Below, a rate swings by chance: its standard error is more than 18 % of it (1/√30, Poisson)."""

NEVER_ADDED = frozenset({Measure.SUSPECTS, Measure.VICTIMS, Measure.RATE})
"""Persons are counted once per key, so those of two keys add up to too many; rates do not add up either."""

_REPORTED = (
    "Gezählt wird, was der Polizei bekannt wurde; was niemand anzeigt, fehlt. Ändert sich die Bereitschaft zur "
    "Anzeige oder die Zahl der Kontrollen, ändert sich die Zahl, ohne dass mehr oder weniger geschieht."
)
_WHEN_AND_WHERE = (
    "Ausgangsstatistik: Ein Fall zählt in dem Jahr, in dem die Polizei ihn an die Staatsanwaltschaft abgibt, am Ort "
    "der Tat. Staatsschutz- und die meisten Verkehrsdelikte fehlen."
)
_PERSONS = (
    "Tatverdächtige und Opfer zählen je Schlüssel einmal. Ihre Zahlen dürfen nicht über mehrere Schlüssel addiert "
    "werden."
)
PKS_LIMITS: tuple[str, ...] = (_REPORTED, _WHEN_AND_WHERE, _PERSONS)
COMMUTERS = (
    "Die Häufigkeitszahl teilt durch die Einwohner. Taten an oder von Pendlern, Gästen und Durchreisenden zählen mit; "
    "für Innenstadt, Bahnhof und kleine Orte mit viel Verkehr fällt sie zu hoch aus."
)

_WORDS = {
    Measure.SUSPECTS: "Tatverdächtige zählen je Schlüssel einmal; Zahlen mehrerer Schlüssel nicht addieren.",
    Measure.VICTIMS: "Opfer zählen je Schlüssel einmal; Zahlen mehrerer Schlüssel nicht addieren.",
    Measure.RATE: "Häufigkeitszahlen verschiedener Gebiete oder Schlüssel nicht addieren oder mitteln.",
}


def is_pks_key(text: str) -> bool:
    """Whether a text is a key of the PKS: „------“, „0100“, „010000“, „3***00“."""
    return PKS_KEY.fullmatch(text) is not None


def pks_key(text: str) -> str:
    """A key with the leading zeros a spreadsheet took away („10000“ is „010000“); "" when it is none.

    Keys have had six places since 2008 and four before; five digits can only be six that began with a nought.
    """
    key = text.strip().removesuffix(",0").removesuffix(".0")
    if key.isdigit() and len(key) == 5:
        key = f"0{key}"
    return key if is_pks_key(key) else ""


def caveat_of(measure: Measure) -> str:
    """What has to stand beside a series that counts this; "" when there is nothing special."""
    return _WORDS.get(measure, "")


@dataclass(frozen=True, slots=True)
class RateLine:
    """The rate of one period: cases per `base` inhabitants; `step` is what one case more would add.

    `population_of` names the period the population is from. `sure` is False for fewer than `FEWEST_CASES` cases.
    """

    period: str
    cases: float
    population: float
    population_of: str
    rate: float
    step: float
    sure: bool


def rate_lines(cases: Mapping[str, float], population: Mapping[str, float], base: int = 100_000) -> list[RateLine]:
    """The rates of all years of `cases` with a population (of the end of the year before, else of the same year).

    Both map stored periods to values; only years have a rate. Nothing is said about a year without population.
    """
    lines: list[RateLine] = []
    for period in sorted(cases):
        if len(period) != 4:
            continue
        found = population_for(period, population)
        if found is None or population[found] <= 0:
            continue
        people = population[found]
        rate = cases[period] * base / people
        lines.append(RateLine(period, cases[period], people, found, rate, base / people, cases[period] >= FEWEST_CASES))
    return lines


def population_for(year: str, population: Mapping[str, float]) -> str | None:
    """The period whose population goes with a year: 31 December before, the year before, else the year itself."""
    before = str(int(year) - 1)
    return next((each for each in (f"{before}-12-31", before, f"{year}-12-31", year) if each in population), None)


def rate_notes(lines: Sequence[RateLine], base: int) -> list[str]:
    """What has to stand below a table of rates: base, population of another year, small numbers, commuters."""
    if not lines:
        return []
    notes = [f"Fälle je {format_decimal(base, 0)} Einwohner, Einwohner {_population_words(lines)}."]
    unsure = [line.period for line in lines if not line.sure]
    if unsure:
        step = format_decimal(lines[-1].step, 1)
        notes.append(
            f"Unter {FEWEST_CASES} Fällen ({_list(unsure)}) schwankt die Häufigkeitszahl schon durch Zufall stark; ein "
            f"Fall mehr hebt sie um {step}. Nennen Sie dann die Fälle und das Mittel mehrerer Jahre."
        )
    notes.append(COMMUTERS)
    return notes


def mean_of_years(values: Mapping[str, float], years: int = 3) -> tuple[float, str] | None:
    """The mean of the last `years` years without a gap, and its span in words; None when there are fewer."""
    known = sorted(period for period in values if len(period) == 4)[-years:]
    if len(known) < years or int(known[-1]) - int(known[0]) != years - 1:
        return None
    return sum(values[period] for period in known) / years, f"{known[0]} bis {known[-1]}"


def rate_in_words(line: RateLine, base: int) -> str:
    """„2025: 1.261 Fälle, 7.246,4 je 100.000 Einwohner“; a small number of cases in brackets."""
    rate = format_decimal(line.rate, 1)
    shown = rate if line.sure else f"({rate})"
    cases = format_decimal(line.cases, 0)
    word = "Fall" if line.cases == 1 else "Fälle"
    return f"{line.period}: {cases}{NBSP}{word}, {shown} je {format_decimal(base, 0)} Einwohner"


def _population_words(lines: Sequence[RateLine]) -> str:
    """„am 31.12. des Vorjahres“, or the periods where they differ."""
    ends = all(line.population_of == f"{int(line.period) - 1}-12-31" for line in lines)
    before = all(line.population_of == str(int(line.period) - 1) for line in lines)
    if ends:
        return "am 31.12. des Vorjahres"
    if before:
        return "des Vorjahres"
    own = [
        line.period for line in lines if kind_of_period(line.population_of) and line.population_of[:4] == line.period
    ]
    last = period_text(lines[-1].population_of)
    return f"des Vorjahres, für {_list(own)} des gleichen Jahres" if len(own) < len(lines) else f"({last})"


def _list(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} und {words[-1]}"
