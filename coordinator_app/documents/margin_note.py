"""A word in the left margin beside the block that follows („nicht öffentlich“)."""

from dataclasses import dataclass

# Millimetres: from the edge of the page, and how wide; body text begins at 25.
LEFT, WIDTH = 6.0, 16.5


@dataclass(frozen=True, slots=True)
class MarginNote:
    """A short remark in the margin; never the last block, it stands beside the next one."""

    text: str
