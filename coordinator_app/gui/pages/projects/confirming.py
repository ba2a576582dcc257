"""The verbs of „Stimmt Ihr Angebot noch?“ on the page: ask, note that it was sent, enter answers."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from coordinator_app.common.german import plural
from coordinator_app.common.jobs import JobContext
from coordinator_app.gui import alerts
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.jobs import Lane
from coordinator_app.gui.letter_layouts import chosen_layout
from coordinator_app.gui.letters_written import sent
from coordinator_app.gui.pages.projects.asking import PREVIEW, AskDialog, RepliesDialog
from coordinator_app.services.confirmations import Confirmations, Written


class Confirming(QObject):
    """`ask()` and `enter()` for menus of the page."""

    def __init__(self, context: AppContext, page: QWidget) -> None:
        super().__init__(page)
        self._context, self._page = context, page

    @property
    def _confirmations(self) -> Confirmations:
        return self._context.workspace.confirmations

    @Slot()
    def ask(self) -> None:
        """Choose who is asked, put letters and drafts into a folder, and note the sending when it happened."""
        found = self._confirmations.providers()
        without = len(self._confirmations.without_provider())
        if not found:
            text = "Alle laufenden Angebote sind im letzten Jahr bestätigt worden."
            if without:
                text = (
                    f"{plural(without, 'Angebot nennt', 'Angebote nennen')} weder Träger noch verantwortliche Person."
                )
            self._context.notify(text, "info")
            return
        wish = AskDialog.ask(self._page, found, without, self._context)
        if wish is None:
            return
        if wish[0] == PREVIEW:
            self._context.preview("confirmation_letters")
            return
        folder = alerts.choose_folder(self._page, "Ordner für Entwürfe und Briefe")
        if folder is not None:
            self._context.jobs.run(
                partial(_write, self._confirmations, folder, wish[1], chosen_layout(self._context, "docx")),
                title="Briefe werden geschrieben",
                done=partial(self._on_written, str(folder)),
                lane=Lane.WRITER,
                owner=self,
            )

    def _on_written(self, folder: str, written: Written) -> None:
        detail = "Wenn Sie alles verschickt haben, merkt das Programm sich die Fragen und wartet auf die Antworten."
        mails, letters = written.mails, written.letters
        if sent(self._context, self._page, folder, mails=mails, letters=letters, detail=detail):
            count = self._confirmations.note_asked(written)
            self._context.undo_bar(f"Zu {plural(count, 'Angebot', 'Angeboten')} ist die Frage vermerkt.")

    @Slot()
    def enter(self) -> None:
        """Enter the answers that came back."""
        if self._context.read_only:
            return
        found = self._confirmations.waiting()
        if not found:
            text = "Es ist keine Frage offen. Einzelne Angebote bestätigen Sie über „Heute bestätigen“ im Projekt."
            self._context.notify(text, "info")
            return
        stored = RepliesDialog.ask(self._page, self._context, found)
        if stored:
            self._context.undo_bar(f"{plural(stored, 'Antwort', 'Antworten')} eingetragen.")


def _write(confirmations: Confirmations, folder: Path, keys: list[int], layout: str, job: JobContext) -> Written:
    return confirmations.write(job, folder, keys, layout=layout)
