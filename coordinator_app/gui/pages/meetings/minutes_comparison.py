"""Two versions of minutes side by side: every field that differs, words taken out struck, words put in underlined."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QTextBrowser, QWidget

from coordinator_app.common.german import plural
from coordinator_app.domain.minutes_comparison import Change, ChangeKind, Part, parts, version_words
from coordinator_app.gui import theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.forms.editors import ChoiceEditor
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.widgets.buttons import SecondaryButton
from coordinator_app.gui.widgets.labels import Label


class ComparisonDialog(Dialog):
    """`ComparisonDialog.show_for(parent, context, meeting_id, old, new)`; 0 is the state being worked on."""

    def __init__(self, context: AppContext, meeting_id: int, old: int, new: int, parent: QWidget | None = None) -> None:
        super().__init__("Fassungen vergleichen", primary="", cancel="Schließen", parent=parent, width=920)
        self._context, self._meeting_id = context, meeting_id
        versions = context.workspace.minutes.versions(meeting_id)
        options = [(version.number, version_words(version.number, version.made_at)) for version in versions]
        self.old, self.new = (
            ChoiceEditor(options, optional=False),
            ChoiceEditor([*options, (0, version_words(0))], optional=False),
        )
        self.old.set_value(old)
        self.new.set_value(new)
        self.count = Label("", "stark")
        self.text = QTextBrowser()
        self.text.setAccessibleName("Unterschiede der Fassungen")
        self.text.setMinimumHeight(theme.height(380))
        self.text.setOpenLinks(False)
        line = QHBoxLayout()
        self.add(line)
        line.setSpacing(16)
        line.addWidget(FieldRow("Bisher", self.old), 1)
        line.addWidget(FieldRow("Neu", self.new), 1)
        self.add(self.count)
        self.add(self.text, 1)
        self.print_button = SecondaryButton("Als Gegenüberstellung drucken", "printer")
        self.print_button.clicked.connect(self._on_print)
        self.add_left_button(self.print_button)
        self.old.committed.connect(self.refresh)
        self.new.committed.connect(self.refresh)
        self.refresh()

    @classmethod
    def show_for(cls, parent: QWidget | None, context: AppContext, meeting_id: int, old: int, new: int) -> None:
        """Show the differences and wait."""
        cls(context, meeting_id, old, new, parent).run()

    @Slot()
    def refresh(self) -> None:
        """Compare the chosen versions."""
        changes = self._context.workspace.minutes.comparison(self._meeting_id, self.old.value(), self.new.value())
        self.count.setText(plural(len(changes), "Unterschied", "Unterschiede") if changes else "Kein Unterschied")
        self.text.setHtml(comparison_html(changes))

    @Slot()
    def _on_print(self) -> None:
        self.accept()
        options = {"old": str(self.old.value()), "new": str(self.new.value())}
        self._context.preview("minutes_comparison", self._meeting_id, options)


def comparison_html(changes: Sequence[Change]) -> str:
    """The differences as a table of two columns; each section headed by its name."""
    if not changes:
        return f"<p style='color:{_color('text_muted')}'>Die beiden Fassungen stimmen in allen Angaben überein.</p>"
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
