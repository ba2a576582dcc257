"""The pictures of the Handbuch: all declared, there, used, small, and told in words."""

import importlib.util
import re
from pathlib import Path

import pytest

from coordinator_app.services.handbook import FOLDER, topics

ROOT = Path(__file__).parents[2]
_PLACE = re.compile(r"!\[([^\]]*)\]\(bilder/([\w-]+)\.png\)")
_spec = importlib.util.spec_from_file_location("help_scenes", ROOT / "packaging" / "help_scenes.py")
assert _spec is not None
assert _spec.loader is not None
scenes = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(scenes)
NAMES = [scene.name for scene in scenes.SCENES]


def test_every_picture_is_declared_and_taken_light_and_dark() -> None:
    wanted = {f"{name}{ending}.png" for name in NAMES for ending in ("", "-dunkel")}
    assert len(NAMES) == len(set(NAMES))
    assert {path.name for path in (FOLDER / "bilder").iterdir()} == wanted


def test_every_picture_is_used_with_words_that_say_what_it_shows() -> None:
    used = [found for topic in topics().values() for found in _PLACE.findall(topic.text)]
    assert {name for _, name in used} == set(NAMES)
    assert [name for words, name in used if len(words) < 15] == []
    assert sum(topic.text.count("![") for topic in topics().values()) == len(used)


def test_pictures_show_something_and_are_small_enough_together() -> None:
    sizes = [path.stat().st_size for path in (FOLDER / "bilder").iterdir()]
    assert min(sizes) > 5_000
    assert sum(sizes) <= scenes.PICTURES


@pytest.mark.parametrize("scene", scenes.SCENES, ids=lambda scene: scene.name)
def test_scene_says_a_part_there_is(scene: object) -> None:
    assert getattr(scene, "part", "") in {"window", "page", "dialog"}
