"""Sending minutes: to the chair for confirmation, to the members for good; the mail draft and the note of it."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFrame, QScrollArea, QVBoxLayout, QWidget

from coordinator_app.common.clock import today
from coordinator_app.common.errors import UserError
from coordinator_app.common.german import enumerate_words
from coordinator_app.common.jobs import JobContext
from coordinator_app.domain.dispatches import Occasion, Way
from coordinator_app.domain.letters import Addressee
from coordinator_app.gui import alerts, theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dates import DateEditor
from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.forms.editors import ChoiceEditor
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.local_state import files_folder
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.services.minutes_sending import recipient_lines
from coordinator_app.services.workspace import Workspace

_WAYS = [(way, way.label) for way in (Way.EMAIL, Way.POST, Way.HAND)]
_WORDS = {
    Occasion.MINUTES_REVIEW: ("Entwurf an die Leitung geben", "In Abstimmung geben"),
    Occasion.MINUTES: ("Niederschrift an die Mitglieder versenden", "Versand vermerken"),
}


class SendDialog(Dialog):
    """Who gets the minutes, when and how; `chosen()` and `wants_draft()` after it was accepted."""

    help_topic = "niederschrift"

    def __init__(self, context: AppContext, meeting_id: int, occasion: Occasion, parent: QWidget | None = None) -> None:
        heading, primary = _WORDS[occasion]
        super().__init__("Niederschrift versenden", primary=primary, heading=heading, parent=parent)
        self._people = context.workspace.minutes_sending.recipients(meeting_id, occasion)
        self.way = ChoiceEditor(_WAYS, optional=False)
        self.way.set_value(Way.EMAIL if any(found.email for found in self._people) else Way.POST)
        self.day = DateEditor(partial(today, context.clock), direction="past")
        self.day.set_value(today(context.clock))
        self.draft = QCheckBox("E-Mail-Entwurf mit der Niederschrift als PDF speichern")
        self.draft.setChecked(any(found.email for found in self._people))
        self.boxes: list[QCheckBox] = []
        if occasion is Occasion.MINUTES:
            self.add(Label("Mit dem Versand beginnt die Einwendungsfrist.", "gedaempft", wrap=True))
        self.add(FieldRow("Versandweg", self.way))
        self.add(FieldRow("Versendet am", self.day, required=True))
        self.add(Label("Empfänger", "beschriftung"))
        self.add(self._list())
        without = [found.name for found in self._people if not found.email]
        if without:
            self.add(Label(f"Ohne E-Mail-Adresse: {enumerate_words(without)}.", "hinweis", wrap=True))
        self.add(self.draft)
        self.way.committed.connect(self._on_way)

    def _list(self) -> QWidget:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setAccessibleName("Empfänger")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the boxes in it take the focus
        inner = QWidget()
        theme.mark(inner, flaeche="surface")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for found in self._people:
            box = QCheckBox(f"{found.name}, {found.email}" if found.email else found.name)
            box.setChecked(True)
            column.addWidget(box)
            self.boxes.append(box)
        if not self._people:
            column.addWidget(Label("Es ist niemand eingetragen.", "gedaempft"))
        column.addStretch(1)
        area.setWidget(inner)
        area.setMinimumHeight(min(theme.height(220), theme.height(30) * max(1, len(self._people)) + 8))
        return area

    def chosen(self) -> list[Addressee]:
        """The people ticked."""
        return [found for found, box in zip(self._people, self.boxes, strict=True) if box.isChecked()]

    def lines(self) -> list[str]:
        """Recipients as the note of the sending keeps them."""
        return recipient_lines(self.chosen(), by_mail=self.way.value() is Way.EMAIL)

    def wants_draft(self) -> bool:
        """Whether a mail draft is to be saved."""
        return self.draft.isChecked() and self.way.value() is Way.EMAIL

    def check(self) -> bool:
        """Somebody must get it, on a day."""
        if not self.chosen():
            raise UserError("Bitte wählen Sie wenigstens eine Person aus, oder tragen Sie die Leitung der Sitzung ein.")
        if self.day.value() is None:
            raise UserError("Bitte geben Sie an, wann die Niederschrift versendet wird.")
        if self.wants_draft() and not any(found.email for found in self.chosen()):
            raise UserError("Keine der gewählten Personen hat eine E-Mail-Adresse. Bitte wählen Sie einen anderen Weg.")
        return True

    def _on_way(self) -> None:
        self.draft.setEnabled(self.way.value() is Way.EMAIL)


def send_minutes(parent: QWidget, context: AppContext, meeting_id: int, occasion: Occasion) -> bool:
    """Ask, note the sending, and save the mail draft if wished; False when cancelled."""
    dialog = SendDialog(context, meeting_id, occasion, parent)
    if not dialog.run():
        return False
    minutes, way = context.workspace.minutes, dialog.way.value()
    if occasion is Occasion.MINUTES_REVIEW:
        minutes.submit(meeting_id, way=way.label, recipients=dialog.lines(), sent_on=dialog.day.value())
        context.notify("Der Entwurf ist in Abstimmung.")
    else:
        period = minutes.send(meeting_id, way=way.label, recipients=dialog.lines(), sent_on=dialog.day.value())
        context.notify(f"Versand vermerkt. {period.sentence(today(context.clock))}")
    if dialog.wants_draft():
        _save_draft(parent, context, meeting_id, occasion, dialog.chosen())
    return True


def _save_draft(
    parent: QWidget, context: AppContext, meeting_id: int, occasion: Occasion, people: Sequence[Addressee]
) -> None:
    folder = Path(context.settings.text("output/folder") or str(files_folder()))
    stem = context.workspace.documents.file_stem("minutes", meeting_id)
    words = "Entwurf an die Leitung" if occasion is Occasion.MINUTES_REVIEW else "an die Mitglieder"
    proposal = str(folder / f"{stem} {words}.eml")
    path = alerts.save_file(parent, "E-Mail-Entwurf speichern", "E-Mail-Entwurf (*.eml)", proposal)
    if path is None:
        return
    context.settings.set("output/folder", str(path.parent))
    context.jobs.run(
        write_draft,
        context.workspace,
        meeting_id,
        occasion,
        tuple(people),
        path if path.suffix.lower() == ".eml" else path.with_name(f"{path.name}.eml"),
        title="E-Mail-Entwurf wird geschrieben",
        done=partial(_told, context),
        owner=parent,
    )


def write_draft(
    job: JobContext,
    workspace: Workspace,
    meeting_id: int,
    occasion: Occasion,
    people: tuple[Addressee, ...],
    path: Path,
) -> Path:
    """Job: render the minutes and write the draft; `UserError` when the file cannot be written."""
    job.progress(0, 0, path.name)
    mail = workspace.minutes_sending.mail(meeting_id, occasion, people)
    try:
        path.write_bytes(mail.data)
    except OSError as error:
        raise UserError(
            f"„{path.name}“ lässt sich in „{path.parent}“ nicht speichern. Ist sie geöffnet oder die Platte voll?"
        ) from error
    return path


def _told(context: AppContext, path: Path) -> None:
    context.notify(f"„{path.name}“ ist gespeichert. Ein Doppelklick öffnet sie im E-Mail-Programm.")
