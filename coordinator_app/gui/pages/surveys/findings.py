"""Findings of a walk: typed in line by line, listed with what came of them; task or need in one key."""

from functools import partial
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from coordinator_app.domain.columns import Column
from coordinator_app.domain.fields import Kind
from coordinator_app.domain.needs import Need
from coordinator_app.domain.site_walks import SiteWalkFinding, rating_text
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import RecordDialog
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.forms.questions import LinkDialog
from coordinator_app.gui.models.memory_source import MemorySource
from coordinator_app.gui.pages.surveys.finding_line import FindingLine
from coordinator_app.gui.widgets.buttons import LinkButton, SecondaryButton
from coordinator_app.gui.widgets.cards import Card
from coordinator_app.gui.widgets.chips import ChipStyle
from coordinator_app.gui.widgets.context_menu import fill_menu
from coordinator_app.gui.widgets.notices import EmptyState
from coordinator_app.gui.widgets.record_table import RecordTable
from coordinator_app.services.site_walks import FindingView

FINDING_FIELDS = (
    "spot",
    ("feature_id", "rating"),
    "text",
    "measure",
    "responsible_id",
    ("latitude", "longitude"),
    "note",
)
_CHIPS = {
    "1": ChipStyle("ok", "tick"),
    "2": ChipStyle("ok", "tick"),
    "3": ChipStyle("neutral", "circle"),
    "4": ChipStyle("attention", "triangle"),
    "5": ChipStyle("error", "triangle"),
}


def rating_chip(words: Any) -> ChipStyle | None:
    """The look of „4 eher schlecht“; None without a rating."""
    return _CHIPS.get(str(words or "")[:1])


