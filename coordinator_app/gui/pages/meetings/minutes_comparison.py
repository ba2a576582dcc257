"""Two versions of minutes side by side: every field that differs."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from coordinator_app.domain.minutes_comparison import version_words
from coordinator_app.domain.text_comparison import Change
from coordinator_app.gui.comparison_dialog import ComparisonDialog
from coordinator_app.gui.context import AppContext


class MinutesComparisonDialog(ComparisonDialog):
    """`MinutesComparisonDialog.show_for(parent, context, meeting_id, old, new)`; 0 is the state being worked on."""

    help_topic = "niederschrift"
    document = "minutes_comparison"

    def __init__(self, context: AppContext, meeting_id: int, old: int, new: int, parent: QWidget | None = None) -> None:
        versions = context.workspace.minutes.versions(meeting_id)
        options = [(version.number, version_words(version.number, version.made_at)) for version in versions]
        both = (options, [*options, (0, version_words(0))])
        super().__init__(context, meeting_id, "Fassungen vergleichen", versions=both, chosen=(old, new), parent=parent)

    def changes(self, old: int, new: int) -> Sequence[Change]:
        """What differs between two versions of the minutes."""
        return self._context.workspace.minutes.comparison(self._record_id, old, new)

    @classmethod
    def show_for(cls, parent: QWidget | None, context: AppContext, meeting_id: int, old: int, new: int) -> None:
        """Show the differences and wait."""
        cls(context, meeting_id, old, new, parent).run()
