"""The page „Projekte“: filter row, list and detail."""

from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from coordinator_app.common.german import format_integer, plural
from coordinator_app.domain.columns import ListFilter
from coordinator_app.domain.projects import Project, ProjectStatus
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.dialogs.project_import import ImportDialog
from coordinator_app.gui.forms.dialogs import RecordDialog
from coordinator_app.gui.forms.lookups import workspace_lookups
from coordinator_app.gui.pages.base import Page
from coordinator_app.gui.pages.projects.confirming import Confirming
from coordinator_app.gui.pages.projects.detail import ProjectDetail
from coordinator_app.gui.pages.projects.looks import STATUS_CHIPS
from coordinator_app.gui.pages.projects.page_menu import ListGrouping, PageMenu
from coordinator_app.gui.pages.projects.several import SeveralPane
from coordinator_app.gui.pages.projects.tab_slots import TAB_OF_KIND
from coordinator_app.gui.pages.projects.views import PAGE, fixed_views
from coordinator_app.gui.view_chooser import ViewChooser
from coordinator_app.gui.widgets.buttons import PrimaryButton, SecondaryButton
from coordinator_app.gui.widgets.context_menu import fill_menu
from coordinator_app.gui.widgets.filter_row import FilterRow
from coordinator_app.gui.widgets.headers import PageHeader
from coordinator_app.gui.widgets.notices import EmptyState, NoticeBar
from coordinator_app.gui.widgets.record_table import RecordTable
from coordinator_app.gui.widgets.split_view import SplitView
from coordinator_app.services.project_list import GroupedProjects, ProjectTotals

NEW_FIELDS = (
    "title",
    ("project_type", "is_permanent"),
    "short_description",
    ("fields_of_action", "target_groups"),
    ("carrier_id", "areas"),
    ("start", "end"),
)


