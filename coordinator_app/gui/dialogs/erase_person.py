"""Erasing a person for good: what goes, which texts and attachments name them, what stays; then the erasing itself."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractItemView, QCheckBox, QListWidget, QListWidgetItem, QWidget

from coordinator_app.common.german import plural
from coordinator_app.common.jobs import JobContext
from coordinator_app.domain.network import ErasureReason
from coordinator_app.gui import theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.forms.editors import ChoiceEditor
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.jobs import Lane
from coordinator_app.gui.widgets.labels import Label, SectionTitle
from coordinator_app.gui.widgets.notices import NoticeBar
from coordinator_app.services.person_erasing import Decision, Erased, ErasurePlan, usual_decision

if TYPE_CHECKING:
    from coordinator_app.services.workspace import Workspace

_LETTERS = 84  # of a line of the lists
_KEY = int(Qt.ItemDataRole.UserRole)


def ask_erase(
    owner: QWidget,
    context: AppContext,
    person_id: int,
    *,
    reason: ErasureReason = ErasureReason.NOT_NEEDED,
    done: Callable[[], object] | None = None,
) -> None:
    """Look through the file in the background, ask, erase in the background; `done` is called after erasing."""
    context.jobs.run(
        look_through,
        context.workspace,
        person_id,
        title="Die Datei wird nach der Person durchsucht",
        done=partial(_ask, owner, context, reason, done),
        lane=Lane.READER,
        owner=owner,
        key=f"erase:{person_id}",
    )


def _ask(
    owner: QWidget, context: AppContext, reason: ErasureReason, done: Callable[[], object] | None, plan: ErasurePlan
) -> None:
    dialog = ErasePersonDialog(plan, reason, owner)
    if dialog.run():
        context.jobs.run(
            erase_person,
            context.workspace,
            plan.person.id,
            dialog.decision(),
            title="Die Person wird gelöscht und die Datei bereinigt",
            done=partial(_told, context, done),
            lane=Lane.WRITER,
            owner=owner,
        )


def _told(context: AppContext, done: Callable[[], object] | None, result: Erased) -> None:
    if done is not None:
        done()
    context.notify(result.sentence())


class ErasePersonDialog(Dialog):
    """Ticked texts lose the name, ticked attachments go; both can be decided one by one."""

    help_topic = "datenschutz"

    def __init__(self, plan: ErasurePlan, reason: ErasureReason, parent: QWidget | None = None) -> None:
        name = plan.person.display_name
        super().__init__(
            "Person endgültig löschen",
            primary="Endgültig löschen",
            primary_icon="trash",
            heading=f"{name} endgültig löschen",
            parent=parent,
            width=720,
        )
        self._plan = plan
        usual = usual_decision(plan, reason)
        self.add(Label(self._words(), wrap=True))
        if plan.obstacles:
            self.add(NoticeBar("\n".join(plan.obstacles), "attention", strong="Vorher zu klären:"))
        if plan.sealed:
            self.add(NoticeBar(_sealed_words(plan), "info"))
        self.reason = ChoiceEditor.of(ErasureReason, optional=False)
        self.reason.set_value(reason)
        self.add(FieldRow("Anlass", self.reason))
        self.passages = self._list("Texte, in denen der Name ersetzt wird")
        for passage in plan.passages:
            words = f"{passage.where}\n{passage.excerpt}"
            _add(self.passages, passage.key, words, ticked=passage.key not in usual.keep)
        self.attached = self._list("Dokumente, die gelöscht werden")
        for each in plan.attached:
            if not each.sealed:
                why = "gehört zur Person" if each.own else "nennt den Namen"
                _add(self.attached, each.id, f"{each.title} ({each.file_name}), {why}", ticked=each.id in usual.drop)
        self._fill_lists()
        self.backups = QCheckBox(
            f"Auch {plural(plan.older_backups, 'ältere Sicherung', 'ältere Sicherungen')} entfernen: "
            "Dort steht die Person noch"
        )
        self.backups.setVisible(bool(plan.older_backups))
        self.add(self.backups)

    def _words(self) -> str:
        plan = self._plan
        parts = ["Erreichbarkeit, Tätigkeiten und Rechtsgrundlagen"]
        if plan.interactions:
            parts.append(plural(plan.interactions, "Kontakt nur mit dieser Person", "Kontakte nur mit dieser Person"))
        words = f"Gelöscht werden: {', '.join(parts)}."
        if plan.snapshots:
            words += " In Listen früherer Sitzungen und Sendungen steht dann „gelöschte Person“."
        return f"{words} Das lässt sich nicht zurücknehmen."

    def _list(self, title: str) -> QListWidget:
        made = QListWidget(self)
        made.hide()
        made.setAccessibleName(title)
        made.setWordWrap(True)
        made.setTextElideMode(Qt.TextElideMode.ElideNone)
        made.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.mark(made, rolle="kasten")
        return made

    def _fill_lists(self) -> None:
        for made, hint in ((self.passages, "Ohne Häkchen bleibt der Text, wie er ist."), (self.attached, "")):
            if not made.count():
                continue
            self.add(SectionTitle(made.accessibleName(), str(made.count())))
            if hint:
                self.add(Label(hint, "hinweis"))
            rows = [made.item(number).sizeHint().height() for number in range(made.count())]
            made.setMinimumHeight(sum(rows) + 8)  # the dialog scrolls, not the list in it
            self.add(made)
            made.show()

    def decision(self) -> Decision:
        """What was decided."""
        keep = {passage.key for passage in self._plan.passages} - set(_ticked(self.passages))
        return Decision(
            reason=self.reason.value(),
            keep=frozenset(keep),
            drop=frozenset(_ticked(self.attached)),
            remove_backups=self.backups.isChecked(),
        )


def _sealed_words(plan: ErasurePlan) -> str:
    count = plural(len(plan.sealed), "abgeschlossenen Niederschrift", "abgeschlossenen Niederschriften")
    return f"In {count} bleibt der Name stehen: Sie werden nie mehr verändert."


def _add(made: QListWidget, key: str | int, words: str, *, ticked: bool) -> None:
    item = QListWidgetItem(words)
    item.setData(_KEY, key)
    item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
    lines = sum(1 + len(part) // _LETTERS for part in words.split("\n"))
    item.setSizeHint(QSize(0, made.fontMetrics().lineSpacing() * lines + 12))
    made.addItem(item)


def _ticked(made: QListWidget) -> list[Any]:
    items = [made.item(number) for number in range(made.count())]
    return [item.data(_KEY) for item in items if item.checkState() == Qt.CheckState.Checked]


def look_through(job: JobContext, workspace: "Workspace", person_id: int) -> ErasurePlan:
    """Job: find everything about a person."""
    return workspace.person_erasing.plan(person_id, job.progress)


def erase_person(job: JobContext, workspace: "Workspace", person_id: int, decision: Decision) -> Erased:
    """Job: erase a person and rewrite the file."""
    job.progress(0, 0, "")
    return workspace.person_erasing.erase(person_id, decision)
