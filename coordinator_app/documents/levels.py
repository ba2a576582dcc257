"""Parts of other documents inside a chapter: their headings moved down."""

from collections.abc import Iterable
from dataclasses import replace

from coordinator_app.documents.content import Block, Heading

_DEEPEST = 4


def lowered(blocks: Iterable[Block], by: int) -> tuple[Block, ...]:
    """The blocks with every heading `by` levels lower, at most to the fourth."""
    return tuple(
        replace(block, level=min(block.level + by, _DEEPEST)) if isinstance(block, Heading) else block
        for block in blocks
    )
