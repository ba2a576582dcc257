"""Files outside: whose they are, names beside them, the sentences about them."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.domain.written_files import (
    LONGEST_PATH,
    FileState,
    Source,
    Standing,
    WrittenFile,
    asked_sentence,
    fitting_stem,
    name_beside,
    same_place,
    standing,
    state_sentence,
)

MOMENT = datetime(2026, 11, 26, 16, 20, tzinfo=UTC)
MINUTES = Source("minutes", "meeting", 4, 1)


def written(sha256: str = "alt", key: str = "minutes", subject: int = 4) -> WrittenFile:
    return WrittenFile(
        document_key=key, subject_kind="meeting", subject_id=subject, path="/a.docx", sha256=sha256, written_at=MOMENT
    )


@pytest.mark.parametrize(
    ("found", "known", "expected"),
    [
        (None, [], Standing.FREE),
        (None, [written()], Standing.FREE),
        ("alt", [written()], Standing.OURS),
        ("alt", [written("x"), written()], Standing.OURS),
        ("alt", [written(key="invitation")], Standing.OTHER),
        ("alt", [written(subject=5)], Standing.OTHER),
        ("neu", [written()], Standing.EDITED),
        ("neu", [], Standing.FOREIGN),
    ],
)
def test_standing_of_a_target(found: str | None, known: list[WrittenFile], expected: Standing) -> None:
    assert standing(found, known, MINUTES) is expected


def test_another_version_of_the_same_document_is_still_ours() -> None:
    assert standing("alt", [written()], Source("minutes", "meeting", 4, 9)) is Standing.OURS


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("/Akten/Brief.docx", "/akten/BRIEF.DOCX", True),
        ("/Straße.docx", "/STRASSE.docx", True),
        ("/Büro.docx", "/Bu\u0308ro.docx", True),
        ("/Brief.docx", "/Brief (2).docx", False),
    ],
)
def test_places_are_compared_without_case_and_way_of_writing(one: str, other: str, same: bool) -> None:
    assert same_place(one, other) is same


def test_name_beside_says_what_it_is_and_counts_up() -> None:
    taken: set[str] = set()
    for expected in ("Brief (neu 2026-11-26).docx", "Brief (neu 2026-11-26, 2).docx", "Brief (neu 2026-11-26, 3).docx"):
        found = name_beside("Brief", ".docx", date(2026, 11, 26), lambda name: name not in taken)
        assert found == expected
        taken.add(found)


@given(st.text(max_size=400), st.integers(0, 400))
def test_names_fit_every_system(stem: str, folder_length: int) -> None:
    name = fitting_stem(stem, ".docx", folder_length) + ".docx"
    assert len(name.encode()) <= 255
    assert len(name) + folder_length + 1 <= LONGEST_PATH or len(name) <= 24 + 1 + len(".docx")
    beside = name_beside(stem, ".docx", date(2026, 11, 26), lambda _: True)
    assert len(beside.encode()) <= 255
    assert beside.endswith(" (neu 2026-11-26).docx")


@pytest.mark.parametrize(
    ("found", "moment", "expected"),
    [
        (
            Standing.EDITED,
            MOMENT,
            "„A.docx“ wurde nach der letzten Ausgabe am 26.11.2026, 17:20\u00a0Uhr von Hand bearbeitet.",
        ),
        (Standing.EDITED, None, "„A.docx“ wurde nach der letzten Ausgabe von Hand bearbeitet."),
        (Standing.OTHER, MOMENT, "Unter „A.docx“ liegt ein anderes Dokument aus diesem Programm."),
        (Standing.FOREIGN, None, "„A.docx“ gibt es schon; die Datei stammt nicht aus diesem Programm."),
    ],
)
def test_question_before_replacing(found: Standing, moment: datetime | None, expected: str) -> None:
    assert asked_sentence("A.docx", found, moment) == expected


@pytest.mark.parametrize(
    ("state", "ending"),
    [
        (FileState.UNCHANGED, "Uhr"),
        (FileState.EDITED, "Uhr, seitdem von Hand bearbeitet"),
        (FileState.GONE, "Uhr, liegt nicht mehr dort"),
        (FileState.UNREACHABLE, "Uhr, der Ordner ist gerade nicht erreichbar"),
    ],
)
def test_state_in_words(state: FileState, ending: str) -> None:
    assert state_sentence(written(), state) == f"zuletzt ausgegeben am 26.11.2026, 17:20\u00a0{ending}"


def test_version_is_named_where_there_is_one() -> None:
    entry = WrittenFile(document_key="minutes", path="/a", sha256="x", version_number=2, written_at=MOMENT)
    assert state_sentence(entry, FileState.UNCHANGED).endswith("Uhr (Fassung 2)")
