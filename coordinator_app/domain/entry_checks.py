"""What does not fit on a sheet: asked at once while typing, kept when the paper says so, listed afterwards."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from coordinator_app.domain.answers import NOT_TYPED
from coordinator_app.domain.entry_fields import EntryField, EntryPlan, FieldKind, Values, skips

OLDEST_YEAR = 1900


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Something that cannot be right, at a field (its place in the plan); `advice` says what is usually done."""

    place: int
    text: str
    advice: str = ""


def contradictions(
    plan: EntryPlan, values: Values, texts: Mapping[str, str], year: int, only: int | None = None
) -> list[Contradiction]:
    """All contradictions of a sheet in the order of the fields, or those of one field; `year` is the current one."""
    left_out = skips(plan, values)
    found: list[Contradiction] = []
    for field in plan.fields if only is None else (plan.fields[only],):
        if not field.answered(values):
            continue
        for text, advice in _of_field(plan, field, values, texts, year):
            found.append(Contradiction(field.place, f"{_name(field)}: {text}", advice))
        skip = left_out.get(field.question)
        if skip is not None:
            number = plan.numbers.get(skip.question, 0)
            text = f"{_name(field)} entfällt eigentlich, weil Frage {number} mit {skip.code} beantwortet ist."
            found.append(Contradiction(field.place, text, "Behalten, was auf dem Papier steht."))
        elif field.needs is not None and not field.needs.met(values):
            text = f"{_name(field)} gehört zu einer Antwort, die nicht angekreuzt ist."
            found.append(Contradiction(field.place, text, "Behalten, was auf dem Papier steht."))
    return found


def _name(field: EntryField) -> str:
    return f"Frage {field.number}" + (f" – {field.label}" if field.label else "")


def _of_field(
    plan: EntryPlan, field: EntryField, values: Values, texts: Mapping[str, str], year: int
) -> Iterator[tuple[str, str]]:
    value = values.get(field.variable, NOT_TYPED)
    if field.kind is FieldKind.CROSSES:
        yield from _crosses(field, values)
    elif field.kind is FieldKind.NUMBER and value >= 0:
        yield from _number(field, value, year)
    elif field.kind is FieldKind.CODE and len(texts.get(field.variable, "")) not in {0, field.digits}:
        yield f"{len(texts[field.variable])} statt {field.digits} Ziffern.", "Unvollständig: * für ungültig."
    elif field.rank and value > 0:
        yield from _rank(plan, field, values)


def _crosses(field: EntryField, values: Values) -> Iterator[tuple[str, str]]:
    pairs = list(zip(field.variables, field.answers, strict=True))
    crossed = [answer for name, answer in pairs if values.get(name) == 1]
    if field.limit and len(crossed) > field.limit:
        yield (
            f"{len(crossed)} Kreuze, erlaubt sind höchstens {field.limit}.",
            "Üblich: * für ungültig, wenn nicht zu erkennen ist, was gilt.",
        )
    alone = [answer for answer in crossed if answer.exclusive]
    if alone and len(crossed) > 1:
        yield f"„{alone[0].label}“ schließt andere Antworten aus.", "Üblich: nur die anderen Kreuze gelten lassen."


def _number(field: EntryField, value: int, year: int) -> Iterator[tuple[str, str]]:
    if field.year and not OLDEST_YEAR <= value <= year:
        yield f"{value} liegt nicht zwischen {OLDEST_YEAR} und {year}.", "* für ungültig."
    elif not field.year and field.digits and len(str(value)) > field.digits:
        yield f"{value} hat mehr als {field.digits} Ziffern.", "* für ungültig."


def _rank(plan: EntryPlan, field: EntryField, values: Values) -> Iterator[tuple[str, str]]:
    """The same rank twice, told at the later of the two."""
    value = values[field.variable]
    for other in plan.fields_of(field.question):
        if other.place < field.place and values.get(other.variable) == value:
            yield f"Rang {value} ist schon an „{other.label}“ vergeben.", "* für ungültig, wenn beide gelten sollen."
            return
