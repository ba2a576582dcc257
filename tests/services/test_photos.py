"""Pictures: only what may be printed is taken in, only what may be shown leaves the house, made small and plain."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from coordinator_app.common.errors import UserError
from coordinator_app.documents.pictures import is_picture, reduced
from coordinator_app.domain.attachments import Document, PhotoConsent, photo_problem
from coordinator_app.services.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace.create(tmp_path / "m.kpr", user="Julia Albrecht")


def picture(path: Path, size: tuple[int, int] = (80, 40), *, turned: bool = False, mode: str = "RGB") -> Path:
    image = Image.new(mode, size)
    exif = Image.Exif()
    exif[0x010F] = "Kameramarke"
    if turned:
        exif[0x0112] = 6
    kind = "PNG" if path.suffix == ".png" else "JPEG"
    image.save(path, format=kind, exif=exif)
    return path


def test_pictures_are_turned_upright_made_small_and_lose_what_the_camera_wrote(tmp_path: Path) -> None:
    data = reduced(picture(tmp_path / "a.jpg", (400, 100), turned=True).read_bytes(), 200)
    with Image.open(BytesIO(data)) as made:
        assert made.size == (50, 200)
        assert made.format == "JPEG"
    assert b"Kameramarke" not in data


@pytest.mark.parametrize("mode", ["RGBA", "P", "L", "LA"])
def test_transparent_pictures_get_a_white_ground(tmp_path: Path, mode: str) -> None:
    assert reduced(picture(tmp_path / "a.png", mode=mode).read_bytes()).startswith(b"\xff\xd8")


def test_what_is_no_picture_is_refused_in_words() -> None:
    assert not is_picture(b"%PDF")
    with pytest.raises(UserError, match="lässt sich nicht lesen"):
        reduced(b"\xff\xd8\xff kaputt")


@pytest.mark.parametrize(
    ("consent", "alt", "confidential", "words"),
    [
        (PhotoConsent.UNKNOWN, "Ein Zelt", False, "nicht geprüft"),
        (PhotoConsent.REFUSED, "Ein Zelt", False, "nicht erteilt"),
        (PhotoConsent.GIVEN, " ", False, "Bildbeschreibung"),
        (PhotoConsent.GIVEN, "Ein Zelt", True, "vertraulich"),
        (PhotoConsent.GIVEN, "Ein Zelt", False, ""),
        (PhotoConsent.NOBODY, "Ein Zelt", False, ""),
    ],
)
def test_why_a_picture_stays_in_the_house(consent: PhotoConsent, alt: str, confidential: bool, words: str) -> None:
    problem = photo_problem(Document(photo_consent=consent, alt_text=alt, confidential=confidential))
    assert words in problem
    assert bool(problem) is bool(words)


def test_only_described_pictures_stand_in_the_steckbrief(workspace: Workspace, tmp_path: Path) -> None:
    project = workspace.projects.create(title="Treff")
    paths = [picture(tmp_path / f"bild{number}.jpg") for number in range(2)]
    shown, hidden = workspace.photos.add(paths, kind="project", id=project)
    workspace.photos.describe(
        shown, None, title="Eröffnung", alt_text="Ein Zelt", photo_consent=PhotoConsent.GIVEN, author="Anzeiger"
    )
    text = str(workspace.documents.document("project_sheet", project, {"variant": "public"}))
    assert "Eröffnung (Foto: Anzeiger)" in text
    assert "Ein Zelt" in text
    assert "bild1" not in text
    assert "Bilder" not in str(workspace.documents.document("project_sheet", project, {"photos": False}))
    assert workspace.photos.small(hidden, 20).startswith(b"\xff\xd8")
    found = workspace.photos.of("project", project)
    workspace.photos.remove(found[0].link.id)
    assert [photo.id for photo in workspace.photos.of("project", project)] == [hidden]
    workspace.store.undo()
    assert len(workspace.photos.of("project", project)) == 2


def test_a_file_that_is_no_picture_stores_nothing(workspace: Workspace, tmp_path: Path) -> None:
    project = workspace.projects.create(title="Treff")
    wrong = tmp_path / "brief.png"
    wrong.write_bytes(b"%PDF-1.7")
    with pytest.raises(UserError, match="kein Bild"):
        workspace.photos.add([picture(tmp_path / "gut.jpg"), wrong], kind="project", id=project)
    assert workspace.photos.of("project", project) == []
    wrong.write_bytes(b"\xff\xd8\xff abgeschnitten")
    with pytest.raises(UserError, match="lässt sich nicht lesen"):
        workspace.photos.add([wrong], kind="project", id=project)
