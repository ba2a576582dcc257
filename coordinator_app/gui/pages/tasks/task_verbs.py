"""What can be done to the tasks chosen in the list, from buttons, menus and keys alike."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from coordinator_app.common.german import format_weekday_date, plural
from coordinator_app.domain.tasks import TaskState
from coordinator_app.gui import alerts
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.forms.responsible import chosen
from coordinator_app.gui.pages.tasks.task_dialogs import HandOverDialog, PutOffDialog, ask_about_step
from coordinator_app.services.tasks import Tasks


class TaskVerbs(QObject):
    """Asks, calls the service, offers „Rückgängig“; `place` is the widget dialogs belong to."""

    def __init__(self, context: AppContext, lookups: Lookups, place: QWidget) -> None:
        super().__init__(place)
        self._context, self._lookups, self._place = context, lookups, place

    @property
    def _tasks(self) -> Tasks:
        return self._context.workspace.tasks

    def set_state(self, ids: list[int], state: TaskState) -> None:
        """Another state for one or several, with the words it wants."""
        if not ids or self._context.read_only:
            return
        text = ask_about_step(self._place, state, len(ids))
        if text is None:
            return
        with alerts.shown(self._place):
            if len(ids) == 1:
                following = self._tasks.set_state(ids[0], state, text)
                self._context.undo_bar(f"Die Aufgabe ist {_stands(state)}.{self._next(following)}")
            else:
                count = self._tasks.several.set_state(ids, state, text)
                self._tell(count, _stands(state))

    def put_off(self, ids: list[int]) -> None:
        """Another date for one or several."""
        if not ids or self._context.read_only:
            return
        words = PutOffDialog.ask(self._place, len(ids), self._tasks.parse_due)
        if words:
            with alerts.shown(self._place):
                count = self._tasks.several.put_off(ids, words)
                self._tell(count, "mit neuer Frist")

    def hand_over(self, ids: list[int]) -> None:
        """Somebody else for one or several."""
        if not ids or self._context.read_only:
            return
        found = HandOverDialog.ask(self._place, len(ids), self._lookups)
        if found:
            with alerts.shown(self._place):
                count = self._tasks.several.hand_over(ids, **chosen(found[0]), text=found[1])
                self._tell(count, "übergeben")

    def duplicate(self, id: int) -> None:
        """A copy, shown at once."""
        if id and not self._context.read_only:
            self._context.navigate("task", self._tasks.duplicate(id))

    def _tell(self, count: int, words: str) -> None:
        if count:
            self._context.undo_bar(f"{plural(count, 'Aufgabe', 'Aufgaben')} {words}.")
        else:
            self._context.notify("Das betrifft keine der ausgewählten Aufgaben.", "info")

    def _next(self, id: int | None) -> str:
        """What to say about the next task of a series."""
        if not id:
            return ""
        return f" Die nächste ist angelegt: {format_weekday_date(self._tasks.get(id).due_on)}."


def _stands(state: TaskState) -> str:
    return {TaskState.WAITING: "auf „wartet“ gesetzt", TaskState.OPEN: "wieder offen"}.get(state, state.label)
