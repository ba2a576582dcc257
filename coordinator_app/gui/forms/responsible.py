"""Who is responsible: one field that finds people and organisations by typing."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.forms.pickers import ReferenceEditor

_OFFERED = 14


def responsible_editor(lookups: Lookups, create: Callable[[str], int | None] | None = None) -> ReferenceEditor:
    """An editor whose value is the id of a person or the negative id of an organisation."""
    editor = ReferenceEditor(partial(suggested, lookups), partial(_titles, lookups), create=create)
    editor.line.setPlaceholderText("Person oder Organisation tippen")
    return editor


def chosen(value: int | None) -> dict[str, int | None]:
    """The fields `person_id` and `organisation_id` for a value of the editor."""
    return {
        "person_id": value if value and value > 0 else None,
        "organisation_id": -value if value and value < 0 else None,
    }


def suggested(lookups: Lookups, text: str) -> Sequence[tuple[int, str]]:
    """People (id) and organisations (negative id) a typed text may mean, with their titles."""
    people = list(lookups.suggest("person", text))
    organisations = [(-found, title) for found, title in lookups.suggest("organisation", text)]
    return [*people, *organisations][:_OFFERED]


def _titles(lookups: Lookups, ids: Iterable[int]) -> Mapping[int, str]:
    wanted = [found for found in ids if found]
    people = lookups.titles("person", [found for found in wanted if found > 0])
    houses = lookups.titles("organisation", [-found for found in wanted if found < 0])
    return {**people, **{-found: title for found, title in houses.items()}}
