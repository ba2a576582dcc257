"""Differences between two versions as text for a browser: taken out struck, put in underlined, not by colour alone."""

from collections.abc import Sequence
from html import escape

from coordinator_app.domain.text_comparison import Change, ChangeKind, Part, parts
from coordinator_app.gui import theme


def comparison_html(changes: Sequence[Change], nothing: str) -> str:
    """The differences as a table of two columns, each section headed by its name; `nothing` is said without any."""
    if not changes:
        return f"<p style='color:{_color('text_muted')}'>{escape(nothing)}</p>"
    rows: list[str] = []
    section = ""
    for change in changes:
        if change.section != section:
            section = change.section
            rows.append(f"<tr><td colspan='3'><br><b>{escape(section)}</b></td></tr>")
        found = parts(change.before, change.after)
        before = _marked(found, ChangeKind.REMOVED) or _nothing("fehlte")
        after = _marked(found, ChangeKind.ADDED) or _nothing("entfällt")
        rows.append(
            f"<tr><td width='18%' style='color:{_color('text_muted')}'>{escape(change.field)}</td>"
            f"<td width='41%'>{before}</td><td width='41%'>{after}</td></tr>"
        )
    return f"<table width='100%' cellpadding='4' cellspacing='0'>{''.join(rows)}</table>"


def _marked(found: Sequence[Part], kind: ChangeKind) -> str:
    """One side: what is in both plain, its own words marked by a line and a ground, not by colour alone."""
    words: list[str] = []
    for part in found:
        text = escape(part.text).replace("\n", "<br>")
        if part.kind is None:
            words.append(text)
        elif part.kind is kind:
            tag, ground = ("s", "error_soft") if kind is ChangeKind.REMOVED else ("u", "ok_soft")
            words.append(f"<span style='background-color:{_color(ground)}'><{tag}>{text}</{tag}></span>")
    return "".join(words)


def _nothing(word: str) -> str:
    return f"<i style='color:{_color('text_muted')}'>({word})</i>"


def _color(role: str) -> str:
    return theme.color(role).name()