class ProjectsPage(Page):
    """All projects and offers of the municipality."""

    page_id: ClassVar[str] = "projects"
    title: ClassVar[str] = "Projekte"
    icon: ClassVar[str] = "briefcase"
    help_topic: ClassVar[str] = "projekte"
    record_kinds: ClassVar[frozenset[str]] = frozenset({"project", *TAB_OF_KIND})
    topics: ClassVar[frozenset[str]] = frozenset(
        {
            *("project_actor", "organisation", "person", "area", "catalog_entry", "need", "evidence", "priority"),
            *("report", "resolution", "agenda_item", "task", "document", "document_link", "written_file", "saved_view"),
        }
    )

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._lookups = workspace_lookups(context.workspace)
        self._source = context.workspace.projects.list_source()
        self._everything = ProjectTotals(0, 0, 0, 0)
        self.import_button = SecondaryButton("Excel-Liste einlesen", "download")
        self.print_button = SecondaryButton("Drucken", "printer")
        self.new_button = PrimaryButton("Neues Projekt", "plus")
        self.header = PageHeader(self.title)
        self.filter_row = FilterRow("Liste filtern")
        self.filter_row.add_choice("status", "Status", [(status, status.label) for status in ProjectStatus])
        self.filter_row.add_choice("field_of_action", "Handlungsfeld")
        self.filter_row.add_choice("area", "Gebiet")
        self.table = self._make_table()
        self.grouping = ListGrouping(context, self.table, self._source, self)
        self.confirming = Confirming(context, self)
        self.menu = PageMenu(context, self.grouping, self.confirming)
        for button in (self.import_button, self.print_button, self.menu, self.new_button):
            self.header.add_button(button)
        self.views = ViewChooser(
            context,
            self.filter_row,
            self.table,
            page=PAGE,
            fixed=partial(fixed_views, context),
            grouping=self.grouping,
        )
        self.table.attach(self.filter_row)
        self.detail = ProjectDetail(context, self._lookups)
        self.several = SeveralPane(context, self._lookups)
        self._beside = QStackedWidget()
        self._beside.addWidget(self.detail)
        self._beside.addWidget(self.several)
        state, head = context.settings, (self.filter_row,)
        self._split = SplitView(
            self.table, self._beside, name="projects", state=state, list_width=464, detail_min=660, list_head=head
        )
        self.ask_bar = NoticeBar("", "attention")
        self._build()
        self._connect()

    def _make_table(self) -> RecordTable:
        empty = EmptyState(
            "briefcase",
            "Noch kein Projekt erfasst",
            "Hier stehen Projekte, Maßnahmen und dauerhafte Angebote. Eine vorhandene Excel-Liste lesen Sie oben "
            "rechts ein.",
            "" if self.context.read_only else "Neues Projekt",
            "Was ist ein Projekt, was ein Angebot?",
        )
        empty.action.connect(self.new_record)
        empty.help_wanted.connect(self._on_help_wanted)
        return RecordTable(
            self._source,
            name="projects",
            label="Projekte",
            state=self.context.settings,
            chips={"status": STATUS_CHIPS},
            empty=empty,
            sort="title",
        )

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.filter_row)
        notice = QHBoxLayout()
        notice.setContentsMargins(24, 0, 24, 12)
        self._notice = QWidget()
        column.addWidget(self._notice)
        self._notice.setLayout(notice)
        notice.addWidget(self.ask_bar)
        self._notice.hide()
        column.addWidget(self._split, 1)
        writable = not self.context.read_only
        self.import_button.setVisible(writable)
        self.new_button.setVisible(writable)

    def _connect(self) -> None:
        self.import_button.clicked.connect(self._on_import_clicked)
        self.print_button.clicked.connect(self.print_list)
        self.new_button.clicked.connect(self.new_record)
        self.table.current_changed.connect(self._on_current_changed)
        self.table.selection_changed.connect(self._on_selection_changed)
        self.several.delete_wanted.connect(self.discard)
        self.table.opened.connect(self._on_opened)
        self.table.edit_wanted.connect(self._on_edit_wanted)
        self.table.delete_wanted.connect(self.discard)
        self.table.duplicate_wanted.connect(self._on_duplicate_wanted)
        self.table.menu_wanted.connect(self._on_menu_wanted)
        self.detail.delete_wanted.connect(self._on_detail_delete)
        self.filter_row.changed.connect(self._on_filter_changed)
        self.filter_row.search_wanted.connect(self._split.show_list)
        self.ask_bar.triggered.connect(self.confirming.ask)

    # --- the page's duties

    def reload(self) -> None:
        """Read list, filters and detail again."""
        workspace = self.context.workspace
        entries = workspace.catalogues.entries("field_of_action")
        self.filter_row.set_options("field_of_action", [(entry.id, entry.label) for entry in entries])
        self.filter_row.set_options("area", [(area.id, area.name) for area in workspace.municipality.areas()])
        self.views.reload()
        if self.grouping.by():
            self.grouping.show()
        self.table.reload()
        self._everything = self.context.workspace.projects.list_source().summary(ListFilter())
        if self.table.current_id() or not self.table.select_first():  # a first choice shows itself
            self.detail.show_project(self.table.current_id())
        self._show_subtitle()
        self._split.set_detail_empty(empty=self._is_empty(), bare=self._is_empty())

    def _is_empty(self) -> bool:
        wanted = self.table.wanted()
        return not (self.table.count() or wanted.text or wanted.equals)

    def show_record(self, kind: str, record_id: int) -> None:
        """Show a project, or the project of a goal, indicator or measurement with its goals."""
        project_id = record_id
        if kind != "project":
            project_id = self.context.workspace.projects.project_of(kind, record_id)
            self.detail.tabs.select(TAB_OF_KIND[kind])
        if not self.table.select(project_id):
            self.filter_row.reset()
            self.table.select(project_id)
        self._beside.setCurrentWidget(self.detail)
        self.detail.show_project(project_id)
        if kind == "quality_answer":
            self.detail.pane("quality").open_step(self.context.workspace.quality.step_of(record_id))
        self._split.show_detail()

    def current_record(self) -> tuple[str, int] | None:
        """The project shown."""
        project_id = self.detail.current_id()
        return ("project", project_id) if project_id else None

    def current_topic(self) -> str:
        """The topic of the tab of the project shown."""
        return self.detail.topic() if self.detail.current_id() else self.help_topic

    def can(self, command: str) -> bool:
        """Everything a list can; writing only in a writable file."""
        if command in {"print", "export", "filter"}:
            return True
        if command == "new":
            return not self.context.read_only
        return command in {"delete", "duplicate"} and bool(self.table.current_id()) and not self.context.read_only

    @Slot()
    def new_record(self) -> None:
        """Ask for a new project and show it."""
        if self.context.read_only:
            return
        new_id = RecordDialog.ask(
            self,
            Project,
            names=NEW_FIELDS,
            title="Neues Projekt",
            primary="Projekt anlegen",
            lookups=self._lookups,
            save=self._create,
        )
        if new_id:
            self.context.navigate("project", new_id)

    def _create(self, values: dict[str, Any]) -> int:
        return self.context.workspace.projects.create(**values)

    def print_current(self) -> None:
        """The list as it is filtered, with the columns shown."""
        self.print_list()

    def export_current(self) -> None:
        """As `print_current`: the preview offers Word and Excel."""
        self.print_list()

    @Slot()
    def print_list(self) -> None:
        """The list in the print preview, where Word and Excel are offered too."""
        self.leave()
        by = self.grouping.by()
        source = GroupedProjects(self._source, by) if by else self._source
        self.context.export_list(source, self.table.wanted(), self.table.visible_columns(), "Projektliste")

    def delete_current(self) -> None:
        """The selected projects to the Papierkorb."""
        self.discard(self.table.selected_ids())

    def duplicate_current(self) -> None:
        """Copy the project for the next year."""
        self.detail.duplicate()

    def focus_filter(self) -> None:
        """Into the filter row."""
        self.filter_row.focus_search()

    def leave(self) -> None:
        """Save what is still in a field."""
        self.detail.flush()

    @Slot()
    def _on_import_clicked(self) -> None:
        self.import_list()

    def import_list(self, path: Path | None = None) -> None:
        """Take a project list in, at once the one at `path` if given."""
        self.leave()
        ImportDialog.ask(self, self.context, path, subject="project")

    @Slot(list)
    def discard(self, ids: list[int]) -> None:
        """Move projects to the Papierkorb as one step and offer „Rückgängig“."""
        if not ids or self.context.read_only:
            return
        self.leave()
        step = "Projekt in den Papierkorb gelegt" if len(ids) == 1 else f"{len(ids)} Projekte in den Papierkorb gelegt"
        with self.context.workspace.store.write(step):
            for project_id in ids:
                self.context.workspace.projects.discard(project_id)
        what = "Das Projekt liegt" if len(ids) == 1 else f"{len(ids)} Projekte liegen"
        self.context.undo_bar(f"{what} im Papierkorb.")

    def _show_subtitle(self) -> None:
        everything = self._everything
        shown = self.table.count()
        words = plural(everything.count, "Eintrag", "Einträge")
        if shown != everything.count:
            words = f"{format_integer(shown)} von {words}"
        running = f", {format_integer(everything.running)} laufend" if everything.running else ""
        self.header.set_subtitle(words + running if everything.count else "")
        unconfirmed = shown > 0 and "unconfirmed_before" in self.table.wanted().equals
        if unconfirmed:
            offers = plural(shown, "Angebot ist", "Angebote sind")
            action = "" if self.context.read_only else "Träger fragen …"
            self.ask_bar.set(f"{offers} seit einem Jahr nicht bestätigt.", "attention", action=action)
        self._notice.setVisible(unconfirmed)

    # --- slots

    @Slot(int)
    def _on_current_changed(self, project_id: int) -> None:
        self.detail.flush()
        self.detail.show_project(project_id)
        self.actions_changed.emit()
        self.place_changed.emit()

    @Slot(list)
    def _on_selection_changed(self, ids: list[int]) -> None:
        if len(ids) > 1:
            self.several.show_projects(ids, self._source.totals_of(ids))
        self._beside.setCurrentWidget(self.several if len(ids) > 1 else self.detail)

    @Slot(int)
    def _on_opened(self, _project_id: int) -> None:
        self._split.show_detail()

    @Slot(int)
    def _on_edit_wanted(self, _project_id: int) -> None:
        self._split.show_detail()
        self.detail.edit()

    @Slot(int)
    def _on_duplicate_wanted(self, _project_id: int) -> None:
        self.detail.duplicate()

    @Slot(QMenu, list)
    def _on_menu_wanted(self, menu: QMenu, ids: list[int]) -> None:
        one, writable = len(ids) == 1, not self.context.read_only
        entries = (
            ("Auswahl bearbeiten …", self._split.show_detail, len(ids) > 1 and writable),
            ("Steckbrief ansehen", self.detail.show_sheet, one),
            ("Angaben bearbeiten", self.detail.edit, one and writable),
            ("Für das nächste Jahr kopieren", self.detail.duplicate, one and writable),
            ("In den Papierkorb", self.delete_current, bool(ids) and writable),
        )
        fill_menu(menu, entries)

    @Slot(int)
    def _on_detail_delete(self, project_id: int) -> None:
        self.discard([project_id])

    @Slot(object)
    def _on_filter_changed(self, _wanted: object) -> None:
        if not self.table.current_id():
            self.table.select_first()
        self._show_subtitle()

    @Slot()
    def _on_help_wanted(self) -> None:
        self.context.show_help("projekte")
