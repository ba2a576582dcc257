"""Catalogues: offering, adding, renaming and ordering the entries of a town's word lists."""

import re
from collections.abc import Iterable, Sequence

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import search_form
from coordinator_app.domain.catalogues import SEEDS, CatalogEntry, Catalogue
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import ReadUnit, WriteUnit

_VERSION_3 = (
    Catalogue.EVENT_KIND,
    Catalogue.COST_KIND,
    Catalogue.DEADLINE_KIND,
    Catalogue.CONCERN_KIND,
    Catalogue.WALK_FEATURE,
)


class Catalogues:
    """Entries of all catalogues. A used entry is switched off, not deleted, so that old records keep their word."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def entries(self, catalogue: str, *, with_inactive: bool = False) -> list[CatalogEntry]:
        """The entries of a catalogue ("field_of_action") in their order; those switched off only `with_inactive`."""
        with self._store.read() as unit:
            return _entries(unit, catalogue, with_inactive=with_inactive)

    def entry(self, id: int) -> CatalogEntry:
        """One entry."""
        with self._store.read() as unit:
            return unit.get(CatalogEntry, id)

    def labels(self, ids: Iterable[int]) -> dict[int, str]:
        """The words of entries by id."""
        with self._store.read() as unit:
            return unit.titles(CatalogEntry.kind, ids)

    def find(self, catalogue: str, word: str) -> int | None:
        """The id of the entry a person means by a word (its label, short form or code); None when there is none."""
        wanted = search_form(word).strip()
        with self._store.read() as unit:
            for entry in _entries(unit, catalogue, with_inactive=True):
                if wanted and wanted in {search_form(entry.label), search_form(entry.short), entry.code}:
                    return entry.id
        return None

    def create(self, *, catalogue: str, label: str, short: str = "", code: str = "") -> int:
        """Add an entry at the end; `UserError` when the catalogue has one of that name already."""
        with self._store.write("Katalogeintrag angelegt") as unit:
            existing = _entries(unit, catalogue, with_inactive=True)
            _refuse_double(existing, label, 0)
            return unit.add(
                CatalogEntry(
                    catalogue=Catalogue(catalogue),
                    code=_free_code(code or label, existing),
                    label=label.strip(),
                    short=short.strip(),
                    position=max((entry.position for entry in existing), default=0) + 1,
                )
            )

    def update(self, id: int, version: int | None, **values: object) -> int:
        """Change label, short form, note or whether an entry is offered; its code stays."""
        with self._store.write("Katalogeintrag geändert", merge=f"catalog_entry:{id}") as unit:
            entry = unit.get(CatalogEntry, id)
            if "code" in values and values["code"] != entry.code:
                raise UserError("Das Kürzel eines Katalogeintrags bleibt, damit Austauschdateien zueinander passen.")
            if "label" in values:
                _refuse_double(_entries(unit, entry.catalogue, with_inactive=True), str(values["label"]), id)
            return unit.change(CatalogEntry, id, version, **values)

    def reorder(self, ids: Sequence[int]) -> None:
        """Put the entries of one catalogue into this order."""
        with self._store.write("Reihenfolge geändert") as unit:
            for position, id in enumerate(ids, start=1):
                unit.change(CatalogEntry, id, None, position=position)

    def discard(self, id: int) -> None:
        """Move an entry of the town's own to the Papierkorb; entries that came with the program are switched off."""
        with self._store.write("Katalogeintrag gelöscht") as unit:
            if unit.get(CatalogEntry, id).is_seed:
                raise UserError(
                    "Mitgelieferte Einträge lassen sich nicht löschen. "
                    "Nehmen Sie stattdessen den Haken bei „Wird angeboten“ heraus."
                )
            unit.discard(CatalogEntry, id)

    def add_seeds(self) -> None:
        """Fill the catalogues of a new file; entries that exist are left as they are."""
        with self._store.write("Kataloge angelegt", undoable=False) as unit:
            _add_seeds(unit, SEEDS)


def add_entries_of_version_3(unit: WriteUnit) -> None:
    """The catalogues that came with schema version 3; of older ones nothing is added to a file (see `seeds`)."""
    _add_seeds(unit, _VERSION_3)


def _entries(unit: ReadUnit, catalogue: str, *, with_inactive: bool) -> list[CatalogEntry]:
    only = {} if with_inactive else {"active": True}
    return unit.find(CatalogEntry, catalogue=Catalogue(catalogue), order="position,sort_key", **only)


def _refuse_double(existing: Iterable[CatalogEntry], label: str, own_id: int) -> None:
    wanted = search_form(label).strip()
    if any(search_form(entry.label) == wanted and entry.id != own_id for entry in existing):
        raise UserError(f"„{label.strip()}“ gibt es in diesem Katalog schon. Bitte wählen Sie eine andere Bezeichnung.")


def _free_code(text: str, existing: Iterable[CatalogEntry]) -> str:
    base = re.sub(r"[^a-z0-9]+", "_", search_form(text)).strip("_")[:50] or "eintrag"
    taken = {entry.code for entry in existing}
    code, number = base, 2
    while code in taken:
        code, number = f"{base}_{number}", number + 1
    return code


def _add_seeds(unit: WriteUnit, catalogues: Iterable[Catalogue]) -> None:
    known = {(entry.catalogue, entry.code) for entry in unit.find(CatalogEntry, deleted=None)}
    for catalogue in catalogues:
        for position, (code, label, short) in enumerate(SEEDS[catalogue], start=1):
            if (catalogue, code) not in known:
                unit.add(
                    CatalogEntry(
                        catalogue=catalogue, code=code, label=label, short=short, position=position, is_seed=True
                    )
                )
