"""Catalogues: seeds, own entries, order, switching off."""

import pytest

from coordinator_app.common.errors import StaleRecord, UserError
from coordinator_app.domain.catalogues import SEEDS, Catalogue
from coordinator_app.services.workspace import Workspace


@pytest.mark.parametrize("catalogue", list(Catalogue))
def test_a_new_file_has_every_catalogue_in_its_order(workspace: Workspace, catalogue: Catalogue) -> None:
    entries = workspace.catalogues.entries(catalogue)
    assert [(entry.code, entry.label) for entry in entries] == [seed[:2] for seed in SEEDS[catalogue]]
    assert all(entry.is_seed for entry in entries)


@pytest.mark.parametrize("catalogue", list(Catalogue))
def test_seed_codes_and_labels_are_unique(catalogue: Catalogue) -> None:
    codes, labels, _ = zip(*SEEDS[catalogue], strict=True)
    assert len(set(codes)) == len(codes)
    assert len(set(labels)) == len(labels)


def test_adding_seeds_again_changes_nothing(workspace: Workspace) -> None:
    first = workspace.catalogues.entries("setting")[0]
    workspace.catalogues.update(first.id, first.version, label="Kindergarten")
    before = workspace.store.undo_name
    workspace.catalogues.add_seeds()
    assert workspace.catalogues.entries("setting")[0].label == "Kindergarten"
    assert before == "Katalogeintrag geändert"


def test_own_entries_come_last_and_get_a_code(workspace: Workspace) -> None:
    first = workspace.catalogues.create(catalogue="setting", label="Bücherei & Museum", short="Bücherei")
    second = workspace.catalogues.create(catalogue="setting", label="Bücherei, Museum")
    third = workspace.catalogues.create(catalogue="setting", label="!!!")
    codes = [workspace.catalogues.entry(id).code for id in (first, second, third)]
    assert codes == ["buecherei_museum", "buecherei_museum_2", "eintrag"]
    assert [entry.id for entry in workspace.catalogues.entries("setting")][-3:] == [first, second, third]
    assert not workspace.catalogues.entry(first).is_seed


def test_the_same_name_twice_is_refused(workspace: Workspace) -> None:
    with pytest.raises(UserError, match="gibt es in diesem Katalog schon"):
        workspace.catalogues.create(catalogue="setting", label=" SCHULE ")
    entry = workspace.catalogues.entries("setting")[0]
    with pytest.raises(UserError, match="gibt es in diesem Katalog schon"):
        workspace.catalogues.update(entry.id, entry.version, label="Schule")
    workspace.catalogues.update(entry.id, entry.version, label=entry.label.upper())


def test_codes_stay_and_old_versions_are_refused(workspace: Workspace) -> None:
    entry = workspace.catalogues.entries("setting")[0]
    with pytest.raises(UserError, match="Das Kürzel"):
        workspace.catalogues.update(entry.id, entry.version, code="neu")
    workspace.catalogues.update(entry.id, entry.version, code=entry.code, short="K")
    with pytest.raises(StaleRecord):
        workspace.catalogues.update(entry.id, entry.version, short="L")


def test_seeds_are_switched_off_and_own_entries_discarded(workspace: Workspace) -> None:
    entry = workspace.catalogues.entries("setting")[0]
    with pytest.raises(UserError, match="Wird angeboten"):
        workspace.catalogues.discard(entry.id)
    workspace.catalogues.update(entry.id, entry.version, active=False)
    assert entry.id not in {found.id for found in workspace.catalogues.entries("setting")}
    assert entry.id in {found.id for found in workspace.catalogues.entries("setting", with_inactive=True)}
    assert workspace.catalogues.labels([entry.id]) == {entry.id: entry.label}
    own = workspace.catalogues.create(catalogue="setting", label="Bücherei")
    workspace.catalogues.discard(own)
    assert own not in {found.id for found in workspace.catalogues.entries("setting", with_inactive=True)}


def test_a_new_order_is_one_step(workspace: Workspace) -> None:
    ids = [entry.id for entry in workspace.catalogues.entries("age_group")]
    workspace.catalogues.reorder(ids[::-1])
    assert [entry.id for entry in workspace.catalogues.entries("age_group")] == ids[::-1]
    workspace.store.undo()
    assert [entry.id for entry in workspace.catalogues.entries("age_group")] == ids


@pytest.mark.parametrize("word", ["Öffentlicher Nahverkehr", "öpnv", "OEPNV", "transport", " öffentlicher nahverkehr "])
def test_entries_are_found_by_label_short_form_and_code(workspace: Workspace, word: str) -> None:
    found = workspace.catalogues.find("setting", word)
    assert found is not None
    assert workspace.catalogues.entry(found).code == "transport"


def test_unknown_words_find_nothing(workspace: Workspace) -> None:
    assert workspace.catalogues.find("setting", "Mond") is None
    assert workspace.catalogues.find("setting", "") is None
