"""The sealed versions of minutes: whether their checksums fit, what to do when not, looking at and comparing them."""

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator_app.common.german import enumerate_words, format_date_time
from coordinator_app.domain.minutes import MinutesVersion
from coordinator_app.gui import theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.widgets.buttons import LinkButton
from coordinator_app.gui.widgets.cards import ListCard, ListRow
from coordinator_app.gui.widgets.chips import Chip
from coordinator_app.gui.widgets.notices import NoticeBar


class VersionsPart(QWidget):
    """`show_meeting(id)`: a list of versions with „Prüfsummen in Ordnung“, or which one was touched."""

    compare_wanted = Signal(int, int)

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._meeting_id = 0
        self.broken = NoticeBar("", "error", action="")
        self.broken.triggered.connect(self._on_backups)
        self.card = ListCard("Fassungen")
        self.chip = Chip()
        self.compare = LinkButton("Vergleichen …", "columns")
        self.compare.clicked.connect(self._on_compare)
        self.card.add_to_head(self.compare)
        self.card.add_to_head(self.chip)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.broken)
        column.addWidget(self.card)

    def rows(self) -> list[QWidget]:
        """The rows of the versions, newest first."""
        return self.card.rows()

    def show_meeting(self, meeting_id: int, *, correcting: bool) -> None:
        """Show the versions of a meeting's minutes; hidden while there are none."""
        self._meeting_id = meeting_id
        minutes = self._context.workspace.minutes
        versions = minutes.versions(meeting_id)
        touched = minutes.broken(meeting_id)
        theme.reveal(self, shown=bool(versions))
        self.card.set_rows([self._row(version, touched) for version in reversed(versions)])
        if touched:
            self.chip.set("verändert", "error", "octagon")
        else:
            self.chip.set("Prüfsummen in Ordnung", "ok", "shield-check")
        self.broken.set(
            _broken_words(touched),
            "error",
            strong="Prüfsumme stimmt nicht." if touched else "",
            action=_ACTION if touched else "",
        )
        theme.reveal(self.compare, shown=len(versions) + correcting > 1)

    def _row(self, version: MinutesVersion, touched: tuple[int, ...]) -> ListRow:
        words = f"Fassung {version.number} vom {format_date_time(version.made_at)}"
        details = ", ".join(filter(None, (version.made_by, version.reason)))
        broken = version.number in touched
        icon, role = ("octagon", "error") if broken else ("lock", "text_muted")
        row = ListRow(words, addition=details, icon=icon, icon_role=role)
        row.setToolTip(f"Prüfsumme {version.content_hash}")
        row.activated.connect(
            partial(self._context.preview, "minutes", self._meeting_id, {"number": str(version.number)})
        )
        if broken:
            row.add(Chip("verändert", "error", "octagon"))
        return row

    @Slot()
    def _on_compare(self) -> None:
        count = len(self._context.workspace.minutes.versions(self._meeting_id))
        self.compare_wanted.emit(count - 1 if count > 1 else count, count if count > 1 else 0)

    @Slot()
    def _on_backups(self) -> None:
        self._context.show_help("datensicherung")


_ACTION = "Was tun?"


def _broken_words(touched: tuple[int, ...]) -> str:
    if not touched:
        return ""
    names = enumerate_words([f"Fassung {number}" for number in touched])
    verb = "wurde" if len(touched) == 1 else "wurden"
    return (
        f"{names} {verb} außerhalb des Programms verändert. Vergleichen Sie sie mit dem unterschriebenen Ausdruck (die "
        "Prüfsumme steht unter den Unterschriften) und holen Sie die Datei aus einer Sicherung davor."
    )
