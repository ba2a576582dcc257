"""The Handbuch: every topic in one part, search with excerpts, everything printed."""

import re

import pytest

from coordinator_app import __version__
from coordinator_app.common.german import search_words
from coordinator_app.documents.content import BulletList, Figure, Heading, NumberedList, Paragraph, plain, walk
from coordinator_app.services import handbook
from coordinator_app.services.handbook import FOLDER, Topic, find, parts, topics


def test_every_topic_stands_in_one_part() -> None:
    declared = [topic for part in parts() for topic in part.topics]
    assert len(declared) == len(set(declared))
    assert set(topics()) - set(declared) == set()
    assert [topic for topic in declared if topic in topics()] == list(topics())


def test_version_in_a_topic_is_that_of_the_program() -> None:
    assert f"kpr-arbeitsplatz_{__version__}_amd64.deb" in topics()["fuer-die-it"].text
    assert not any("{version}" in topic.text for topic in topics().values())


def test_search_ranks_titles_first_and_tells_where() -> None:
    found = find("papierkorb")
    assert found[0].topic.id == "papierkorb"
    assert len(found) > 1
    for hit in found[:5]:
        assert all("apierkorb" in hit.excerpt[start:end].lower() for start, end in hit.marks)
        assert len(hit.excerpt) <= handbook.EXCERPT + 4
        assert not re.search(r"\*\*|\]\(|^#", hit.excerpt)


@pytest.mark.parametrize("words", ["gibtesnicht", "", "  ", "papierkorb gibtesnicht"])
def test_search_without_hits_finds_nothing(words: str) -> None:
    assert find(words) == []


def test_search_takes_umlauts_either_way_and_topics_made_elsewhere() -> None:
    assert {hit.topic.id for hit in find("prioritaeten")} == {hit.topic.id for hit in find("prioritäten")}
    assert find("kuerzel", [Topic("made", "Tastenkürzel", "# Tastenkürzel")])[0].topic.id == "made"


def test_marks_are_whole_words() -> None:
    text = "Die Förderung und der Förderbescheid"
    assert [text[start:end] for start, end in handbook.marked(text, search_words("förder"))] == [
        "Förderung",
        "Förderbescheid",
    ]


def test_handbook_prints_every_topic_with_nothing_of_its_markup() -> None:
    document = handbook.handbook([Topic("tastenkuerzel", "Tastenkürzel", "# Tastenkürzel")], version="1.2.3")
    heads = [block for block in document.blocks if isinstance(block, Heading)]
    assert [head.text for head in heads if head.level == 1] == [part.title for part in parts()]
    chapters = [head.text for head in heads if head.level == 2]
    assert len(chapters) == len(topics()) + 1
    assert "1.2.3" in plain(document.subtitle)
    words = [part for part in walk(document.blocks) if isinstance(part, str)]
    assert [text for text in words if re.search(r"\*\*(?![*\d])|\]\(|^#+ |^- ", text)] == []
    kinds = {type(block) for block in document.blocks}
    assert {Paragraph, BulletList, NumberedList} <= kinds
    pictures = [block for block in document.blocks if isinstance(block, Figure)]
    assert len(pictures) == sum(topic.text.count("![") for topic in topics().values())
    assert all(picture.alt and picture.image.startswith(b"\x89PNG") for picture in pictures)


def test_dark_picture_is_taken_where_there_is_one() -> None:
    dark = handbook.picture("bilder/heute.png", dark=True)
    assert dark.is_file()
    assert handbook.picture("bilder/heute.png") == FOLDER / "bilder" / "heute.png"
