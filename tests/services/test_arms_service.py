"""The town's arms: chosen from a file, on every letterhead, taken away, undone."""

from pathlib import Path
from typing import Any

import pytest

from coordinator_app.common.errors import UserError
from coordinator_app.services.documents import letterhead_of
from tests.documents.samples import png


def test_arms_stand_on_letterheads_until_they_are_removed(workspace: Any, tmp_path: Path) -> None:
    path = tmp_path / "Wappen.png"
    path.write_bytes(png())
    assert workspace.arms.picture() == b""
    with pytest.raises(UserError, match="Namen Ihrer Kommune"):
        workspace.arms.choose(path)
    workspace.municipality.create(name="Mühlwerda")
    assert workspace.arms.picture() == b""
    workspace.arms.choose(path)
    path.write_bytes(png(40, 40))
    workspace.arms.choose(path)
    assert workspace.arms.picture() == letterhead_of(workspace).logo == png(40, 40)
    assert workspace.store.undo() == "Wappen aufgenommen"
    assert workspace.arms.picture() == png()
    workspace.arms.remove()
    assert letterhead_of(workspace).logo == b""
    workspace.arms.remove()  # nothing there: nothing happens
    assert workspace.store.undo() == "Wappen entfernt"


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"GIF89a", "kein Bild im Format PNG"), (png()[:80], "beschädigt"), (b"\x89PNG" + bytes(3_000_001), "zu groß")],
)
def test_what_is_no_picture_for_documents_is_refused(workspace: Any, tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "Wappen.png"
    path.write_bytes(data)
    with pytest.raises(UserError, match=words):
        workspace.arms.choose(path)
    with pytest.raises(UserError, match="nicht lesen"):
        workspace.arms.choose(tmp_path / "fehlt.png")
