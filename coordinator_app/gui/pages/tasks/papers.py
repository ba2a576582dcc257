"""What the menu „Drucken“ of the page offers: lists, registers, sheets and letters."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from coordinator_app.common.jobs import JobContext
from coordinator_app.gui import alerts
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.jobs import Lane
from coordinator_app.gui.letter_layouts import chosen_layout
from coordinator_app.gui.letters_written import sent
from coordinator_app.gui.pages.tasks.letters_dialog import PREVIEW, LettersDialog
from coordinator_app.services.task_letters import TaskLetters, Written


class Papers(QObject):
    """Fills the menu; `body_id()` and `current()` tell what the page means now, `chosen_body()` its filter or 0."""

    def __init__(
        self,
        context: AppContext,
        page: QWidget,
        *,
        leave: Callable[[], None],
        current: Callable[[], tuple[str, int] | None],
        body_id: Callable[[], int],
        chosen_body: Callable[[], int],
    ) -> None:
        super().__init__(page)
        self._context, self._page, self._leave = context, page, leave
        self._current, self._body_id, self._chosen_body = current, body_id, chosen_body

    def fill(self, menu: QMenu, print_list: Callable[[], None]) -> None:
        """Put the commands into a menu; `print_list` prints the list of the tab."""
        for entry in (
            ("Liste wie angezeigt", print_list),
            None,
            ("Aufgabenliste des Gremiums", self._on_body_tasks),
            ("Aufgaben der verantwortlichen Person", self._on_person_tasks),
            ("Brief an die verantwortliche Person", self._on_letter),
            ("Briefe: Ihre offenen Aufgaben …", self.write_letters),
            None,
            ("Beschlussregister des Gremiums", self._on_register),
            ("Beschlusskontrolle des Gremiums", self._on_control),
            ("Beschlussausfertigung", self._on_sheet),
        ):
            if entry is None:
                menu.addSeparator()
                continue
            action = QAction(entry[0], self)
            action.triggered.connect(entry[1])
            menu.addAction(action)

    def _preview_of_body(self, key: str, options: dict[str, str] | None = None) -> None:
        self._leave()
        body_id = self._body_id()
        if body_id:
            self._context.preview(key, body_id, options)
        else:
            self._context.notify("Bitte legen Sie zuerst ein Gremium an.", "info")

    @Slot()
    def _on_body_tasks(self) -> None:
        self._preview_of_body("task_list")

    @Slot()
    def _on_register(self) -> None:
        self._preview_of_body("resolution_register")

    @Slot()
    def _on_control(self) -> None:
        self._preview_of_body("resolution_register", {"scope": "open"})

    @Slot()
    def _on_sheet(self) -> None:
        self._leave()
        current = self._current()
        found = self._context.workspace.resolutions.get(current[1]) if current and current[0] == "resolution" else None
        if found is None or not found.number:
            self._context.notify("Bitte wählen Sie im Beschlussregister einen Beschluss.", "info")
            return
        self._context.preview("resolution_sheet", found.id)

    @Slot()
    def _on_person_tasks(self) -> None:
        self._leave()
        current = self._current()
        task = self._context.workspace.tasks.get(current[1]) if current and current[0] == "task" else None
        if task is None or task.person_id is None:
            self._context.notify("Bitte wählen Sie eine Aufgabe mit verantwortlicher Person.", "info")
            return
        self._context.preview("person_task_list", task.person_id)

    @Slot()
    def _on_letter(self) -> None:
        self._leave()
        current = self._current()
        task = self._context.workspace.tasks.get(current[1]) if current and current[0] == "task" else None
        if task is not None and task.person_id is not None:
            self._context.preview("task_letter", task.person_id)
        elif task is not None and task.organisation_id is not None:
            self._context.preview("organisation_task_letter", task.organisation_id)
        else:
            self._context.notify("Bitte wählen Sie eine Aufgabe, für die jemand verantwortlich ist.", "info")

    @Slot()
    def write_letters(self) -> None:
        """Ask who gets a letter, put drafts and letters into a folder, and note the sending when it happened."""
        self._leave()
        body_id = self._chosen_body() or None
        found = self._context.workspace.task_letters.debtors(body_id=body_id)
        if not found:
            self._context.notify("Es gibt niemanden mit offenen Aufgaben.", "info")
            return
        scope = self._context.workspace.bodies.get(body_id).name if body_id else "Alle Gremien und Projekte"
        wish = LettersDialog.ask(self._page, found, scope, self._context)
        if wish is None:
            return
        if wish[0] == PREVIEW:
            self._context.preview("body_task_letters" if body_id else "task_letters", body_id or 0)
            return
        folder = alerts.choose_folder(self._page, "Ordner für Entwürfe und Briefe")
        if folder is not None:
            self._context.jobs.run(
                partial(
                    _write,
                    self._context.workspace.task_letters,
                    folder,
                    body_id,
                    wish[1],
                    chosen_layout(self._context, "docx"),
                ),
                title="Briefe werden geschrieben",
                done=partial(self._on_written, str(folder)),
                lane=Lane.WRITER,
                owner=self,
            )

    def _on_written(self, folder: str, written: Written) -> None:
        detail = "Wenn Sie alles verschickt haben, kann das Programm den Versand bei jeder Person vermerken."
        mails, letters = written.mails, written.letters
        if sent(self._context, self._page, folder, mails=mails, letters=letters, detail=detail):
            self._context.workspace.task_letters.note_sent(written)
            self._context.undo_bar("Der Versand ist vermerkt.")


def _write(
    letters: TaskLetters, folder: Path, body_id: int | None, keys: list[int], layout: str, job: JobContext
) -> Written:
    return letters.write(job, folder, body_id=body_id, keys=keys, layout=layout)