class FindingsPane(QWidget):
    """`show_walk(id)`; `changed` fires when another finding is chosen."""

    changed = Signal()

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._lookups = context, lookups
        self._walks = context.workspace.site_walks
        self._walk = 0
        self.source: MemorySource[FindingView] = MemorySource(self._load, _COLUMNS)
        self.table = RecordTable(
            self.source,
            name="findings",
            label="Befunde",
            state=context.settings,
            chips={"rating": rating_chip},
            empty=EmptyState(
                "pin",
                "Noch kein Befund",
                "Tragen Sie oben ein, was auf dem Bogen steht; Enter beginnt den nächsten Befund.",
                compact=True,
            ),
            multi=False,
        )
        self.task_button = SecondaryButton("Aufgabe daraus", "checklist")
        self.need_button = SecondaryButton("Bedarf daraus", "target")
        self.link_button = LinkButton("Vorhandenem Bedarf zuordnen …")
        self.line = FindingLine(lookups, self._store)
        self._build()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        entry = Card(padding=0)
        buttons = QHBoxLayout()
        column.addWidget(entry)
        column.addWidget(self.table, 1)
        column.addLayout(buttons)
        entry.add(self.line)
        entry.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        entry.setVisible(not self._context.read_only)
        buttons.addWidget(self.task_button)
        buttons.addWidget(self.need_button)
        buttons.addWidget(self.link_button)
        buttons.addStretch(1)
        self.task_button.setToolTip("Strg+T")
        self.need_button.setToolTip("Strg+B")
        self.task_button.clicked.connect(self.make_task)
        self.need_button.clicked.connect(self.make_need)
        self.link_button.clicked.connect(self.link_need)
        self.table.opened.connect(self.edit)
        self.table.edit_wanted.connect(self.edit)
        self.table.delete_wanted.connect(self._on_delete)
        self.table.current_changed.connect(self._on_current)
        self.table.menu_wanted.connect(self._on_menu)

    def show_walk(self, walk_id: int) -> None:
        """Show the findings of a walk (again)."""
        if walk_id != self._walk:
            self.line.clear()
            self.line.spot.clear()
        self._walk = walk_id
        self.line.refresh()
        self.table.reload()
        self._show_buttons()

    def select(self, finding_id: int) -> None:
        """Choose a finding by its id."""
        views = self._load()
        number = next((number for number, view in enumerate(views, start=1) if view.id == finding_id), 0)
        if number:
            self.table.select(number)

    def chosen(self) -> FindingView | None:
        """The finding chosen in the list."""
        return self.source.row(self.table.current_id())

    def _load(self) -> list[FindingView]:
        return self._walks.findings(self._walk) if self._walk else []

    def _store(self, **values: Any) -> int:
        return self._walks.add_finding(self._walk, **values)

    def _show_buttons(self) -> None:
        view = self.chosen()
        writable = view is not None and not self._context.read_only
        self.task_button.setEnabled(writable)
        no_need = view is not None and view.finding.need_id is None
        self.need_button.setEnabled(writable and no_need)
        self.link_button.setEnabled(writable and no_need)

    # --- verbs

    @Slot()
    def make_task(self) -> None:
        """A task from the finding chosen."""
        view = self.chosen()
        if view is not None and not self._context.read_only:
            task = self._walks.make_task(view.id)
            due = self._context.workspace.tasks.get(task)
            self._context.undo_bar(f"Aufgabe „{due.title}“ ist angelegt, Frist in 4 Wochen.")

    @Slot()
    def make_need(self) -> None:
        """A need from the finding chosen, or the one it belongs to already."""
        view = self.chosen()
        if view is None or self._context.read_only:
            return
        if view.finding.need_id is not None:
            self._context.navigate(Need.kind, view.finding.need_id)
            return
        self._walks.make_need(view.id)
        self._context.undo_bar("Der Bedarf ist angelegt, mit der Begehung als Beleg.")

    @Slot()
    def link_need(self) -> None:
        """Let the finding support a need that exists."""
        view = self.chosen()
        if view is None or self._context.read_only:
            return
        need = LinkDialog.ask(self, "Bedarf wählen", "Bedarf", "Befund zuordnen", Need.kind, self._lookups)
        if need:
            self._walks.add_to_need(view.id, need)
            self._context.undo_bar("Der Befund ist dem Bedarf zugeordnet.")

    @Slot(int)
    def edit(self, number: int) -> None:
        """All fields of a finding."""
        view = self.source.row(number)
        if view is None or self._context.read_only:
            return
        flat = [name for entry in FINDING_FIELDS for name in ((entry,) if isinstance(entry, str) else entry)]
        RecordDialog.ask(
            self,
            SiteWalkFinding,
            names=FINDING_FIELDS,
            title=f"Befund {view.finding.position}",
            primary="Befund speichern",
            lookups=self._lookups,
            initial={name: getattr(view.finding, name) for name in flat},
            save=partial(self._update, view.finding),
        )

    def _update(self, finding: SiteWalkFinding, values: dict[str, Any]) -> int:
        self._walks.update_finding(finding.id, finding.version, **values)
        return finding.id

    def delete_chosen(self) -> None:
        """The chosen finding to the Papierkorb."""
        self._on_delete([self.table.current_id()])

    # --- slots

    @Slot(list)
    def _on_delete(self, numbers: list[int]) -> None:
        views = [view for view in map(self.source.row, numbers) if view is not None]
        if not views or self._context.read_only:
            return
        self._walks.discard_finding(views[0].id)
        self._context.undo_bar("Der Befund liegt im Papierkorb.")

    @Slot(int)
    def _on_current(self, _number: int) -> None:
        self._show_buttons()
        self.changed.emit()

    @Slot(QMenu, list)
    def _on_menu(self, menu: QMenu, _numbers: list[int]) -> None:
        entries = (
            ("Aufgabe daraus", self.make_task, self.task_button.isEnabled()),
            ("Bedarf daraus", self.make_need, self.need_button.isEnabled()),
            ("In den Papierkorb", self.delete_chosen, not self._context.read_only),
        )
        fill_menu(menu, entries)


def _rating(view: FindingView) -> str:
    return rating_text(view.finding.rating)


_COLUMNS: tuple[Column[FindingView], ...] = (
    Column("position", "Nr.", Kind.INTEGER, lambda view: view.finding.position, sort="position", width=5),
    Column("spot", "Stelle", Kind.TEXT, lambda view: view.finding.spot, sort="spot", width=16),
    Column("feature", "Merkmal", Kind.TEXT, lambda view: view.feature, sort="feature", width=14, shown=False),
    Column("rating", "Bewertung", Kind.TEXT, _rating, sort="rating", width=16),
    Column("text", "Befund", Kind.TEXT, lambda view: view.finding.text, sort="text", width=28, stretch=True),
    Column("follow_up", "Daraus geworden", Kind.TEXT, lambda view: view.followed_up, sort="follow", width=18),
    Column("measure", "Maßnahme", Kind.TEXT, lambda view: view.finding.measure, width=20, shown=False),
    Column("responsible", "Zuständig", Kind.TEXT, lambda view: view.responsible, width=16, shown=False),
)
