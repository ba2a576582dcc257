"""The notice of who pays, in every document of a funded project (§ 44a SäHO): sentence and signet at the end."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from coordinator_app.documents.content import Block, Document, Figure, Notice, plain, walk

if TYPE_CHECKING:
    from coordinator_app.services.workspace import Workspace

SIGNET_WIDTH = 0.3


def with_notices(workspace: "Workspace", document: Document, projects: Sequence[int]) -> Document:
    """The document with the notices its projects call for; a sentence that stands in it already is not repeated."""
    notices = workspace.grants.notices(list(projects)) if projects else []
    if not notices:
        return document
    present = {plain(block.text) for block in walk(document.blocks) if isinstance(block, Notice)}
    added: list[Block] = []
    for sentence, logo_id in notices:
        if sentence not in present:
            added.append(Notice(sentence, "Förderhinweis"))
        image = workspace.attachments.content(logo_id) if logo_id is not None else b""
        if image.startswith((b"\x89PNG", b"\xff\xd8\xff")):
            added.append(Figure(image, "Signet des Fördermittelgebers", width=SIGNET_WIDTH))
    return replace(document, blocks=(*document.blocks, *added))
