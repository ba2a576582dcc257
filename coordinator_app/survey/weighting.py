"""Weights: inverse inclusion, raking to register margins with trimming, and what they cost.

Raking is iterative proportional fitting (Deming & Stephan 1940) until every margin is met; trimming cuts relative
weights to limits and rakes again until both hold. Cost: Kish's design effect n·Σw²/(Σw)² and n_eff = n/deff.
Rule for sheets without the variable of a margin: they keep their share, the others are raked among themselves.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import format_decimal
from coordinator_app.survey.data_set import Floats, Places, compact, sums_by

LEAST_ANSWERS = 5
"""A margin cell with fewer answers is not weighted to: single sheets would speak for hundreds."""

TRIM_LIMITS = (0.3, 3.0)
"""Customary limits of a weight, in multiples of the mean weight."""

_EXACT = 1e-10
_ROUNDS = 500
_TRIMS = 200
_SLACK = 1e-6


@dataclass(frozen=True, eq=False)
class Margin:
    """A variable with known distribution: place per sheet (−1 = missing), persons in the register per place."""

    name: str
    places: Places
    register: Floats
    labels: tuple[str, ...]

    @property
    def answers(self) -> NDArray[np.intp]:
        """Sheets per place."""
        return np.bincount(self.places[self.places >= 0], minlength=self.register.size)


@dataclass(frozen=True, slots=True)
class MergeProposal:
    """A cell with too few answers and the neighbour to put it together with (places of a margin)."""

    margin: str
    place: int
    label: str
    answers: int
    into: int
    into_label: str

    @property
    def words(self) -> str:
        """The proposal as a sentence."""
        return (
            f"{self.margin}: „{self.label}“ hat nur {self.answers} Antworten. "
            f"Vorschlag: mit „{self.into_label}“ zusammenfassen."
        )


class TooFewAnswers(UserError):
    """A margin has cells with too few answers to be weighted to; `proposals` say what to put together."""

    def __init__(self, proposals: Sequence[MergeProposal]) -> None:
        self.proposals = tuple(proposals)
        super().__init__(
            "Die Gewichtung ist so nicht möglich. " + " ".join(found.words for found in proposals),
            help_topic="auswertung",
        )


@dataclass(frozen=True, slots=True)
class MarginCheck:
    """One cell of a margin: answers, share in the register, in the sample before and after weighting (0 to 1)."""

    margin: str
    label: str
    answers: int
    register: float
    before: float
    after: float


@dataclass(frozen=True, eq=False)
class Weighting:
    """The finished weights (their sum = persons in the register) and the report on them.

    `least` and `most`: smallest and largest weight in multiples of the mean; `trimmed`: sheets at a limit;
    `words`: what went wrong as a sentence, empty when everything holds.
    """

    weights: Floats
    converged: bool
    rounds: int
    deff: float
    effective: float
    least: float
    most: float
    trimmed: int
    margins: tuple[MarginCheck, ...]
    words: str = ""


def base_weights(strata: NDArray[np.integer], inhabitants: Mapping[int, float], drawn: Mapping[int, float]) -> Floats:
    """Inverse inclusion: persons in the register per letter sent, by stratum code.

    Sheets of an unknown stratum (code missing or not drawn from) get the ratio of the whole town.
    """
    usable = [code for code in inhabitants if inhabitants[code] > 0 and drawn.get(code, 0) > 0]
    if not usable:
        raise UserError(
            "Für die Grundgewichte fehlen je Schicht die Personen im Melderegister und die Zahl der Anschreiben. "
            "Bitte tragen Sie beides unter „Stichprobe & Anschreiben“ ein.",
            help_topic="auswertung",
        )
    whole = sum(inhabitants[code] for code in usable) / sum(drawn[code] for code in usable)
    found = np.full(strata.size, whole)
    for code in usable:
        found[strata == code] = inhabitants[code] / drawn[code]
    return found


def kish(weights: Floats) -> tuple[float, float]:
    """Design effect of unequal weights and the effective number of answers; (nan, 0) of nothing."""
    if not weights.size:
        return float("nan"), 0.0
    effective = float(weights.sum() ** 2 / (weights @ weights))
    return weights.size / effective, effective


def proposals(margins: Sequence[Margin], least: int = LEAST_ANSWERS) -> tuple[MergeProposal, ...]:
    """For every cell with fewer than `least` answers: the neighbour with fewer answers to put it together with."""
    found: list[MergeProposal] = []
    for margin in margins:
        answers = margin.answers
        for place in np.flatnonzero((answers < least) & ((margin.register > 0) | (answers > 0))):
            beside = [other for other in (int(place) - 1, int(place) + 1) if 0 <= other < answers.size]
            if not beside:
                continue
            into = min(beside, key=lambda other: (int(answers[other]), other))
            found.append(
                MergeProposal(
                    margin.name,
                    int(place),
                    margin.labels[place],
                    int(answers[place]),
                    into,
                    margin.labels[into],
                )
            )
    return tuple(found)


def merged(margin: Margin, place: int, into: int) -> Margin:
    """The margin with cell `place` put together with cell `into`; the order of the others stays."""
    first, second = sorted((place, into))
    moved = np.arange(margin.register.size)
    moved[second] = first
    moved[second + 1 :] -= 1
    places = np.where(margin.places >= 0, moved[np.maximum(margin.places, 0)], -1)
    labels = list(margin.labels)
    labels[first] = f"{labels[first]} / {labels.pop(second)}"
    register = sums_by(moved, margin.register, margin.register.size - 1)
    return replace(margin, places=places, register=register, labels=tuple(labels))


def rake(
    base: Floats,
    margins: Sequence[Margin],
    *,
    limits: tuple[float, float] | None = TRIM_LIMITS,
    least: int = LEAST_ANSWERS,
) -> Weighting:
    """Weights that meet all margins, starting from `base`; `limits` None = no trimming.

    Raises `TooFewAnswers` for cells below `least` answers and `UserError` where a register count is missing.
    Weights that do not come to rest are returned as they are, with `converged` False and the reason in `words`.
    Limits that cannot hold together with the margins win over them; `words` say so.
    """
    _check(base, margins, least)
    targets = [_targets(margin, base) for margin in margins]
    total = float(margins[0].register.sum()) if margins else float(base.sum())
    weights, rounds, converged = _fit(base * (total / base.sum()), targets)
    trimmed, held = 0, True
    if limits is not None and converged:
        weights, rounds, trimmed, held = _trim(weights, targets, limits, rounds)
    report = _report(base, weights, margins, rounds=rounds, trimmed=trimmed)
    return replace(report, converged=converged, words=_words(converged, held, limits))


def _check(base: Floats, margins: Sequence[Margin], least: int) -> None:
    if not base.size:
        raise UserError("Es gibt noch keine Antworten, die gewichtet werden könnten.", help_topic="auswertung")
    few = proposals(margins, least)
    if few:
        raise TooFewAnswers(few)
    for margin in margins:
        missing = (margin.register <= 0) & (margin.answers > 0)
        if missing.any() or not margin.register.sum() > 0:
            label = margin.labels[int(np.argmax(missing))]
            raise UserError(
                f"Für „{label}“ ({margin.name}) fehlt die Personenzahl aus dem Melderegister. "
                "Bitte ergänzen Sie die Randverteilung oder fassen Sie Gruppen zusammen.",
                help_topic="auswertung",
            )


def _targets(margin: Margin, base: Floats) -> tuple[Places, Floats]:
    """Places with the missing as a cell of its own (the last), and the share of the weight each is to get."""
    cells = margin.register.size
    places = np.where(margin.places >= 0, margin.places, cells)
    missing = float(base[margin.places < 0].sum() / base.sum())
    return places, np.append(margin.register / margin.register.sum() * (1 - missing), missing)


def _fit(weights: Floats, targets: Sequence[tuple[Places, Floats]]) -> tuple[Floats, int, bool]:
    """Weights, rounds used, and whether all margins are met to ten digits.

    Sheets with the same places in all margins get the same factor, so only their sums are worked on.
    """
    if not targets:
        return weights, 0, True
    kind = targets[0][0]
    for places, share in targets[1:]:
        kind = compact(kind * np.intp(share.size) + places)
    kind = compact(kind)
    kinds = int(kind.max()) + 1
    mass = sums_by(kind, weights, kinds)
    cells: list[tuple[Places, Floats]] = []
    for places, share in targets:
        cell = np.zeros(kinds, dtype=np.intp)
        cell[kind] = places
        cells.append((cell, share * float(weights.sum())))
    factor = np.ones(kinds)
    for step in range(1, _ROUNDS + 1):
        worst = 0.0
        for cell, wanted in cells:
            now = sums_by(cell, mass * factor, wanted.size)
            change = np.divide(wanted, now, out=np.ones_like(now), where=now > 0)
            worst = max(worst, float(np.abs(change - 1).max()))
            factor = factor * change[cell]
        if worst < _EXACT:
            return weights * factor[kind], step, True
    return weights * factor[kind], _ROUNDS, False


def _trim(
    weights: Floats, targets: Sequence[tuple[Places, Floats]], limits: tuple[float, float], rounds: int
) -> tuple[Floats, int, int, bool]:
    """Cut to the limits and raked again until both hold: weights, rounds, sheets at a limit, whether it succeeded.

    Where both cannot hold the limits win: no sheet speaks for too many, and the report shows what the margins miss.
    """
    low, high, total = limits[0] * weights.mean(), limits[1] * weights.mean(), weights.sum()
    found = weights
    for _ in range(_TRIMS):
        if found.min() >= low * (1 - _SLACK) and found.max() <= high * (1 + _SLACK):
            return found, rounds, _at_limit(found, low, high), True
        cut = np.clip(found, low, high)
        found, more, _ = _fit(cut * (total / cut.sum()), targets)
        rounds += more
    for _ in range(_TRIMS):
        found = np.clip(found * (total / found.sum()), low, high)
    return found, rounds, _at_limit(found, low, high), False


def _at_limit(weights: Floats, low: float, high: float) -> int:
    return int(((weights <= low * (1 + 1e-3)) | (weights >= high * (1 - 1e-3))).sum())


def _words(converged: bool, held: bool, limits: tuple[float, float] | None) -> str:
    if not converged:
        return (
            f"Die Gewichte sind nach {_ROUNDS} Durchgängen nicht zur Ruhe gekommen: Die Randverteilungen passen nicht "
            "zu den vorhandenen Kombinationen der Antworten. Bitte fassen Sie Gruppen zusammen oder lassen Sie eine "
            "Randverteilung weg."
        )
    if not held and limits is not None:
        low, high = (format_decimal(limit, 1) for limit in limits)
        return (
            f"Die Grenzen der Gewichte ({low} bis {high}) und die Randverteilungen lassen sich nicht zugleich "
            "einhalten. Die Grenzen gelten; welche Anteile dadurch vom Melderegister abweichen, zeigt die Tabelle."
        )
    return ""


def _report(base: Floats, weights: Floats, margins: Sequence[Margin], *, rounds: int, trimmed: int) -> Weighting:
    deff, effective = kish(weights)
    checks: list[MarginCheck] = []
    for margin in margins:
        valid = margin.places >= 0
        size = margin.register.size
        shares = [
            sums_by(margin.places[valid], values[valid], size) / values[valid].sum() for values in (base, weights)
        ]
        register = margin.register / margin.register.sum()
        checks.extend(
            MarginCheck(margin.name, label, int(count), float(known), float(before), float(after))
            for label, count, known, before, after in zip(
                margin.labels, margin.answers, register, shares[0], shares[1], strict=True
            )
        )
    mean = float(weights.mean())
    return Weighting(
        weights=weights,
        converged=True,
        rounds=rounds,
        deff=deff,
        effective=effective,
        least=float(weights.min()) / mean,
        most=float(weights.max()) / mean,
        trimmed=trimmed,
        margins=tuple(checks),
    )
