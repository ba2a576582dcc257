"""What the commands of the actions table do."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication

from coordinator_app.common.errors import UserError
from coordinator_app.gui import alerts, theme
from coordinator_app.gui.file_session import FILE_FILTER
from coordinator_app.gui.help_commands import HelpCommands
from coordinator_app.gui.replaying import replay

if TYPE_CHECKING:
    from coordinator_app.gui.main_window import MainWindow
    from coordinator_app.gui.pages.start.page import StartPage
    from coordinator_app.gui.regions import Regions
    from coordinator_app.services.workspace import Workspace

_PAGE_COMMANDS = {
    "edit.new": "new",
    "edit.duplicate": "duplicate",
    "edit.delete": "delete",
    "edit.filter": "filter",
    "file.print": "print",
    "file.export": "export",
}
_WRITING = frozenset({"new", "duplicate", "delete"})
_NEEDS_FILE = ("file.close", "file.copy", "file.backup", "file.settings", "edit.search", "edit.trash", "view.reload")
_THEMES = {"view.light": "hell", "view.dark": "dunkel", "view.contrast": "kontrast"}


class Commands(QObject):
    """Connects every action of the window and keeps enabled states right."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self.help = HelpCommands(window)
        self._regions: Regions | None = None
        self._bind_files()
        self._bind_editing()
        self._bind_view()
        window.menus.set_recent(window.recent, self.open_path)
        window.menus.set_reports(window.output.report_entries)
        for page in [info.id for info in window.actions_table.infos() if info.id.startswith("page:")]:
            window.actions_table.bind(page, self._on_page_action)

    def _bind_files(self) -> None:
        window, bind = self._window, self._window.actions_table.bind
        bind("file.new", self.new_file)
        bind("file.open", self.open_dialog)
        bind("file.demo", self.open_demo)
        bind("file.close", self.close_file)
        bind("file.copy", self.save_copy)
        bind("file.backup", self.backup_now)
        bind("file.import", self.import_list)
        bind("file.take_over", self.take_over_project)
        bind("file.print", self._on_print)
        bind("file.export", self._on_export)
        bind("file.settings", self._on_settings)
        bind("file.quit", window.close)

    def connect_start(self, start: "StartPage") -> None:
        """Let the start screen do the same as the menu."""
        start.new_wanted.connect(self.new_file)
        start.open_wanted.connect(self.open_dialog)
        start.demo_wanted.connect(self.open_demo)
        start.package_wanted.connect(self.open_package)
        start.file_wanted.connect(self.open_path)
        start.forget_wanted.connect(self._window.recent.forget)
        start.pin_wanted.connect(self._on_pin)
        start.help_wanted.connect(self._on_first_steps)
        start.tour_wanted.connect(self.help.start_tour)

    def _bind_editing(self) -> None:
        bind = self._window.actions_table.bind
        bind("edit.undo", self.undo)
        bind("edit.redo", self.redo)
        bind("edit.new", self._on_new)
        bind("edit.duplicate", self._on_duplicate)
        bind("edit.delete", self._on_delete)
        bind("edit.filter", self._on_filter)
        bind("edit.search", self._window.search.focus)
        bind("edit.trash", self._on_trash)

    def _bind_view(self) -> None:
        window, bind = self._window, self._window.actions_table.bind
        bind("view.navigation", self._on_navigation)
        bind("view.larger", self._on_larger)
        bind("view.smaller", self._on_smaller)
        bind("view.normal", self._on_normal)
        for action_id in _THEMES:
            bind(action_id, self._on_theme)
        bind("view.reload", self._on_reload)
        bind("view.wider", window.stack.widen)
        bind("view.narrower", window.stack.narrow)
        bind("go.back", window.stack.go_back)
        bind("go.forward", window.stack.go_forward)
        bind("go.next_part", self._on_next_part)
        bind("go.previous_part", self._on_previous_part)
        bind("help.about", self._on_about)

    # State --------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Enable what works here and now; name the steps of „Rückgängig“ and „Wiederholen“."""
        actions, context = self._window.actions_table, self._window.context
        has_file = context is not None
        read_only = has_file and context.read_only
        for action_id in _NEEDS_FILE:
            actions[action_id].setEnabled(has_file)
        for info in actions.infos():
            if info.id.startswith("page:"):
                actions[info.id].setEnabled(has_file)
        page = self._window.stack.current_page if has_file else None
        for action_id, command in _PAGE_COMMANDS.items():
            writable = command not in _WRITING or not read_only
            actions[action_id].setEnabled(page is not None and writable and page.can(command))
        self._refresh_steps()
        for action_id in ("file.backup", "file.import", "file.take_over"):
            actions[action_id].setEnabled(has_file and not read_only)
        actions["go.back"].setEnabled(has_file and self._window.stack.can_go_back)
        actions["go.forward"].setEnabled(has_file and self._window.stack.can_go_forward)
        for action_id, key in _THEMES.items():
            actions[action_id].setChecked(self._window.appearance.key == key)

    def _refresh_steps(self) -> None:
        actions, context = self._window.actions_table, self._window.context
        undo = context.workspace.store.undo_name if context is not None else ""
        redo = context.workspace.store.redo_name if context is not None else ""
        for action_id, verb, name in (("edit.undo", "&Rückgängig", undo), ("edit.redo", "&Wiederholen", redo)):
            actions[action_id].setEnabled(bool(name))
            actions[action_id].setText(f"{verb}: {name}" if name else verb)

    # Files --------------------------------------------------------------------------------------

    @Slot()
    def new_file(self) -> None:
        """„Neue Kommune anlegen“."""
        from coordinator_app.gui.dialogs.new_municipality.dialog import NewMunicipalityDialog

        result = NewMunicipalityDialog.ask(self._window, self._window.clock, self._window.session.user)
        if result is not None:
            self._adopt(result.workspace, result.import_list)

    def _adopt(self, workspace: "Workspace", import_list: Path | None) -> None:
        """Take over a file just made; then offer its project list for import."""

        def take() -> None:
            self._window.session.adopt(workspace)
            if import_list is not None:
                self.import_projects(import_list)

        if self._window.context is not None:
            self._window.close_file(take)
        else:
            take()

    @Slot()
    def open_dialog(self) -> None:
        """„Öffnen“."""
        folder = self._window.settings.last_folder()
        path = alerts.open_file(self._window, "Datei öffnen", f"{FILE_FILTER};;Alle Dateien (*)", folder)
        if path is not None:
            self._window.open_file(path)

    @Slot(object)
    def open_path(self, path: Path) -> None:
        """Open one of the last files."""
        self._window.open_file(path)

    @Slot()
    def open_demo(self) -> None:
        """Make a fresh demo file where the user wants it and open it."""
        from coordinator_app.gui.demo_file import ask_for_demo

        ask_for_demo(self._window)

    @Slot()
    def open_package(self) -> None:
        """Type the sheets of a survey that were given to this PC."""
        from coordinator_app.gui.entry.package import ask_for_package

        ask_for_package(self._window)

    def import_projects(self, path: Path) -> None:
        """Take in the project list chosen in the wizard."""
        from coordinator_app.gui.dialogs.project_import import ImportDialog

        if self._window.context is not None:
            ImportDialog.ask(self._window, self._window.context, path)

    @Slot()
    def import_list(self) -> None:
        """„Liste einlesen“: what it is about is told by its headings, on a page with such records by the page."""
        from coordinator_app.gui.dialogs.project_import import SUBJECT_OF_PAGE, ImportDialog

        context = self._window.context
        if context is None or context.read_only:
            return
        self._window.stack.leave()
        page = self._window.stack.current_page
        subject = SUBJECT_OF_PAGE.get(page.page_id, "") if page is not None else ""
        ImportDialog.ask(self._window, context, subject=subject)

    @Slot()
    def take_over_project(self) -> None:
        """„Projekt übernehmen“: from the exchange file of another town."""
        from coordinator_app.gui.dialogs.project_take_over import take_over_project

        if self._window.context is not None and not self._window.context.read_only:
            self._window.stack.leave()
            take_over_project(self._window, self._window.context)

    @Slot()
    def close_file(self) -> None:
        """„Schließen“: back to the start screen."""
        self._window.close_file()

    @Slot()
    def save_copy(self) -> None:
        """„Kopie speichern“: a verified copy for a stick or a colleague."""
        context = self._window.context
        if context is None:
            return
        store = context.workspace.store
        path = alerts.save_file(self._window, "Kopie speichern", FILE_FILTER, f"{store.path.stem} Kopie.kpr")
        if path is None:
            return
        if path.suffix.lower() != ".kpr":
            path = path.with_name(f"{path.name}.kpr")
        if path.absolute() == store.path:
            raise UserError("Das ist die geöffnete Datei selbst. Bitte wählen Sie für die Kopie einen anderen Namen.")
        self._window.stack.leave()
        context.workspace.backups.save_copy(path)
        self._window.notify(f"Die Kopie „{path.name}“ ist gespeichert und geprüft.")

    @Slot()
    def backup_now(self) -> None:
        """„Jetzt sichern“."""
        context = self._window.context
        if context is None:
            return
        self._window.stack.leave()
        context.workspace.backups.make()
        self._window.notify("Die Sicherung ist geschrieben und geprüft.")

    @Slot(object, bool)
    def _on_pin(self, path: Path, pinned: bool) -> None:
        self._window.recent.pin(path, pinned=pinned)

    # Editing ------------------------------------------------------------------------------------

    @Slot()
    def undo(self) -> None:
        """Undo the last step."""
        context = self._window.context
        if context is not None:
            self._window.stack.leave()
            store = context.workspace.store
            replay(context, store.undo, store.undo_size, "Rückgängig gemacht")

    @Slot()
    def redo(self) -> None:
        """Do the step again that was undone last."""
        context = self._window.context
        if context is not None:
            store = context.workspace.store
            replay(context, store.redo, store.redo_size, "Wiederholt")

    @Slot()
    def _on_new(self) -> None:
        if self._window.stack.current_page is not None:
            self._window.stack.current_page.new_record()

    @Slot()
    def _on_duplicate(self) -> None:
        if self._window.stack.current_page is not None:
            self._window.stack.current_page.duplicate_current()

    @Slot()
    def _on_delete(self) -> None:
        from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit  # 5 ms, not needed at start

        focus = QApplication.focusWidget()
        if isinstance(focus, QLineEdit | QPlainTextEdit | QTextEdit):
            return  # the key belongs to the text
        if self._window.stack.current_page is not None:
            self._window.stack.current_page.delete_current()

    @Slot()
    def _on_filter(self) -> None:
        if self._window.stack.current_page is not None:
            self._window.stack.current_page.focus_filter()

    @Slot()
    def _on_print(self) -> None:
        if self._window.stack.current_page is not None:
            self._window.stack.leave()
            self._window.stack.current_page.print_current()

    @Slot()
    def _on_export(self) -> None:
        if self._window.stack.current_page is not None:
            self._window.stack.leave()
            self._window.stack.current_page.export_current()

    @Slot()
    def _on_trash(self) -> None:
        self._window.stack.show_page("settings", ("trash", 0))

    @Slot()
    def _on_settings(self) -> None:
        self._window.open_page("settings")

    # View and places ----------------------------------------------------------------------------

    @Slot()
    def _on_page_action(self) -> None:
        sender = self.sender()
        if sender is not None:
            self._window.open_page(sender.objectName().removeprefix("page:"))

    @Slot()
    def _on_navigation(self) -> None:
        self._window.navigation.collapse_wanted.emit(not self._window.navigation.collapsed)

    @Slot()
    def _on_larger(self) -> None:
        self._set_text_size(self._window.appearance.text_size + 1)

    @Slot()
    def _on_smaller(self) -> None:
        self._set_text_size(self._window.appearance.text_size - 1)

    @Slot()
    def _on_normal(self) -> None:
        self._set_text_size(theme.USUAL_TEXT)

    def _set_text_size(self, points: float) -> None:
        self._window.appearance.set_text_size(points)
        self._window.settings.set("look/text-size", str(self._window.appearance.text_size))

    @Slot()
    def _on_theme(self) -> None:
        sender = self.sender()
        if sender is not None:
            self._window.appearance.choose(_THEMES[sender.objectName()])
            self._window.settings.set("look/theme", self._window.appearance.mode)
        self.refresh()

    @Slot()
    def _on_reload(self) -> None:
        page = self._window.stack.current_page
        if page is not None:
            page.leave()
            page.mark_stale()
            page.refresh()

    @property
    def regions(self) -> "Regions":
        """The parts of the window F6 goes through."""
        if self._regions is None:
            from coordinator_app.gui.regions import Regions

            self._regions = Regions(self._window)
        return self._regions

    @Slot()
    def _on_next_part(self) -> None:
        self.regions.forward()

    @Slot()
    def _on_previous_part(self) -> None:
        self.regions.backward()

    # Help ---------------------------------------------------------------------------------------

    def show_help(self, topic: str) -> None:
        """Open the help window at a topic."""
        self.help.show(topic)

    @Slot()
    def _on_first_steps(self) -> None:
        self.show_help("erste-schritte")

    @Slot()
    def _on_about(self) -> None:
        from coordinator_app.gui.dialogs.about import AboutDialog

        AboutDialog.show_for(self._window)
