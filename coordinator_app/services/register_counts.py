"""Register figures counted from an extract: persons by age and sex and by stratum, as answers of the questionnaire."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from coordinator_app.domain.register_draw import RegisterPerson, district_key
from coordinator_app.domain.register_margins import JOIN, GroupReader, MarginCell, cells_of

if TYPE_CHECKING:
    from coordinator_app.exchange.margin_tables import MarginQuestion


_WEIGHTED_SEXES = ("weiblich", "männlich")
"""„divers“ is left out: a handful of persons; answers of that sex then keep their share."""


def counted_margins(
    persons: Sequence[RegisterPerson], questions: "Sequence[MarginQuestion]", strata: Mapping[str, str]
) -> list[tuple[str, list[MarginCell]]]:
    """Cells by variable: age × sex where both are asked and known (else the one there is), and the strata.

    `strata` has the stratum of every district by `district_key`. Persons of whom a feature is not known are left out
    of its margin; a margin nobody can be counted for is left out.
    """
    readers = [(question, GroupReader(question.values)) for question in questions]
    ages = next((pair for pair in readers if pair[1].is_age), None)
    sexes = next((pair for pair in readers if pair[1].is_sex), None)
    found: list[tuple[str, list[MarginCell]]] = []
    chosen = [pair for pair in (ages, sexes) if pair is not None]
    known = [pair for pair in chosen if any(_code(person, pair[1], strata) is not None for person in persons)]
    if known:
        found.append(_margin(persons, known, strata))
    titles = list(dict.fromkeys(strata.values()))
    for pair in readers:
        if len(titles) > 1 and all(pair[1].code(title) is not None for title in titles):
            found.append(_margin(persons, [pair], strata))
            break
    return found


def _code(person: RegisterPerson, reader: GroupReader, strata: Mapping[str, str]) -> int | None:
    if reader.is_age:
        return None if person.age is None else reader.code_of_ages(person.age, person.age)
    if reader.is_sex:
        return reader.code(person.sex) if person.sex in _WEIGHTED_SEXES else None
    return reader.code(strata.get(district_key(person.district), ""))


def _margin(
    persons: Sequence[RegisterPerson],
    chosen: "Sequence[tuple[MarginQuestion, GroupReader]]",
    strata: Mapping[str, str],
) -> tuple[str, list[MarginCell]]:
    counts: dict[tuple[int, ...], int] = {}
    for person in persons:
        key = tuple(code for _, reader in chosen if (code := _code(person, reader, strata)) is not None)
        if len(key) == len(chosen):
            counts[key] = counts.get(key, 0) + 1
    order = [[code for code, _ in question.values] for question, _ in chosen]
    names = [dict(question.values) for question, _ in chosen]
    return JOIN.join(question.variable for question, _ in chosen), cells_of(counts, names, first=order)
