"""Planning a sample: letters for wanted answers, ± points of a share, letters per stratum, what may be compared.

Formulas (95 %, share of 50 %): a simple random sample of n out of N persons gives
± z·√(0.25/n · (N−n)/(N−1)) points, a stratified one ± z·√(Σ Wₕ²·0.25/nₕ·(Nₕ−nₕ)/(Nₕ−1)) with Wₕ = Nₕ/N
(Cochran, Sampling Techniques, 3rd ed., 3.6 and 5.4). Nothing here knows of storage or screens.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import NBSP, format_decimal
from coordinator_app.domain.surveys import Survey, SurveyMode
from coordinator_app.domain.vocabulary import Vocabulary

Z95 = 1.959963984540054
"""The 97.5 % point of the normal distribution."""

USUAL_ANSWERS = 400
USUAL_RETURN = {SurveyMode.PAPER: 35, SurveyMode.MIXED: 35, SurveyMode.ONLINE: 20}
"""Per cent of delivered letters that are answered: paper with a reminder 35–40, online only 20–25."""
USUAL_UNDELIVERABLE = 4
ROUGH_POINTS = 10.0
"""Above so many ± points only large differences between parts of the town can be told from chance."""
HELP = "stichprobe"


class Allocation(Vocabulary):
    """How letters are shared out among strata."""

    PROPORTIONAL = "proportional", "im Verhältnis der Einwohner"
    EQUAL = "equal", "gleich viele je Schicht"
    MINIMUM = "minimum", "im Verhältnis, kleine Schichten aufgestockt"


class Comparison(Vocabulary):
    """What may be said about one part of the town."""

    GOOD = "good", "Vergleich möglich"
    ROUGH = "rough", "nur große Unterschiede"
    BRACKETS = "brackets", "kein Vergleich, nur in Klammern"
    HIDDEN = "hidden", "wird nicht gezeigt"


# --- The whole town -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Expectation:
    """What is wanted and expected: answers, return and undeliverable letters in whole per cent."""

    wanted: int
    returned: int
    undeliverable: int


def expectation_of(survey: Survey) -> Expectation:
    """What a survey expects; usual values of its mode where nothing is entered."""
    returned = survey.expected_return if survey.expected_return is not None else USUAL_RETURN[survey.mode]
    lost = survey.expected_undeliverable if survey.expected_undeliverable is not None else USUAL_UNDELIVERABLE
    return Expectation(survey.wanted_answers or USUAL_ANSWERS, returned, lost)


def check_expectation(wanted: int | None, returned: int | None, undeliverable: int | None) -> None:
    """Raise `UserError` when a plan cannot be made with these values; None is a value not entered."""
    if wanted is not None and not 1 <= wanted <= 1_000_000:
        raise UserError("Gewünschte Antworten: Bitte geben Sie eine Zahl ab 1 an, zum Beispiel 400.", help_topic=HELP)
    if returned is not None and not 1 <= returned <= 100:
        raise UserError("Erwarteter Rücklauf: Bitte geben Sie 1 bis 100 Prozent an, zum Beispiel 35.", help_topic=HELP)
    if undeliverable is not None and not 0 <= undeliverable <= 50:
        raise UserError("Erwartet unzustellbar: Bitte geben Sie 0 bis 50 Prozent an, zum Beispiel 4.", help_topic=HELP)


def letters_needed(expected: Expectation) -> int:
    """Letters = wanted answers ÷ return ÷ (1 − undeliverable), rounded up (in whole numbers, so exactly)."""
    return -(-expected.wanted * 10_000 // (expected.returned * (100 - expected.undeliverable)))


def answers_expected(letters: int, expected: Expectation) -> int:
    """Answers so many letters bring, rounded to the next whole number (a half upwards)."""
    return (letters * expected.returned * (100 - expected.undeliverable) + 5_000) // 10_000


def margin_points(answers: int, population: int | None = None) -> float:
    """± percentage points of a share of 50 % with so many answers; infinite without an answer.

    `population` (persons the sample stands for) brings the finite population correction; None = very large.
    """
    if answers < 1:
        return math.inf
    return 100 * Z95 * math.sqrt(_variance(answers, population))


def _variance(answers: int, population: int | None) -> float:
    if population is None:
        return 0.25 / answers
    if answers >= population:
        return 0.0
    return 0.25 / answers * (population - answers) / (population - 1)


# --- Letters per stratum --------------------------------------------------------------------------------------


def allocate(total: int, sizes: Sequence[int], how: Allocation, minimum: int = 0) -> list[int]:
    """Share `total` letters out among strata of these sizes; none gets more letters than it has persons.

    The sum is `total`, or all persons when there are fewer. `minimum` = letters a stratum gets at least with
    `Allocation.MINIMUM`; when that takes more than there is, all get equally many.
    """
    if how is Allocation.EQUAL:
        return _shared(total, sizes, [1] * len(sizes))
    if how is Allocation.PROPORTIONAL:
        return _shared(total, sizes, sizes)
    floors = [min(minimum, size) for size in sizes]
    if sum(floors) >= total:
        return _shared(total, sizes, [1] * len(sizes))
    given = _shared(total, sizes, sizes)
    raised = [place for place, (got, floor) in enumerate(zip(given, floors, strict=True)) if got < floor]
    while raised:
        rest = total - sum(floors[place] for place in raised)
        others = [0 if place in raised else size for place, size in enumerate(sizes)]
        given = _shared(rest, others, others)
        for place in raised:
            given[place] = floors[place]
        more = [place for place, got in enumerate(given) if got < floors[place]]
        if not more:
            break
        raised += more
    return given


def _shared(total: int, sizes: Sequence[int], weights: Sequence[int]) -> list[int]:
    """Largest remainders; what is above the size of a stratum goes to the others."""
    given = [0] * len(sizes)
    open_places = {place for place, weight in enumerate(weights) if weight > 0 and sizes[place] > 0}
    rest = min(total, sum(sizes[place] for place in open_places))
    while rest > 0:
        whole = sum(weights[place] for place in open_places)
        parts = {place: divmod(rest * weights[place], whole) for place in open_places}
        full = [place for place in open_places if parts[place][0] >= sizes[place]]
        if full:
            for place in full:
                given[place] = sizes[place]
                rest -= sizes[place]
            open_places -= set(full)
            continue
        left = rest - sum(part for part, _ in parts.values())
        for place in sorted(open_places, key=lambda found: (-parts[found][1], found)):
            given[place] = parts[place][0] + (1 if left > 0 else 0)
            left -= 1
        break
    return given


# --- What can be said -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StratumSize:
    """One part of the town: persons of the age asked, and letters to them."""

    title: str
    persons: int
    letters: int


@dataclass(frozen=True, slots=True)
class StratumOutlook:
    """What one part of the town will give: answers, ± points, and from what difference to the rest on it is certain.

    `points` and `difference` (percentage points) are infinite without an expected answer.
    """

    title: str
    persons: int
    letters: int
    answers: int
    points: float
    difference: float
    comparison: Comparison

    @property
    def sentence(self) -> str:
        """What may be compared, in words."""
        return f"{self.title}: {self.allowed}"

    @property
    def allowed(self) -> str:
        """What may be compared, without the part's name."""
        if self.comparison is Comparison.HIDDEN:
            return "Ergebnisse werden nicht gezeigt, weil zu wenige Antworten zu erwarten sind."
        if self.comparison is Comparison.BRACKETS:
            return "kein Vergleich vertretbar; Anteile stehen nur in Klammern."
        reach = format_decimal(math.ceil(self.difference), 0)
        words = f"erst ab etwa {reach} Prozentpunkten Unterschied zum Rest der Kommune gesichert"
        if self.comparison is Comparison.ROUGH:
            return f"nur große Unterschiede erkennbar, {words}."
        return f"Vergleich möglich, {words}."


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a sample will give: answers and ± points of the town, each stratum, loss by unequal letters.

    `design_effect` (Kish) is 1 with letters in proportion; answers ÷ design effect is what a proportional sample
    would need for the same precision over all.
    """

    letters: int
    answers: int
    points: float
    strata: tuple[StratumOutlook, ...]
    design_effect: float = 1.0

    @property
    def sentences(self) -> tuple[str, ...]:
        """What may be compared, parts with the same answer named together."""
        titles: dict[str, list[str]] = {}
        for each in self.strata:
            titles.setdefault(each.allowed, []).append(each.title)
        return tuple(f"{', '.join(named)}: {allowed}" for allowed, named in titles.items())

    @property
    def not_comparable(self) -> tuple[StratumOutlook, ...]:
        """The strata about which nothing may be said in comparison."""
        return tuple(found for found in self.strata if found.comparison in {Comparison.BRACKETS, Comparison.HIDDEN})


def outlook(
    sizes: Sequence[StratumSize],
    expected: Expectation,
    *,
    letters: int,
    population: int | None,
    bracket_below: int = 30,
    hide_below: int = 15,
) -> Outlook:
    """What so many letters will give; with strata their letters count, not `letters`.

    `bracket_below` and `hide_below` are the smallest answers of a group whose figures are shown plainly or at all.
    """
    known = [size for size in sizes if size.persons > 0]
    if not known:
        answers = answers_expected(letters, expected)
        return Outlook(letters, answers, margin_points(answers, population), ())
    answers = [answers_expected(size.letters, expected) for size in known]
    persons = [size.persons for size in known]
    found: list[StratumOutlook] = []
    for place, size in enumerate(known):
        points = margin_points(answers[place], size.persons)
        own = _stratified([answers[place]], [size.persons])
        rest = _stratified(answers[:place] + answers[place + 1 :], persons[:place] + persons[place + 1 :])
        found.append(
            StratumOutlook(
                *(size.title, size.persons, size.letters, answers[place], points),
                difference=100 * Z95 * math.sqrt(own + rest),
                comparison=_comparison(answers[place], points, bracket_below, hide_below),
            )
        )
    return Outlook(
        letters=sum(size.letters for size in known),
        answers=sum(answers),
        points=100 * Z95 * math.sqrt(_stratified(answers, persons)),
        strata=tuple(found),
        design_effect=_design_effect(answers, persons),
    )


@dataclass(frozen=True, slots=True)
class AllocationOutlook:
    """What one way to share the letters out would give: ± points of the town and of its least exact stratum."""

    how: Allocation
    points: float
    worst: float
    worst_title: str

    @property
    def sentence(self) -> str:
        """Both in words."""
        if math.isinf(self.worst):
            return f"{self.how.label}: keine Antworten aus {self.worst_title} zu erwarten"
        own, worst = (format_decimal(value, 1, fixed=True) for value in (self.points, self.worst))
        return f"{self.how.label}: ±{NBSP}{own} für die Kommune, ±{NBSP}{worst} für {self.worst_title}"


def allocations(
    sizes: Sequence[StratumSize], expected: Expectation, letters: int, minimum: int
) -> list[AllocationOutlook]:
    """Every way to share `letters` out beside the others; none with fewer than two strata of known size."""
    known = [size for size in sizes if size.persons > 0]
    if len(known) < 2:
        return []
    found: list[AllocationOutlook] = []
    for how in Allocation:
        shares = allocate(letters, [size.persons for size in known], how, minimum)
        planned = [StratumSize(size.title, size.persons, got) for size, got in zip(known, shares, strict=True)]
        seen = outlook(planned, expected, letters=letters, population=None)
        worst = max(seen.strata, key=_points_of)
        found.append(AllocationOutlook(how, seen.points, worst.points, worst.title))
    return found


def _points_of(stratum: StratumOutlook) -> float:
    return stratum.points


def _comparison(answers: int, points: float, bracket_below: int, hide_below: int) -> Comparison:
    if answers < hide_below:
        return Comparison.HIDDEN
    if answers < bracket_below:
        return Comparison.BRACKETS
    return Comparison.ROUGH if points > ROUGH_POINTS else Comparison.GOOD


def _stratified(answers: Sequence[int], persons: Sequence[int]) -> float:
    """Variance of a share of 50 % over strata weighted by their persons; infinite when one has no answers."""
    whole = sum(persons)
    if not whole:
        return 0.0
    found = 0.0
    for got, size in zip(answers, persons, strict=True):
        if got < 1:
            return math.inf
        found += (size / whole) ** 2 * _variance(got, size)
    return found


def _design_effect(answers: Sequence[int], persons: Sequence[int]) -> float:
    """Kish: n·Σw² / (Σw)² with w = persons ÷ answers of the stratum; strata without answers are left out."""
    pairs = [(got, size) for got, size in zip(answers, persons, strict=True) if got > 0]
    count = sum(got for got, _ in pairs)
    weighted = sum(size for _, size in pairs)
    return count * sum(size * size / got for got, size in pairs) / weighted**2 if weighted else 1.0
