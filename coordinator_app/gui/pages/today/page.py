"""The page „Heute“: the next meeting, what is due, what waits for answers, what wants a look, what is missing."""

from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from coordinator_app.common.clock import local
from coordinator_app.common.german import WEEKDAYS, format_long_date, format_weekday_date, plural
from coordinator_app.gui import theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.pages.base import Page
from coordinator_app.gui.pages.today.due_rows import due_rows
from coordinator_app.gui.pages.today.meeting_card import MeetingCard
from coordinator_app.gui.widgets.buttons import LinkButton, SecondaryButton
from coordinator_app.gui.widgets.cards import Card, ListCard, ListRow
from coordinator_app.gui.widgets.headers import PageHeader
from coordinator_app.gui.widgets.labels import Label, ProgressLine
from coordinator_app.gui.widgets.scroll_column import ScrollColumn

if TYPE_CHECKING:
    from coordinator_app.services.overview import ReplyCounts, Today

_SIDE = 376
_TWO_COLUMNS = 1040
_WIDEST = 16_777_215  # Qt's own „no limit“


class TodayPage(Page):
    """What to do next; every line leads to the place where it is done."""

    page_id: ClassVar[str] = "today"
    title: ClassVar[str] = "Heute"
    icon: ClassVar[str] = "calendar-check"
    help_topic: ClassVar[str] = "heute"
    topics: ClassVar[frozenset[str]] = frozenset(
        {
            *(
                "meeting",
                "body",
                "membership",
                "invitation",
                "agenda_item",
                "minutes",
                "task",
                "resolution",
                "circulation",
                "ballot",
            ),
            *("need", "project", "organisation", "person", "privacy_basis", "priority"),
            *("deadline", "grant", "condition", "proof_of_use", "drawdown", "pass_through"),
            *("milestone", "process_step", "site_walk", "funding_programme", "programme_deadline"),
        }
    )

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._meeting_id = 0
        self.header = PageHeader(self.title)
        self.task_button = SecondaryButton("Neue Aufgabe", "plus")
        self.task_button.clicked.connect(self.new_record)
        self.header.add_button(self.task_button)
        self.meeting_card = MeetingCard()
        self.meeting_card.opened.connect(self._on_meeting_opened)
        self.meeting_card.agenda_wanted.connect(self._on_agenda_wanted)
        self.meeting_card.planning_wanted.connect(self._on_planning_wanted)
        self.tasks_card = ListCard("Aufgaben und Fristen")
        all_tasks = LinkButton("Alle ansehen")
        all_tasks.clicked.connect(self._on_all_tasks)
        self.tasks_card.add_to_head(all_tasks)
        self.replies_card = Card("Antworten auf Einladungen")
        self.review_card = ListCard("Zu prüfen")
        self.gaps_card = ListCard("Lücken im Roten Faden")
        self.day_timer = QTimer(self)
        self.day_timer.setInterval(60_000)
        self.day_timer.timeout.connect(self._on_minute)
        self._shown_day = ""
        self._build()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        area = ScrollColumn(margins=(24, 8, 24, 24))
        self._sides = line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        area.column.addLayout(line)
        line.setSpacing(16)
        self._side = QWidget()
        left, right = QVBoxLayout(), QVBoxLayout(self._side)
        right.setContentsMargins(0, 0, 0, 0)
        line.addLayout(left, 66)
        line.addWidget(self._side, 34)
        for side, cards in (
            (left, (self.meeting_card, self.tasks_card)),
            (right, (self.replies_card, self.review_card, self.gaps_card)),
        ):
            side.setSpacing(16)
            for card in cards:
                side.addWidget(card)
            side.addStretch(1)
        column.addWidget(area, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Below each other where there is no room for two columns."""
        super().resizeEvent(event)
        side_by_side = self.width() >= _TWO_COLUMNS * theme.scale()
        directions = QBoxLayout.Direction
        self._sides.setDirection(directions.LeftToRight if side_by_side else directions.TopToBottom)
        self._side.setMaximumWidth(max(_SIDE, round(self.width() * 0.3)) if side_by_side else _WIDEST)

    # --- the page's duties

    def reload(self) -> None:
        """Read the day anew."""
        found = self.context.workspace.overview.today()
        self._shown_day = found.day.isoformat()
        self.header.set_subtitle(f"{WEEKDAYS[found.day.weekday()]}, {format_long_date(found.day)}")
        self._meeting_id = found.meeting.id if found.meeting else 0
        self.meeting_card.show_meeting(found.meeting)
        self._show_tasks(found)
        self._show_replies(found.replies)
        self._show_review(found)
        self._show_gaps(found)
        self.task_button.setEnabled(not self.context.read_only)
        self.day_timer.start()

    def can(self, command: str) -> bool:
        """A new task can be made from here."""
        return command == "new" and not self.context.read_only

    @Slot()
    def new_record(self) -> None:
        """Ask for a task."""
        from coordinator_app.domain.tasks import Task  # forms and records are not needed to show the page
        from coordinator_app.gui.forms.dialogs import RecordDialog
        from coordinator_app.gui.forms.lookups import workspace_lookups

        RecordDialog.ask(
            self,
            Task,
            names=("title", "description", ("person_id", "organisation_id"), "due_on"),
            title="Neue Aufgabe",
            primary="Aufgabe anlegen",
            lookups=workspace_lookups(self.context.workspace),
            save=self._create_task,
        )

    def _create_task(self, values: dict[str, Any]) -> int:
        return self.context.workspace.tasks.create(**values)

    # --- showing

    def _show_tasks(self, found: "Today") -> None:
        due = found.due
        parts = (
            f"{due.overdue} überfällig" if due.overdue else "",
            f"{due.today} heute" if due.today else "",
            f"{due.later} weitere" if due.later else "",
        )
        counted = ", ".join(part for part in parts if part)
        self.tasks_card.set_hint(f"Aufgaben: {counted}" if counted else "")
        rows: list[QWidget] = [self._leads_to(line.row, line.kind, line.id) for line in due_rows(found)]
        if not rows:
            rows.append(ListRow("Nichts fällig. Neue Aufgaben entstehen in Sitzungen oder hier oben.", clickable=False))
        self.tasks_card.set_rows(rows)

    def _show_replies(self, replies: "tuple[ReplyCounts, ...]") -> None:
        self.replies_card.setVisible(bool(replies))
        while self.replies_card.body.count():
            item = self.replies_card.body.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.deleteLater()
        for found in replies:
            self.replies_card.add(self._reply_block(found))

    def _reply_block(self, found: "ReplyCounts") -> QWidget:
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        day = local(found.starts_at).date()
        answered = found.total - found.pending
        column.addLayout(head)
        head.addWidget(Label(f"{found.body}, {format_weekday_date(day)}", wrap=True), 1)
        head.addWidget(Label(f"{answered} von {found.total}", "stark"))
        column.addWidget(ProgressLine("Antworten", answered, found.total))
        foot = QHBoxLayout()
        words = [plural(found.yes, "Zusage", "Zusagen"), plural(found.no, "Absage", "Absagen")]
        words += [plural(found.deputy, "Vertretung", "Vertretungen")] if found.deputy else []
        words.append(f"{found.pending} offen")
        link = LinkButton("Ansehen")
        link.setProperty("target", ("meeting", found.meeting_id))
        link.clicked.connect(self._on_row_activated)
        column.addLayout(foot)
        foot.addWidget(Label(" · ".join(words), "gedaempft"), 1)
        foot.addWidget(link)
        return block

    def _show_review(self, found: "Today") -> None:
        self.review_card.set_hint(str(found.review_count) if found.review_count else "")
        rows: list[QWidget] = []
        if found.unconfirmed_offers:
            row = ListRow(
                "Angebote ohne Bestätigung seit 12 Monaten",
                value=str(found.unconfirmed_offers),
                icon="briefcase",
                strong_value=True,
            )
            row.activated.connect(self._on_offers)
            rows.append(row)
        if found.expired_contacts:
            row = ListRow(
                "Kontakte mit abgelaufener Aufbewahrung",
                value=str(found.expired_contacts),
                icon="person",
                strong_value=True,
            )
            row.activated.connect(self._on_contacts)
            rows.append(row)
        if not rows:
            rows.append(
                ListRow("Alles ist bestätigt und geprüft.", icon="tick-circle", icon_role="ok", clickable=False)
            )
        self.review_card.set_rows(rows)

    def _show_gaps(self, found: "Today") -> None:
        self.gaps_card.set_hint(str(found.gap_count) if found.gap_count else "")
        rows: list[QWidget] = []
        for gap in found.gaps:
            row = ListRow(gap.text, icon="circle", icon_role="thread")
            rows.append(self._leads_to(row, gap.kind, gap.id))
        if not rows:
            rows.append(_fine("Keine Lücken."))
        self.gaps_card.set_rows(rows)

    def _leads_to(self, row: ListRow, kind: str, id: int) -> ListRow:
        row.setProperty("target", (kind, id))
        row.activated.connect(self._on_row_activated)
        return row

    # --- slots

    @Slot()
    def _on_row_activated(self) -> None:
        row = self.sender()
        target = row.property("target") if row is not None else None
        if target:
            self.context.navigate(str(target[0]), int(target[1]))

    @Slot()
    def _on_meeting_opened(self) -> None:
        if self._meeting_id:
            self.context.navigate("meeting", self._meeting_id)

    @Slot()
    def _on_agenda_wanted(self) -> None:
        if self._meeting_id:
            self.context.preview("agenda", self._meeting_id)

    @Slot()
    def _on_planning_wanted(self) -> None:
        self.context.open_page("meetings")

    @Slot()
    def _on_all_tasks(self) -> None:
        self.context.open_page("tasks")

    @Slot()
    def _on_offers(self) -> None:
        self.context.open_page("projects")

    @Slot()
    def _on_contacts(self) -> None:
        self.context.navigate("privacy_review", 0)

    @Slot()
    def _on_minute(self) -> None:
        """A window left open over night shows the new day in the morning."""
        if self.isVisible() and self._shown_day != local(self.context.clock.now()).date().isoformat():
            self.mark_stale()
            self.refresh()


def _fine(text: str) -> ListRow:
    return ListRow(text, icon="tick-circle", icon_role="ok", clickable=False)
