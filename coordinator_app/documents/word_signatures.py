"""Lines to sign on in Word: drawn by tab stops, two signatures side by side."""

from collections.abc import Callable, Sequence

from coordinator_app.documents.content import Signature, Signatures
from coordinator_app.documents.word_xml import DETAIL, RIGHT_LINE, one_line, run_xml, tab_stops, twips


def write_signatures(add: Callable[..., None], block: Signatures, line: float) -> None:
    """Add the paragraphs of a line of `line` millimetres; `add` is the writer's `paragraph_xml`."""
    if block.place:
        stop = tab_stops((6000, "right", RIGHT_LINE))
        add("Signature", run_xml(f"{one_line(block.place)} \t"), keep=True, middle=stop, before=360)
    for start in range(0, len(block.entries), 2):
        _write_pair(add, block.entries[start : start + 2], line, last=start + 2 >= len(block.entries))


def _write_pair(add: Callable[..., None], pair: Sequence[Signature], line: float, *, last: bool) -> None:
    whole, gap = twips(line), twips(14)
    end, second = (whole - gap) // 2, (whole + gap) // 2
    drawn = tab_stops((end, "right", RIGHT_LINE), (second, "left", ""), (whole, "right", RIGHT_LINE))
    lines = run_xml("\t" if len(pair) == 1 else "\t\t\t")
    add("Signature", lines, keep=True, middle=drawn, before=760, after=40)
    stop = tab_stops((second, "left", ""))
    if any(entry.name for entry in pair):
        names = "\t".join(one_line(entry.name) for entry in pair)
        add("Signature", run_xml(names), keep=True, middle=stop)
    roles = "\t".join(one_line(entry.role) for entry in pair)
    add("Signature", run_xml(roles, DETAIL), keep=not last, middle=stop)
