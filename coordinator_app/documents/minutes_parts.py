"""Minutes in two parts: what everybody may read, and on pages of their own what is not public."""

from collections.abc import Sequence
from dataclasses import replace

from coordinator_app.documents.content import Block, Heading, PageBreak
from coordinator_app.documents.minutes_items import ItemOptions, item_blocks, item_body
from coordinator_app.domain.minutes_content import ItemContent, MinutesContent
from coordinator_app.domain.publicity import internal_text, public_text

_TEXTS = ("facts", "discussion", "outcome")


def separated(content: MinutesContent, told: ItemOptions) -> list[Block]:
    """First what everybody may read, then on new pages what is not public; headings stand in both parts."""
    blocks: list[Block] = []
    later: list[Block] = []
    for item in content.items:
        if item.is_heading:
            continue
        if item.public:
            blocks += item_blocks(_open_part(item), told)
            rest = item_body(_internal_part(item), replace(told, events={}))
            if rest:
                later += [Heading(1, item.title, label=f"Zu TOP {item.number}"), *rest]
        else:
            later += item_blocks(item, told)
    if not later:
        return blocks
    return [*blocks, PageBreak(), Heading(1, "Nicht öffentlicher Teil"), *_lowered(later)]


def _open_part(item: ItemContent) -> ItemContent:
    """A public item without its other paragraphs and without confidential enclosures."""
    return replace(
        item,
        **{name: public_text(getattr(item, name)) for name in _TEXTS},
        resolutions=tuple(
            replace(entry, wording=public_text(entry.wording), grounds=public_text(entry.grounds))
            for entry in item.resolutions
        ),
        attachments=tuple(entry for entry in item.attachments if not entry.confidential),
    )


def _internal_part(item: ItemContent) -> ItemContent:
    """What `_open_part` leaves out of a public item."""
    words = [
        f"Zum Beschluss {entry.number}: {internal}".replace(" :", ":")
        for entry in item.resolutions
        if (internal := "\n".join(filter(None, (internal_text(entry.wording), internal_text(entry.grounds)))))
    ]
    texts = {name: internal_text(getattr(item, name)) for name in _TEXTS}
    texts["outcome"] = "\n\n".join(filter(None, (texts["outcome"], *words)))
    return ItemContent(
        number=item.number,
        facts=texts["facts"],
        discussion=texts["discussion"],
        outcome=texts["outcome"],
        attachments=tuple(entry for entry in item.attachments if entry.confidential),
    )


def _lowered(blocks: Sequence[Block]) -> list[Block]:
    return [replace(block, level=block.level + 1) if isinstance(block, Heading) else block for block in blocks]
