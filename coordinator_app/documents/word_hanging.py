"""Keys or labels in a hanging column in Word, the words right of it."""

from collections.abc import Callable

from coordinator_app.documents.content import KeyValues, LabelledList, Text, runs
from coordinator_app.documents.layout import label_width, labels_of
from coordinator_app.documents.word_xml import DETAIL, LABEL, one_line, run_xml, tab_stops, twips


def write_facts(add: Callable[..., None], block: KeyValues, words: Callable[[Text], str], wide: float = 1.0) -> None:
    """Add the paragraphs of facts; `add` and `words` are the writer's `paragraph_xml` and `words`.

    Letters run `wide` times as wide as ours.
    """
    _write(add, "Facts", block, [words(value) for _, value in block.pairs], wide)


def write_labels(
    add: Callable[..., None], block: LabelledList, words: Callable[[Text], str], wide: float = 1.0
) -> None:
    """Add the paragraphs of a list with labels of its own."""
    _write(add, "Labelled", block, [words(item.text) + _detail(item.detail) for item in block.items], wide)


def _detail(detail: Text) -> str:
    found = [run_xml(run.text, DETAIL) for run in runs(detail)]
    return "<w:r><w:br/></w:r>" + "".join(found) if found else ""


def _write(
    add: Callable[..., None], style: str, block: KeyValues | LabelledList, bodies: list[str], wide: float
) -> None:
    width = twips(label_width(labels_of(block)) * wide)
    indent = f'<w:ind w:left="{width}" w:hanging="{width}"/>'
    for position, (label, body) in enumerate(zip(labels_of(block), bodies, strict=True), 1):
        inside = f"{run_xml(one_line(label), LABEL)}<w:r><w:tab/></w:r>{body}"
        after = 125 if position == len(bodies) else None
        before = 126 if position == 1 and style == "Facts" else None
        add(style, inside, middle=tab_stops((width, "left", "")), before=before, after=after, indent=indent)
