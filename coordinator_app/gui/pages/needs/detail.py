"""One need: its red thread, facts, evidence and the projects that answer it."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator_app.common.german import format_date, plural
from coordinator_app.domain.needs import Direction, Evidence, Need, NeedStatus
from coordinator_app.gui import alerts
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import RecordDialog
from coordinator_app.gui.forms.lookups import workspace_lookups
from coordinator_app.gui.forms.questions import LinkDialog, ask_reason
from coordinator_app.gui.forms.record_form import RecordForm
from coordinator_app.gui.pages.needs.looks import NEED_CHIPS
from coordinator_app.gui.register_pane import RecordDetail
from coordinator_app.gui.related import RelatedCard
from coordinator_app.gui.source_tasks import SourceTasks
from coordinator_app.gui.thread_bar import ThreadBar
from coordinator_app.gui.topic_note import note_topic
from coordinator_app.gui.widgets.buttons import ChoiceMenuButton, IconButton, LinkButton
from coordinator_app.gui.widgets.cards import ListCard, ListRow
from coordinator_app.gui.widgets.linked_rows import hint_row, tag, tagged
from coordinator_app.gui.widgets.notices import EmptyState
from coordinator_app.gui.widgets.scroll_column import ScrollColumn
from coordinator_app.gui.widgets.tabs import TabView

if TYPE_CHECKING:
    from coordinator_app.services.needs import NeedCard

FIELDS = (
    "title",
    ("need_kind", "field_of_action_id"),
    "description",
    ("areas", "place"),
    ("target_groups", "affected"),
    ("since", "first_reported"),
    "causes",
    ("offence_group_id", "responsible_id"),
    "note",
)
EVIDENCE_FIELDS = ("evidence_kind_id", "statement", "source", ("direction", "strength"), "observed")


class NeedDetail(RecordDetail):
    """One need with its evidence and projects."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        hint = EmptyState("target", "Kein Bedarf gewählt", "Wählen Sie links einen Bedarf aus.", compact=True)
        super().__init__(context, hint, parent)
        self._needs = context.workspace.needs
        self._card: NeedCard | None = None
        self._lookups = workspace_lookups(context.workspace)
        self.thread_bar = ThreadBar(context, self._lookups)
        self.status_button = ChoiceMenuButton("Status ändern", NeedStatus, self._on_status_chosen, "flag")
        self.tabs = TabView("Teile des Bedarfs", margin=0)
        self.form = RecordForm(Need, save=self._save, names=FIELDS, lookups=self._lookups)
        self.evidence_card = ListCard("Belege")
        self.projects_card = ListCard("Projekte und Angebote dazu")
        self.tasks = SourceTasks(context, self._lookups, "Aufgaben zu diesem Bedarf")
        self.related = RelatedCard(context, "Prioritäten, Beschlüsse und Sitzungen dazu", frozenset({"project"}))
        self._build()

    def _build(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(24, 12, 24, 0)
        column.setSpacing(12)
        column.addWidget(self.thread_bar)
        column.addWidget(self.header)
        self.header.add_button(self.status_button)
        more = self._add_more()
        note = QAction("Für eine Sitzung vormerken …", more.menu_)
        note.setEnabled(not self._context.read_only)
        note.triggered.connect(self.note_topic)
        more.menu_.insertAction(more.menu_.actions()[0], note)
        self.tabs.add_tab("facts", "Angaben", self._facts_pane)
        self.tabs.add_tab("evidence", "Belege", self._evidence_pane)
        self.tabs.add_tab("projects", "Projekte & Beschlüsse", self._projects_pane)
        self.tabs.add_tab("tasks", "Aufgaben", self._tasks_pane)
        self.tabs.select("facts")
        column.addWidget(self.tabs, 1)
        self._set_content(content)

    @Slot()
    def note_topic(self) -> None:
        """Put the need into the Themenspeicher of a body."""
        if self._card is not None:
            note_topic(self._context, self._lookups, Need.kind, self._card.need.id, self._card.need.title, self)

    def _facts_pane(self) -> QWidget:
        return _pane(self.form)

    def _evidence_pane(self) -> QWidget:
        add = LinkButton("Beleg hinzufügen", "plus")
        add.clicked.connect(self.add_evidence)
        self.evidence_card.add_to_head(add)
        return _pane(self.evidence_card)

    def _projects_pane(self) -> QWidget:
        link = LinkButton("Projekt verknüpfen", "link")
        link.clicked.connect(self.link_project)
        self.projects_card.add_to_head(link)
        pane = QWidget()
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.projects_card)
        column.addWidget(self.related)
        column.addStretch(1)
        return _pane(pane)

    def _tasks_pane(self) -> QWidget:
        return _pane(self.tasks)

    def _clear(self) -> None:
        super()._clear()
        self._card = None

    def _show(self, id: int) -> None:
        card = self._needs.card(id)
        self._card = card
        self.header.set(card.need.title, card.need.number)
        self.header.chip.set_style(card.need.status.label, NEED_CHIPS[card.need.status])
        self.form.load(card.need)
        self.tabs.strip.set_count("evidence", len(card.evidence))
        self.tabs.strip.set_count("projects", len(card.projects))
        self.thread_bar.show_record("need", id)
        self._show_states(card)
        self._show_evidence(card)
        self._show_projects(card)
        self.related.show_record("need", id)
        self.tasks.show_source("need", id)
        self.tabs.strip.set_count("tasks", self.tasks.open_count() or None)

    def _show_states(self, card: "NeedCard") -> None:
        self.status_button.offer(card.next_states)
        self.status_button.setEnabled(bool(card.next_states) and not self._context.read_only)

    def _show_evidence(self, card: "NeedCard") -> None:
        kinds = plural(card.score, "unabhängige Art", "unabhängige Arten")
        self.evidence_card.set_hint(f"{len(card.evidence)} · {kinds}" if card.evidence else "")
        rows: list[QWidget] = []
        for view in card.evidence:
            item = view.evidence
            against = "spricht dagegen" if item.direction is Direction.CONTRADICTS else ""
            parts = (view.kind_label, item.source, against)
            row = ListRow(
                item.statement,
                addition=" · ".join(part for part in parts if part),
                value=format_date(item.observed) if item.observed else "",
                icon="document",
            )
            tag(row, "evidence", item.id)
            row.activated.connect(self._on_evidence_activated)
            self._removable(row, "Beleg löschen", "evidence", item.id)
            rows.append(row)
        if not rows:
            rows.append(hint_row("Noch kein Beleg. Mindestens zwei unabhängige Arten machen einen Bedarf belastbar."))
        self.evidence_card.set_rows(rows)

    def _show_projects(self, card: "NeedCard") -> None:
        self.projects_card.set_hint(str(len(card.projects)) if card.projects else "")
        rows: list[QWidget] = []
        for project_id, title in card.projects:
            row = ListRow(title, icon="briefcase")
            row.activated.connect(partial(self._context.navigate, "project", project_id))
            self._removable(row, f"Verknüpfung mit „{title}“ lösen", "project", project_id)
            rows.append(row)
        if not rows:
            rows.append(hint_row("Noch kein Projekt oder Angebot. Diese Lücke steht auch auf „Heute“."))
        self.projects_card.set_rows(rows)

    def _removable(self, row: ListRow, words: str, kind: str, id: int) -> None:
        if not self._context.read_only:
            button = IconButton("x", words, flat=True)
            tag(button, kind, id)
            button.clicked.connect(self._on_remove)
            row.add(button)

    def _save(self, name: str, value: Any) -> None:
        if self._card is not None:
            need = self._card.need
            self._needs.update(need.id, None, **{name: value})

    # --- slots

    @Slot()
    def _on_remove(self) -> None:
        kind, id = tagged(self.sender())
        if self._card is None or not kind:
            return
        if kind == "evidence":
            self._needs.discard_evidence(id)
            self._context.undo_bar("Der Beleg liegt im Papierkorb.")
        else:
            self._needs.unlink_project(self._card.need.id, id)
            self._context.undo_bar("Die Verknüpfung ist gelöst.")

    @Slot()
    def _on_status_chosen(self) -> None:
        action = self.sender()
        if self._card is None or not isinstance(action, QAction):
            return
        status = NeedStatus(action.data())
        reason = ""
        if status is NeedStatus.REJECTED:
            question = (
                "Warum wird dieser Bedarf nicht weiter verfolgt? Die Begründung steht später im Prioritätenbericht."
            )
            reason = ask_reason(self, "Bedarf ablehnen", question, "Bedarf ablehnen")
            if not reason:
                return
        with alerts.shown(self):
            self._needs.move(self._card.need.id, status, reason=reason)

    @Slot()
    def add_evidence(self) -> None:
        """Ask for a new piece of evidence."""
        if self._card is None or self._context.read_only:
            return
        need_id = self._card.need.id

        def save(values: dict[str, Any]) -> int:
            return self._needs.add_evidence(need_id=need_id, **values)

        if RecordDialog.ask(
            self,
            Evidence,
            names=EVIDENCE_FIELDS,
            title="Neuer Beleg",
            primary="Beleg hinzufügen",
            lookups=self._lookups,
            save=save,
        ):
            self.tabs.select("evidence")

    @Slot()
    def _on_evidence_activated(self) -> None:
        if self._context.read_only:
            return
        evidence = self._needs.evidence(tagged(self.sender())[1])

        def save(values: dict[str, Any]) -> int:
            self._needs.update_evidence(evidence.id, evidence.version, **values)
            return evidence.id

        names = [name for entry in EVIDENCE_FIELDS for name in ((entry,) if isinstance(entry, str) else entry)]
        RecordDialog.ask(
            self,
            Evidence,
            names=EVIDENCE_FIELDS,
            title="Beleg ändern",
            primary="Beleg speichern",
            lookups=self._lookups,
            initial={name: getattr(evidence, name) for name in names},
            save=save,
        )

    @Slot()
    def link_project(self) -> None:
        """Ask for a project or offer that answers the need."""
        if self._card is None or self._context.read_only:
            return
        title, label = "Projekt verknüpfen", "Projekt oder Angebot"
        project_id = LinkDialog.ask(self, title, label, "Verknüpfen", "project", self._lookups)
        if project_id:
            self._needs.link_project(self._card.need.id, project_id)
            self.tabs.select("projects")


def _pane(content: QWidget) -> ScrollColumn:
    return ScrollColumn(content, margins=(0, 16, 16, 24))
