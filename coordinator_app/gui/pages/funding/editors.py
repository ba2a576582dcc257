"""Editors of this page: a share typed in per cent, and those the fields of programmes and grants need."""

from typing import Any

from coordinator_app.domain.shares import format_share, parse_share
from coordinator_app.gui.forms.editors import Editor, IntegerEditor, TextEditor


class ShareEditor(TextEditor):
    """A share in per cent, kept as tenths of a per cent; or nothing."""

    field_width, right = 110, True

    def _read(self, text: str) -> int | None:
        return parse_share(text)

    def _show(self, value: Any) -> str:
        return format_share(value).removesuffix("\u00a0%")


def grant_editors() -> dict[str, Editor]:
    """Own editors of a grant's fields."""
    return {"share": ShareEditor(), "funding_year": IntegerEditor(plain=True)}


def programme_editors() -> dict[str, Editor]:
    """Own editors of a programme's fields."""
    return {"largest_share": ShareEditor(), "smallest_own_share": ShareEditor()}
