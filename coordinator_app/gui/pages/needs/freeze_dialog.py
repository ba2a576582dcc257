"""„Ergebnis festschreiben“: decision and reason per need, the order of equal ones, and the resolution behind it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QWidget

from coordinator_app.common.errors import UserError
from coordinator_app.domain.fields import fields_of
from coordinator_app.domain.priorities import Decision, Priority, PriorityRound
from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.forms.editors import TextEditor
from coordinator_app.gui.forms.field_editors import editor_for
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.services.priority_decisions import Verdict

if TYPE_CHECKING:
    from coordinator_app.services.priority_reads import RankedNeed, RoundCard

SHARED = "gemeinsam"


class FreezeDialog(Dialog):
    """Decision and reason per need; what became of the needs before stands ready as a reason."""

    help_topic = "prioritaeten"

    def __init__(
        self,
        card: "RoundCard",
        proposed: Mapping[int, Decision],
        lookups: Lookups,
        parent: QWidget | None = None,
    ) -> None:
        words = "Ergebnis festschreiben"
        super().__init__(words, primary=words, primary_icon="lock", heading=words, parent=parent, width=860)
        self._ranking = card.ranking
        self._limit = card.round.max_priorities
        self.add(
            Label(
                "Danach ändert sich an dieser Runde nichts mehr. Was keine Priorität wird, braucht eine Begründung.",
                wrap=True,
            )
        )
        self.resolution = editor_for(fields_of(PriorityRound)["resolution_id"], lookups)
        self.until = editor_for(fields_of(Priority)["runs_until"], lookups)
        line = QHBoxLayout()
        self.add(line)
        line.setSpacing(16)
        decided_by = "Der Beschluss des Gremiums über die Prioritäten."
        line.addWidget(FieldRow("Beschluss", self.resolution, required=True, help_text=decided_by), 3)
        line.addWidget(FieldRow("Prioritäten gelten bis", self.until, help_text="Danach wird neu bewertet."), 2)
        self.choices: dict[int, QComboBox] = {}
        self.reasons: dict[int, TextEditor] = {}
        self.ranks: dict[int, QComboBox] = {}
        self.add(self._table(proposed))

    def _table(self, proposed: Mapping[int, Decision]) -> QWidget:
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(3, 1)
        for column, words in enumerate(("Rang", "Bedarf", "Entscheidung", "Begründung")):
            grid.addWidget(Label(words, "beschriftung"), 0, column)
        for line, item in enumerate(self._ranking, 1):
            self._add_line(grid, line, item, proposed[item.need.id])
        return table

    def _add_line(self, grid: QGridLayout, line: int, item: "RankedNeed", decision: Decision) -> None:
        name = Label(item.need.title, wrap=True)
        name.setMinimumWidth(200)
        choice = QComboBox()
        choice.setAccessibleName(f"Entscheidung zu {item.need.title}")
        for option in Decision:
            choice.addItem(option.label, option)
        choice.setCurrentIndex(list(Decision).index(decision))
        reason = TextEditor()
        reason.field.setAccessibleName(f"Begründung zu {item.need.title}")
        grid.addWidget(self._rank(item), line, 0)
        grid.addWidget(name, line, 1)
        grid.addWidget(choice, line, 2)
        grid.addWidget(reason, line, 3)
        self.choices[item.need.id] = choice
        self.reasons[item.need.id] = reason

    def _rank(self, item: "RankedNeed") -> QWidget:
        """The rank; for equal needs a choice, because the body decides their order."""
        standing = item.standing
        if not standing.tied:
            return Label(f"{standing.rank}." if standing.rank else "–")
        box = QComboBox()
        box.setAccessibleName(f"Rang von {item.need.title}")
        shared = sum(other.standing.rank == standing.rank for other in self._ranking)
        box.addItem(f"{standing.rank}. {SHARED}", 0)
        for rank in range(standing.rank, standing.rank + shared):
            box.addItem(f"{rank}.", rank)
        self.ranks[item.need.id] = box
        return box

    def order(self) -> list[int]:
        """The equal needs in the order the body gave; [] when they share their rank."""
        given = {need: int(box.currentData()) for need, box in self.ranks.items()}
        return sorted((need for need, rank in given.items() if rank), key=given.__getitem__)

    def verdicts(self) -> dict[int, Verdict]:
        """What was decided, by need; priorities keep who is responsible for the need."""
        found: dict[int, Verdict] = {}
        for item in self._ranking:
            need = item.need
            decision = list(Decision)[self.choices[need.id].currentIndex()]
            first = decision is Decision.PRIORITY
            found[need.id] = Verdict(
                decision,
                str(self.reasons[need.id].value()),
                need.responsible_id if first else None,
                self.until.value() if first else None,
            )
        return found

    def check(self) -> bool:
        """Every need that is no priority has a reason, equal ones an order of their own, the resolution is named."""
        if self.resolution.value() is None:
            raise UserError("Bitte nennen Sie den Beschluss, mit dem das Gremium entschieden hat.")
        self._check_ranks()
        verdicts = self.verdicts()
        chosen = sum(verdict.decision is Decision.PRIORITY for verdict in verdicts.values())
        if chosen > self._limit:
            raise UserError(f"Es sind {chosen} Prioritäten gewählt, die Runde erlaubt höchstens {self._limit}.")
        for need, verdict in verdicts.items():
            if verdict.decision is not Decision.PRIORITY and not verdict.reason.strip():
                self.reasons[need].setFocus()
                raise UserError("Bitte begründen Sie jeden Bedarf, der keine Priorität wird.")
        return True

    def _check_ranks(self) -> None:
        groups: dict[int, list[int]] = {}
        for item in self._ranking:
            if item.need.id in self.ranks:
                chosen = int(self.ranks[item.need.id].currentData())
                groups.setdefault(item.standing.rank, []).append(chosen)
        for chosen in groups.values():
            if any(chosen) and len(set(chosen) - {0}) < len(chosen):
                raise UserError(
                    "Gleicher Wert: Bitte geben Sie jedem dieser Bedarfe einen eigenen Rang oder lassen Sie alle "
                    "„gemeinsam“."
                )
