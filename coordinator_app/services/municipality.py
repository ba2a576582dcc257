"""The file's own municipality with its areas and places."""

from typing import Any

from coordinator_app.common.clock import today
from coordinator_app.common.errors import UserError
from coordinator_app.common.german import search_form
from coordinator_app.domain.municipality import (
    Area,
    AreaKind,
    Branch,
    Municipality,
    Place,
    area_tree,
    official_key_problem,
    with_parts,
)
from coordinator_app.storage.queries.file_settings import read_setting, write_setting
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import ReadUnit, WriteUnit


class Municipalities:
    """Municipality, areas, places and the settings that belong to the file."""

    def __init__(self, store: Store) -> None:
        self._store = store

    # ------------------------------------------------------------ municipality

    def own(self) -> Municipality | None:
        """The municipality this file is about; None in a file not set up yet."""
        with self._store.read() as unit:
            return _own(unit)

    def name(self) -> str:
        """Name of the municipality; "" in a file not set up yet."""
        own = self.own()
        return own.name if own else ""

    def create(self, *, name: str, official_key: str = "", **values: Any) -> int:
        """Enter the municipality of this file (once)."""
        with self._store.write("Kommune angelegt") as unit:
            if _own(unit) is not None:
                raise UserError("Diese Datei gehört schon zu einer Kommune.")
            _check_key(official_key)
            return unit.add(Municipality(name=name, official_key=official_key.strip(), is_own=True, **values))

    def update(self, id: int, version: int | None, **values: Any) -> int:
        """Change the municipality."""
        _check_key(str(values.get("official_key", "")))
        with self._store.write("Kommune geändert", merge=_merge(Municipality, id, values)) as unit:
            return unit.change(Municipality, id, version, **values)

    def others(self) -> list[Municipality]:
        """Further municipalities of the file: partners of a joint body, or for comparison."""
        with self._store.read() as unit:
            return unit.find(Municipality, is_own=False)

    def add_other(self, *, name: str, official_key: str = "", **values: Any) -> int:
        """Enter a further municipality; `UserError` when one of that name or key is there already."""
        _check_key(official_key)
        with self._store.write("Weitere Kommune angelegt") as unit:
            _refuse_double(unit, name, official_key, 0)
            return unit.add(Municipality(name=name.strip(), official_key=official_key.strip(), is_own=False, **values))

    def update_other(self, id: int, version: int | None, **values: Any) -> int:
        """Change a further municipality."""
        _check_key(str(values.get("official_key", "")))
        with self._store.write("Kommune geändert") as unit:
            _refuse_double(unit, str(values.get("name", "")), str(values.get("official_key", "")), id)
            return unit.change(Municipality, id, version, **values)

    def discard_other(self, id: int) -> None:
        """To the Papierkorb; its areas stay. The own municipality is refused."""
        with self._store.write("Kommune gelöscht") as unit:
            if unit.get(Municipality, id).is_own:
                raise UserError("Die eigene Kommune gehört zu dieser Datei und lässt sich nicht löschen.")
            unit.discard(Municipality, id)

    # ------------------------------------------------------------ areas

    def areas(self) -> list[Area]:
        """All areas in German order."""
        with self._store.read() as unit:
            return unit.find(Area)

    def area_tree(self) -> list[Branch]:
        """The areas as a tree, line by line; those of the own municipality first."""
        with self._store.read() as unit:
            own = _own(unit)
            return area_tree(unit.find(Area), own.id if own else None)

    def area_choices(self) -> list[tuple[tuple[int, ...], str]]:
        """What a list can be narrowed to: each area by the ids of itself and of all that lies in it."""
        areas = self.areas()
        return [(tuple(sorted(with_parts(area.id, areas))), area.name) for area in areas]

    def close_area(self, id: int, *, opened: bool = False) -> None:
        """An area that no longer exists stays for what happened there, but ends today; `opened` takes that back."""
        with self._store.write("Gebiet wieder geöffnet" if opened else "Gebiet geschlossen") as unit:
            unit.change(Area, id, None, valid_until=None if opened else today(unit.clock))

    def add_area(
        self, *, name: str, area_kind: AreaKind = AreaKind.DISTRICT, parent_id: int | None = None, **values: Any
    ) -> int:
        """Add an area."""
        with self._store.write("Gebiet angelegt") as unit:
            return unit.add(Area(name=name.strip(), area_kind=area_kind, parent_id=parent_id, **values))

    def update_area(self, id: int, version: int | None, **values: Any) -> int:
        """Change an area; an area cannot lie within itself or one of its own parts."""
        with self._store.write("Gebiet geändert", merge=_merge(Area, id, values)) as unit:
            if values.get("parent_id") is not None:
                _refuse_circle(unit, id, int(values["parent_id"]))
            return unit.change(Area, id, version, **values)

    def discard_area(self, id: int) -> None:
        """Move an area to the Papierkorb."""
        with self._store.write("Gebiet gelöscht") as unit:
            unit.discard(Area, id)

    # ------------------------------------------------------------ places

    def places(self) -> list[Place]:
        """All places in German order."""
        with self._store.read() as unit:
            return unit.find(Place)

    def add_place(self, *, name: str, **values: Any) -> int:
        """Add a place."""
        with self._store.write("Ort angelegt") as unit:
            return unit.add(Place(name=name.strip(), **values))

    def update_place(self, id: int, version: int | None, **values: Any) -> int:
        """Change a place."""
        with self._store.write("Ort geändert", merge=_merge(Place, id, values)) as unit:
            return unit.change(Place, id, version, **values)

    def discard_place(self, id: int) -> None:
        """Move a place to the Papierkorb."""
        with self._store.write("Ort gelöscht") as unit:
            unit.discard(Place, id)

    # ------------------------------------------------------------ settings of the file

    def setting(self, key: str, default: str = "") -> str:
        """A setting that travels with the file ("user_name", …)."""
        with self._store.read() as unit:
            return read_setting(unit, key, default)

    def set_setting(self, key: str, value: str) -> None:
        """Write a setting of the file."""
        with self._store.write("Einstellung geändert", merge=f"setting:{key}") as unit:
            write_setting(unit, key, value)


def _own(unit: ReadUnit) -> Municipality | None:
    found = unit.find(Municipality, is_own=True)
    return found[0] if found else None


def _refuse_double(unit: ReadUnit, name: str, key: str, own_id: int) -> None:
    wanted, key = search_form(name).strip(), key.strip()
    for each in unit.find(Municipality):
        if each.id != own_id and ((wanted and search_form(each.name) == wanted) or (key and each.official_key == key)):
            raise UserError(f"„{each.name}“ steht schon in dieser Datei.")


def _check_key(key: str) -> None:
    if problem := official_key_problem(key.strip()):
        raise UserError(problem)


def _merge(record_type: type[Area | Municipality | Place], id: int, values: dict[str, Any]) -> str:
    return f"{record_type.kind}:{id}:{','.join(sorted(values))}"


def _refuse_circle(unit: WriteUnit, id: int, parent_id: int) -> None:
    seen = {id}
    current: int | None = parent_id
    while current is not None:
        if current in seen:
            raise UserError("Ein Gebiet kann nicht zu sich selbst oder zu einem seiner Teile gehören.")
        seen.add(current)
        current = unit.get(Area, current).parent_id
