"""Answers to the survey of the example: drawn by chance from fixed shares, always the same for the same day.

People have a hidden sense of safety that depends on the Ortsteil; items of a scale follow it, so that groups differ,
batteries hang together and an index has a meaning.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zlib import crc32

from coordinator_app.domain.answers import NO_ANSWER, NOT_ASKED, WRITTEN, AnswerMode, NewSheet, SheetState
from coordinator_app.domain.evaluation_plan import Part, Subject, subjects
from coordinator_app.domain.questionnaire_rules import variables
from coordinator_app.domain.questionnaires import Form
from coordinator_app.domain.results import ResultKind
from coordinator_app.survey.item_bank import item_bank

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SEED = 20355
_FOLLOWS = 0.62  # how far an item of a scale follows the sense of safety


@dataclass(frozen=True, eq=False)
class People:
    """The persons who answered: district (place) and sense of safety; `seed` of all further chance of this wave.

    Every variable draws by itself, so that another question changes nothing about the rest.
    """

    district: "NDArray[np.intp]"
    safety: "NDArray[np.float64]"
    seed: int


def people(size: int, districts: Sequence[Mapping[str, Any]], *, seed: int) -> People:
    """Persons from the districts by letters and willingness to answer."""
    import numpy as np

    random = np.random.default_rng(seed)
    willing = np.array([entry["letters"] * entry["weight"] for entry in districts], dtype=float)
    district = random.choice(len(districts), size=size, p=willing / willing.sum())
    level = np.array([entry["safety"] for entry in districts])
    return People(district, random.normal(size=size) + level[district], seed)


def answer_table(form: Form, found: Mapping[str, Any], persons: People, *, lift: float = 0.0) -> "NDArray[np.int32]":
    """N × variables int32 in the order of the form; `lift` moves the sense of safety of everybody."""
    import numpy as np

    names = [variable.name for variable in variables(form)]
    size = persons.district.size
    table = dict.fromkeys(names, np.full(size, NO_ANSWER, dtype=np.int32))
    polarity = {item.id: item.polarity for item in item_bank().items}
    for subject in subjects(form, polarity):
        for part in subject.parts:
            table[part.variable] = _column(subject, part, found, persons, lift)
    _skip(form, table)
    return np.stack([table[name] for name in names], axis=1).astype("<i4")


def _column(
    subject: Subject, part: Part, found: Mapping[str, Any], persons: People, lift: float
) -> "NDArray[np.int32]":
    import numpy as np

    size, plan = persons.district.size, found["survey"]
    random = np.random.default_rng([persons.seed, crc32(part.variable.encode())])
    shares = found["shares"].get(part.variable)
    if subject.kind is ResultKind.MULTIPLE:
        likely = found["shares"][subject.variable][subject.parts.index(part)] / 100
        return (random.random(size) < likely).astype(np.int32)
    if subject.title == "Ortsteil":
        return np.array(subject.codes, dtype=np.int32)[persons.district]
    if shares is None:
        return np.full(size, NO_ANSWER, dtype=np.int32)
    codes = subject.codes
    ordered = [shares[sorted(codes).index(code)] for code in codes]
    if subject.reading.good:
        sense = _FOLLOWS * (persons.safety + lift) + (1 - _FOLLOWS**2) ** 0.5 * random.normal(size=size)
        place = _by_rank(-sense, ordered, shift=lift)
    else:
        place = random.choice(len(codes), size=size, p=np.array(ordered) / sum(ordered))
    column = np.array(codes, dtype=np.int32)[place]
    for code, share in (
        (-9, plan["silent"]),
        (-6, plan["invalid"]),
        *((c, plan["unknown"]) for c in _printed(subject)),
    ):
        column[random.random(size) < share] = code
    return column


def _printed(subject: Subject) -> list[int]:
    return [code for code, _ in subject.missing if code in (-7, -8)]


def _by_rank(sense: "NDArray[np.float64]", shares: Sequence[float], *, shift: float) -> "NDArray[np.intp]":
    """Places in which the shares are met: the safest take the first answers; `shift` moves the limits."""
    import numpy as np

    reached = np.cumsum(shares)[:-1] / sum(shares)
    limits = np.quantile(sense, reached) + shift / 2
    return np.searchsorted(limits, sense).astype(np.intp)


def _skip(form: Form, table: dict[str, "NDArray[np.int32]"]) -> None:
    """Questions behind a filter are „nicht gestellt“ (−5) to whom it passes over."""
    import numpy as np

    place = {question.key: number for number, question in enumerate(form.questions)}
    for number, question in enumerate(form.questions):
        for rule in question.filters:
            passed = np.isin(table[question.variable], rule.codes)
            for skipped in form.questions[number + 1 : place.get(rule.target, len(form.questions))]:
                for variable in [name for name in table if name.split("_")[0] == skipped.variable]:
                    table[variable] = np.where(passed, NOT_ASKED, table[variable]).astype(np.int32)


def written(
    form: Form, found: Mapping[str, Any], table: "NDArray[np.int32]", persons: People
) -> dict[int, dict[str, str]]:
    """Texts by row and variable; the table says where something was written."""
    import numpy as np

    names = [variable.name for variable in variables(form)]
    texts: dict[int, dict[str, str]] = {}
    for variable, groups in found["texts"].items():
        column = names.index(variable)
        random = np.random.default_rng([persons.seed, crc32(variable.encode()), 1])
        free = iter(random.permutation(np.flatnonzero(table[:, column] != NOT_ASKED)))
        for group in groups:
            for count, row in zip(range(group["count"]), free, strict=False):
                texts.setdefault(int(row), {})[variable] = group["answers"][count % len(group["answers"])]
                table[row, column] = WRITTEN
    return texts


def sheets(
    form_code: str,
    table: "NDArray[np.int32]",
    texts: Mapping[int, Mapping[str, str]],
    field: tuple[date, date],
    found: Mapping[str, Any],
    seed: int,
) -> list[NewSheet]:
    """The sheets of the drawn sample in the order they came back, then those of the open link and the blank ones."""
    import numpy as np

    plan, random = found["survey"], np.random.default_rng(seed + 1)
    drawn, span = plan["sheets"], (field[1] - field[0]).days
    days = np.minimum(random.gamma(2.2, span / 6, len(table)), span).astype(int)
    online = random.random(len(table)) < plan["online"]
    made: list[NewSheet] = []
    number = 0
    for row in [*np.argsort(days[:drawn], kind="stable"), *range(drawn, len(table))]:
        mode = AnswerMode.SELF_SELECTED if row >= drawn else AnswerMode.ONLINE if online[row] else AnswerMode.PAPER
        number += mode is AnswerMode.PAPER
        made.append(
            NewSheet(
                uuid=str(uuid.UUID(int=(seed << 64) + int(row), version=4)),
                form_code=form_code,
                values=table[row].tobytes(),
                number=number if mode is AnswerMode.PAPER else 0,
                mode=mode,
                texts=texts.get(int(row), {}),
                entered_at=_moment(field[0] + timedelta(days=int(days[row]))),
                entered_by="Julia Albrecht" if mode is AnswerMode.PAPER else "",
                received_on=field[0] + timedelta(days=int(days[row])),
            )
        )
    nothing = np.full(table.shape[1], NO_ANSWER, dtype="<i4").tobytes()
    made += [_blank(form_code, nothing, number + 1 + place, field[1], seed) for place in range(plan["blank"])]
    return made


def _blank(form_code: str, values: bytes, number: int, day: date, seed: int) -> NewSheet:
    """A sheet that came back empty."""
    return NewSheet(
        uuid=str(uuid.UUID(int=(seed << 64) + 100_000 + number, version=4)),
        form_code=form_code,
        values=values,
        number=number,
        entered_at=_moment(day),
        state=SheetState.BLANK,
        received_on=day,
    )


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(14, 0), UTC)
