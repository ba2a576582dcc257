"""The tree of areas."""

from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.domain.municipality import Area, area_tree, with_parts


def area(id: int, name: str, parent: int | None = None, town: int | None = None) -> Area:
    return Area(id=id, name=name, parent_id=parent, municipality_id=town)


def test_parts_stand_indented_below_what_they_belong_to() -> None:
    areas = [
        area(1, "Nordstadt"),
        area(2, "Altes Gut", 1),
        area(3, "Äcker", 1),
        area(4, "Altstadt"),
        area(5, "Fremdheim", town=9),
        area(6, "Hof", 2),
    ]
    assert [(branch.area.name, branch.depth, branch.path) for branch in area_tree(areas, 1)] == [
        ("Altstadt", 0, ""),
        ("Nordstadt", 0, ""),
        ("Äcker", 1, "Nordstadt"),
        ("Altes Gut", 1, "Nordstadt"),
        ("Hof", 2, "Nordstadt › Altes Gut"),
        ("Fremdheim", 0, ""),
    ]
    assert with_parts(1, areas) == {1, 2, 3, 6}
    assert with_parts(4, areas) == {4}


@given(st.lists(st.none() | st.integers(1, 12), max_size=12))
def test_every_area_stands_in_the_tree_once_whatever_the_file_says(parents: list[int | None]) -> None:
    areas = [area(id, f"Gebiet {id}", parent) for id, parent in enumerate(parents, start=1)]
    assert sorted(branch.area.id for branch in area_tree(areas)) == [each.id for each in areas]
