"""The public content of minutes: public items and paragraphs, no names of people who were there.

Whatever is not public leaves no trace of its content; the closing lines only say how many items were not public.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from coordinator_app.domain.minutes_content import (
    ApprovalContent,
    ItemContent,
    MinutesContent,
    ResolutionContent,
    TaskContent,
)
from coordinator_app.domain.publicity import public_text

NAME_REMOVED = "[Name]"


def public_content(content: MinutesContent) -> MinutesContent:
    """Public items only, names of people replaced, people kept for counting but without any word about them."""
    pattern = _names_pattern(content)
    items = tuple(_public_item(item, pattern) for item in content.items if item.is_heading or item.public)
    kept = tuple(item for place, item in enumerate(items) if not item.is_heading or _has_items(items, place))
    people = tuple(
        replace(person, name="", function="", organisation="", represents="", reason="") for person in content.people
    )
    breaks = tuple(replace(entry, reason="") for entry in content.breaks)
    return replace(
        content, items=kept, people=people, breaks=breaks, attachments=(), chair="", minute_taker="", sign_member=False
    )


def _has_items(items: Sequence[ItemContent], place: int) -> bool:
    """Whether a heading has a public item below it."""
    following = items[place + 1 : place + 2]
    return bool(following) and not following[0].is_heading


def _public_item(item: ItemContent, names: re.Pattern[str] | None) -> ItemContent:
    def clean(text: str) -> str:
        return _clean(text, names)

    return replace(
        item,
        title=clean(item.title),
        facts=clean(item.facts),
        discussion="",
        outcome=clean(item.outcome),
        reporter="",
        guests="",
        urgent="",
        recused=(),
        control=(),
        resolutions=tuple(_public_resolution(entry, names) for entry in item.resolutions if _shown(entry)),
        tasks=tuple(_public_task(task, names) for task in item.tasks if task.public),
        attachments=tuple(
            replace(entry, title=clean(entry.title)) for entry in item.attachments if not entry.confidential
        ),
        approval=ApprovalContent(sentence=item.approval.sentence) if item.approval else None,
    )


def _shown(entry: ResolutionContent) -> bool:
    """A public resolution some of whose wording is public."""
    return entry.public and (not entry.wording or bool(public_text(entry.wording).strip()))


def _public_resolution(entry: ResolutionContent, names: re.Pattern[str] | None) -> ResolutionContent:
    """Without movers and ballots; reasons of unusual results may name people, so they go as well."""
    return replace(
        entry,
        title=_clean(entry.title, names),
        wording=_clean(entry.wording, names),
        grounds=_clean(entry.grounds, names),
        sentence=_clean(entry.sentence, names),
        elected=_clean(entry.elected, names),
        override_reason=_clean(entry.override_reason, names),
        mover="",
        earlier=(),
        ballots=(),
    )


def _public_task(task: TaskContent, names: re.Pattern[str] | None) -> TaskContent:
    return replace(task, title=_clean(task.title, names), responsible="")


def _clean(text: str, names: re.Pattern[str] | None) -> str:
    """The public paragraphs of a text without the names of people who were there."""
    shown = public_text(text)
    return names.sub(NAME_REMOVED, shown) if names else shown


def _names_pattern(content: MinutesContent) -> re.Pattern[str] | None:
    """Full names and surnames of everybody on the list, with „Herr“/„Frau“ and degrees in front."""
    names = {re.sub(r"\s*\([^)]*\)$", "", person.name) for person in content.people if person.is_person}
    names |= {person.represents for person in content.people} | {content.chair, content.minute_taker}
    words = {name for name in names if name} | {name.split()[-1] for name in names if name.strip()}
    if not words:
        return None
    alternatives = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?:\b(?:Herrn?|Frau)\s+)?(?:\b(?:Prof\.|Dr\.)\s+)*\b(?:{alternatives})(?:s\b|\b)")
