"""Dialogs of „Stimmt Ihr Angebot noch?“: who is asked, and the quick entry of the answers."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from coordinator_app.common.clock import today
from coordinator_app.common.errors import UserError
from coordinator_app.common.german import format_date, plural
from coordinator_app.domain.project_course import ConfirmationReply
from coordinator_app.gui import theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dates import DateEditor
from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.forms.editors import TextEditor
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.letter_layouts import LayoutEditor
from coordinator_app.gui.widgets.buttons import SecondaryButton
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.services.confirmations import Provider, Reply, Waiting

PREVIEW, WRITE = "preview", "write"
KEYS = {
    Qt.Key.Key_1: ConfirmationReply.UNCHANGED,
    Qt.Key.Key_2: ConfirmationReply.CHANGED,
    Qt.Key.Key_3: ConfirmationReply.ENDED,
    Qt.Key.Key_0: ConfirmationReply.OPEN,
}
_ROWS = 9


class AskDialog(Dialog):
    """Ticked providers get a mail draft with the form, or a letter; who was asked lately is not ticked."""

    help_topic = "angebote-bestaetigen"

    def __init__(
        self, found: Sequence[Provider], without: int, parent: QWidget | None = None, context: AppContext | None = None
    ) -> None:
        title = "Stimmt Ihr Angebot noch?"
        super().__init__(title, primary="In einen Ordner legen …", heading=title, parent=parent, width=720)
        self._found = list(found)
        self.wish = WRITE
        text = (
            "Diese Träger haben Angebote, die seit einem Jahr niemand bestätigt hat. Wer eine E-Mail-Adresse hat, "
            "bekommt einen Entwurf für Ihr Mailprogramm mit dem Rückmeldebogen als PDF, die anderen einen Brief. "
            "Das Programm verschickt nichts selbst."
        )
        self.add(Label(text, "gedaempft", wrap=True))
        self.tree = _tree("Träger mit Angeboten", ("Träger", "Angebote", "Weg", "Gefragt am"), len(found))
        for one in found:
            self.tree.addTopLevelItem(_provider(one))
        self.tree.itemChanged.connect(self._show_count)
        self.add(self.tree, 1)
        self.count = Label("", "hinweis", wrap=True)
        self.add(self.count)
        if context is not None and not all(one.addressee.email for one in found):
            self.add(FieldRow("Briefe", LayoutEditor(context, self, usual="docx")))
        self._without = without
        self.preview_button = SecondaryButton("Alle Briefe ansehen", "document")
        self.preview_button.clicked.connect(self._on_preview)
        self.add_left_button(self.preview_button)
        self._show_count()

    def keys(self) -> list[int]:
        """The providers ticked."""
        items = [self.tree.topLevelItem(row) for row in range(self.tree.topLevelItemCount())]
        pairs = zip(self._found, items, strict=True)
        ticked = Qt.CheckState.Checked
        return [one.key for one, item in pairs if item is not None and item.checkState(0) == ticked]

    def check(self) -> bool:
        """Somebody must be ticked."""
        if self.wish == WRITE and not self.keys():
            raise UserError("Bitte haken Sie wenigstens einen Träger an.")
        return True

    @Slot()
    def _show_count(self) -> None:
        words = f"{plural(len(self.keys()), 'Träger', 'Träger')} angehakt."
        if self._without:
            offers = plural(self._without, "Angebot nennt", "Angebote nennen")
            words += f" {offers} weder Träger noch verantwortliche Person; dort wird niemand gefragt."
        self.count.setText(words)

    @Slot()
    def _on_preview(self) -> None:
        self.wish = PREVIEW
        self.accept()

    @classmethod
    def ask(
        cls, parent: QWidget | None, found: Sequence[Provider], without: int, context: AppContext | None = None
    ) -> tuple[str, list[int]] | None:
        """`PREVIEW` or `WRITE` with the keys ticked; None when cancelled."""
        dialog = cls(found, without, parent, context)
        return (dialog.wish, dialog.keys()) if dialog.run() else None


class RepliesDialog(Dialog):
    """All open questions; the answer of the current line is one key: 1, 2 or 3."""

    help_topic = "angebote-bestaetigen"

    def __init__(self, context: AppContext, found: Sequence[Waiting], parent: QWidget | None = None) -> None:
        title = "Antworten eintragen"
        super().__init__(title, primary="Antworten eintragen", heading=title, parent=parent, width=820)
        self._context = context
        self._found = list(found)
        self._answers: dict[int, tuple[ConfirmationReply, str]] = {}
        self.stored = 0
        text = "Zeile wählen und eine Taste drücken: 1 stimmt noch, 2 geändert, 3 gibt es nicht mehr, 0 noch offen."
        self.add(Label(text, "gedaempft", wrap=True))
        self.tree = _tree("Angebote ohne Antwort", ("Angebot", "Träger", "Gefragt", "Antwort"), len(found))
        for one in found:
            asked = format_date(one.confirmation.asked_on)
            title = f"{one.project.number} {one.project.title}"
            self.tree.addTopLevelItem(QTreeWidgetItem([title, one.provider, asked, "offen"]))
        self.tree.installEventFilter(self)
        self.tree.currentItemChanged.connect(self._on_row_changed)
        self.add(self.tree, 1)
        buttons = QHBoxLayout()
        self.add(buttons)
        for key, reply in list(KEYS.items())[:3]:
            button = SecondaryButton(f"{key.value - Qt.Key.Key_0.value}  {reply.label}")
            button.setProperty("reply", reply.value)
            button.clicked.connect(self._on_reply_clicked)
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.changes = TextEditor(max_length=5000)
        self.changes.committed.connect(self._on_changes)
        self.add(FieldRow("Was hat sich geändert?", self.changes, help_text="Bei 2 und 3; wird bei 2 eine Aufgabe."))
        fields = QHBoxLayout()
        self.add(fields)
        self.by, self.on = TextEditor(max_length=200), DateEditor(partial(today, context.clock), direction="past")
        self.on.set_value(None)
        fields.addWidget(FieldRow("Beantwortet von", self.by, help_text="Leer: der Träger."), 2)
        fields.addWidget(FieldRow("Antwort am", self.on, help_text="Leer: heute."), 1)
        self.count = Label("", "hinweis")
        self.add(self.count)
        self._show_count()
        self._go_to(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys 0 to 3 in the list as answers."""
        if watched is self.tree and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            reply = KEYS.get(Qt.Key(event.key()))
            if reply is not None and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                self.answer(reply)
                return True
        return super().eventFilter(watched, event)

    def row(self) -> int:
        """The current line; -1 for none."""
        item = self.tree.currentItem()
        return -1 if item is None else self.tree.indexOfTopLevelItem(item)

    def answer(self, reply: ConfirmationReply) -> None:
        """Set the answer of the current line; go on to the next, or into the words where some are needed."""
        row = self.row()
        item = self.tree.topLevelItem(row) if row >= 0 else None
        if item is None:
            return
        words = str(self.changes.value())
        if reply is ConfirmationReply.OPEN:
            self._answers.pop(row, None)
        else:
            self._answers[row] = (reply, words)
        item.setText(3, reply.label)
        self._show_count()
        if reply is ConfirmationReply.CHANGED:
            self.changes.setFocus()
        else:
            self._go_to(row + 1)

    def _go_to(self, row: int) -> None:
        item = self.tree.topLevelItem(row)
        if item is not None:
            self.tree.setCurrentItem(item)

    def answers(self) -> list[Reply]:
        """What is to be stored."""
        on = self.on.value() or today(self._context.clock)
        by = str(self.by.value())
        return [
            Reply(
                project_id=self._found[row].project.id,
                reply=reply,
                on=on,
                by=by or self._found[row].provider,
                changes=words,
            )
            for row, (reply, words) in sorted(self._answers.items())
        ]

    def check(self) -> bool:
        """Store the answers as one step."""
        self._keep_words(self.row())
        if not self._answers:
            raise UserError("Bitte tragen Sie wenigstens eine Antwort ein.")
        self.stored = self._context.workspace.confirmations.reply(self.answers())
        return True

    def _keep_words(self, row: int) -> None:
        if row in self._answers:
            self._answers[row] = (self._answers[row][0], str(self.changes.value()))

    def _show_count(self) -> None:
        left = len(self._found) - len(self._answers)
        self.count.setText(f"{plural(len(self._answers), 'Antwort', 'Antworten')} gewählt, {left} noch offen.")

    @Slot(QTreeWidgetItem, QTreeWidgetItem)
    def _on_row_changed(self, now: QTreeWidgetItem | None, before: QTreeWidgetItem | None) -> None:
        if before is not None:
            self._keep_words(self.tree.indexOfTopLevelItem(before))
        row = self.tree.indexOfTopLevelItem(now) if now is not None else -1
        self.changes.set_value(self._answers[row][1] if row in self._answers else "")

    @Slot()
    def _on_changes(self) -> None:
        self._keep_words(self.row())

    @Slot()
    def _on_reply_clicked(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.answer(ConfirmationReply(sender.property("reply")))
            if not self.changes.hasFocus():
                self.tree.setFocus()

    @classmethod
    def ask(cls, parent: QWidget | None, context: AppContext, found: Sequence[Waiting]) -> int:
        """How many answers were stored; 0 when cancelled."""
        dialog = cls(context, found, parent)
        return dialog.stored if dialog.run() else 0


def _tree(name: str, columns: Sequence[str], rows: int) -> QTreeWidget:
    tree = QTreeWidget()
    tree.setAccessibleName(name)
    tree.setRootIsDecorated(False)
    theme.mark(tree, rolle="tabelle")
    tree.setHeaderLabels(list(columns))
    tree.setMinimumHeight(theme.height(32) * min(rows + 1, _ROWS))
    header = tree.header()
    header.setStretchLastSection(False)
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    header.setMinimumSectionSize(theme.height(92))
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    return tree


def _provider(one: Provider) -> QTreeWidgetItem:
    asked = format_date(one.asked) if one.asked else "noch nicht"
    item = QTreeWidgetItem([one.name, str(len(one.projects)), one.way, asked])
    item.setToolTip(1, "\n".join(project.title for project in one.projects))
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
    wanted = one.asked is None and not one.addressee.refused
    item.setCheckState(0, Qt.CheckState.Checked if wanted else Qt.CheckState.Unchecked)
    return item
