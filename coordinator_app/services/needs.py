"""The register of needs: adding them with evidence, moving them through their states, tying projects to them."""

from dataclasses import replace
from typing import Any

from coordinator_app.common.clock import today
from coordinator_app.common.errors import UserError
from coordinator_app.domain.need_offers import Coverage, Factor, NeedOfferMatch, checked_importance
from coordinator_app.domain.need_states import StepCheck, check_step, reason_missing
from coordinator_app.domain.needs import Evidence, Need, NeedStatus
from coordinator_app.services.lists import RecordList, columns
from coordinator_app.services.need_card import EvidenceView, NeedCard, OfferView, read_card, read_facts
from coordinator_app.services.need_steps import take_step
from coordinator_app.storage.queries.needs import next_serial
from coordinator_app.storage.store import Store

__all__ = ["EvidenceView", "NeedCard", "Needs", "OfferView"]

HELP = "bedarfe"


class Needs:
    """Use cases around needs; every writing verb is one undoable step."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def create(self, *, title: str, **values: Any) -> int:
        """Add a need with the next number; reported today unless told otherwise. Returns its id."""
        with self._store.write("Bedarf angelegt") as unit:
            values.setdefault("first_reported", today(unit.clock))
            number = f"B-{next_serial(unit.connection):03d}"
            return unit.add(Need(title=title.strip(), number=number, **values))

    def update(self, id: int, version: int | None, **values: Any) -> int:
        """Change fields (not the state, see `move`) and return the new version."""
        with self._store.write("Bedarf geändert", merge=f"need:{id}:{','.join(values)}") as unit:
            return unit.change(Need, id, version, **values)

    def check(self, id: int, status: NeedStatus) -> StepCheck:
        """What the step to another state asks for, so that it can be told before."""
        with self._store.read() as unit:
            need = unit.get(Need, id)
            return check_step(need, status, read_facts(unit, need))

    def move(self, id: int, status: NeedStatus, *, reason: str = "") -> None:
        """Pass to another state; what `check` asks a reason for is refused without one.

        The step is kept with its reason; the reason also stands with the need until the next step.
        """
        reason = reason.strip()
        with self._store.write(f"Bedarf {status.label}") as unit:
            need = unit.get(Need, id)
            found = check_step(need, status, read_facts(unit, need))
            if found.obstacle and not (found.overridable and reason):
                raise UserError(found.obstacle, help_topic="prioritaeten" if found.overridable else HELP)
            if found.question and not reason:
                raise UserError(reason_missing(status), help_topic=HELP)
            take_step(unit, need, status, reason)

    def discard(self, id: int) -> None:
        """Move a need to the Papierkorb."""
        with self._store.write("Bedarf in den Papierkorb gelegt") as unit:
            unit.discard(Need, id)

    # --- evidence

    def add_evidence(self, *, need_id: int, evidence_kind_id: int, statement: str, **values: Any) -> int:
        """Add a piece of evidence to a need; returns its id."""
        with self._store.write("Beleg hinzugefügt") as unit:
            unit.get(Need, need_id)
            return unit.add(
                Evidence(need_id=need_id, evidence_kind_id=evidence_kind_id, statement=statement.strip(), **values)
            )

    def update_evidence(self, id: int, version: int | None, **values: Any) -> int:
        """Change fields of a piece of evidence and return the new version."""
        with self._store.write("Beleg geändert", merge=f"evidence:{id}:{','.join(values)}") as unit:
            return unit.change(Evidence, id, version, **values)

    def discard_evidence(self, id: int) -> None:
        """Move a piece of evidence to the Papierkorb."""
        with self._store.write("Beleg in den Papierkorb gelegt") as unit:
            unit.discard(Evidence, id)

    # --- projects

    def link_project(self, id: int, project_id: int) -> None:
        """Tie a project or offer to a need; doing it twice changes nothing."""
        with self._store.write("Projekt mit Bedarf verknüpft") as unit:
            need = unit.get(Need, id)
            if project_id not in need.projects:
                unit.change(Need, id, need.version, projects=(*need.projects, project_id))

    def unlink_project(self, id: int, project_id: int) -> None:
        """Take the tie to a project away, with the judgement of it."""
        with self._store.write("Verknüpfung mit Projekt gelöst") as unit:
            need = unit.get(Need, id)
            kept = tuple(other for other in need.projects if other != project_id)
            unit.change(Need, id, need.version, projects=kept)
            for match in unit.find(NeedOfferMatch, deleted=None, need_id=id, project_id=project_id):
                unit.remove(NeedOfferMatch, match.id)

    def judge_offer(self, id: int, project_id: int, coverage: Coverage | None, *, reason: str = "") -> None:
        """Say how far a linked project covers a need; None takes the judgement back."""
        with self._store.write("Deckung beurteilt") as unit:
            if project_id not in unit.get(Need, id).projects:
                raise UserError("Bitte verknüpfen Sie das Projekt zuerst mit dem Bedarf.", help_topic=HELP)
            known = unit.find(NeedOfferMatch, deleted=None, need_id=id, project_id=project_id)
            if coverage is None:
                for match in known:
                    unit.remove(NeedOfferMatch, match.id)
            elif known:
                unit.change(NeedOfferMatch, known[0].id, None, coverage=coverage, reason=reason.strip())
            else:
                unit.add(NeedOfferMatch(need_id=id, project_id=project_id, coverage=coverage, reason=reason.strip()))

    # --- causes

    def add_factor(self, *, need_id: int, text: str, **values: Any) -> int:
        """Add a cause as a hypothesis; returns its id."""
        with self._store.write("Ursache hinzugefügt") as unit:
            unit.get(Need, need_id)
            values["importance"] = checked_importance(values.get("importance", 3))
            return unit.add(Factor(need_id=need_id, text=text.strip(), **values))

    def update_factor(self, id: int, version: int | None, **values: Any) -> int:
        """Change fields of a cause and return the new version."""
        if "importance" in values:
            values["importance"] = checked_importance(values["importance"])
        with self._store.write("Ursache geändert", merge=f"factor:{id}:{','.join(values)}") as unit:
            return unit.change(Factor, id, version, **values)

    def discard_factor(self, id: int) -> None:
        """Move a cause to the Papierkorb."""
        with self._store.write("Ursache in den Papierkorb gelegt") as unit:
            unit.discard(Factor, id)

    def factor(self, id: int) -> Factor:
        """One cause."""
        with self._store.read() as unit:
            return unit.get(Factor, id)

    # --- reading

    def get(self, id: int) -> Need:
        """The need of this id, also from the Papierkorb."""
        with self._store.read() as unit:
            return unit.get(Need, id)

    def all(self) -> list[Need]:
        """All needs in German order."""
        with self._store.read() as unit:
            return unit.find(Need)

    def card(self, id: int) -> NeedCard:
        """What the detail of a need shows."""
        with self._store.read() as unit:
            return read_card(unit, id)

    def evidence(self, id: int) -> Evidence:
        """One piece of evidence."""
        with self._store.read() as unit:
            return unit.get(Evidence, id)

    def list(self) -> RecordList[Need]:
        """The register as ids and pages."""
        number, *rest = columns(Need, "number", "title", "status")
        return RecordList(self._store, Need, (replace(number, width=9), *rest))
