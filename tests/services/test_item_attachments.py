"""Attachments of agenda items: numbers close up until the minutes are final, then they stay."""

from pathlib import Path

import pytest

from coordinator_app.common.errors import UserError
from coordinator_app.domain.attachments import LinkRole
from coordinator_app.services.workspace import Workspace
from tests.meeting_scenario import Steering


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    found = [tmp_path / name for name in ("Konzept.pdf", "Kosten.xlsx", "Lageplan.png")]
    for file in found:
        file.write_bytes(file.name.encode())
    return found


def shown(workspace: Workspace, item_id: int) -> list[str]:
    return [f"{entry.number} {entry.document.title}" for entry in workspace.item_attachments.of_item(item_id)]


def test_attachments_are_numbered_and_close_up(steering: Steering, workspace: Workspace, files: list[Path]) -> None:
    own, item = workspace.item_attachments, steering.treff
    own.add_files(item, files)
    assert shown(workspace, item) == ["1 Konzept", "2 Kosten", "3 Lageplan"]
    links = [entry.link.id for entry in own.of_item(item)]
    own.move(links[2], -2)
    assert shown(workspace, item) == ["1 Lageplan", "2 Konzept", "3 Kosten"]
    own.remove(links[2])
    assert shown(workspace, item) == ["1 Konzept", "2 Kosten"]
    own.rename(own.of_item(item)[0].document.id, " Konzept, Stand November ")
    assert shown(workspace, item)[0] == "1 Konzept, Stand November"
    with pytest.raises(UserError, match="Titel"):
        own.rename(own.of_item(item)[0].document.id, " ")
    assert workspace.store.undo() == "Dokument geändert"
    assert workspace.store.undo() == "Anlage entfernt"
    assert shown(workspace, item) == ["1 Lageplan", "2 Konzept", "3 Kosten"]


def test_a_hand_edited_file_takes_no_number(steering: Steering, workspace: Workspace, files: list[Path]) -> None:
    item = steering.treff
    edited = workspace.attachments.add_file(files[0])
    workspace.attachments.link(edited, kind="agenda_item", id=item, role=LinkRole.HAND_EDITED)
    workspace.item_attachments.add_files(item, files[1:])
    assert shown(workspace, item) == ["1 Kosten", "2 Lageplan"]


def test_numbers_of_final_minutes_stay(steering: Steering, workspace: Workspace, files: list[Path]) -> None:
    own = workspace.item_attachments
    item = workspace.meetings.agenda.view(steering.first).lines[0].id
    with pytest.raises(UserError, match="ist abgeschlossen"):
        own.add_files(item, files)
    workspace.meetings.reopen(steering.first, "Anlage fehlt")
    own.add_files(item, files[:2])
    assert own.fixed(item)
    assert not own.fixed(steering.treff)
    link = own.of_item(item)[0].link.id
    with pytest.raises(UserError, match="als Anlage 1"):
        own.remove(link)
    with pytest.raises(UserError, match="behält ihre Nummer"):
        own.move(link, 1)
    own.add_files(item, files[2:])
    assert shown(workspace, item) == ["1 Konzept", "2 Kosten", "3 Lageplan"]
