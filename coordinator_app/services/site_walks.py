"""Site walks: planning, entry of what was found, tasks and needs that come of it."""

from dataclasses import dataclass
from typing import Any

from coordinator_app.common.clock import today
from coordinator_app.common.errors import UserError
from coordinator_app.common.german import format_date
from coordinator_app.domain.catalogues import CatalogEntry, Catalogue
from coordinator_app.domain.needs import Evidence, Need
from coordinator_app.domain.site_walks import (
    SiteWalk,
    SiteWalkFinding,
    check_rating,
    check_walk_state,
    task_priority,
    task_title,
)
from coordinator_app.domain.tasks import Task, TaskState
from coordinator_app.services import task_steps
from coordinator_app.services.lists import RecordList, columns
from coordinator_app.services.needs import Needs
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import ReadUnit, WriteUnit


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding with the words of what it refers to and the tasks that came of it."""

    finding: SiteWalkFinding
    feature: str
    responsible: str
    need: str
    tasks: tuple[Task, ...]

    @property
    def id(self) -> int:
        """Id of the finding."""
        return self.finding.id

    @property
    def followed_up(self) -> str:
        """„Aufgabe offen“, „Aufgabe erledigt“, „Bedarf B-003“, or "" when nothing came of it yet."""
        parts: list[str] = []
        if self.tasks:
            done = all(task.state in {TaskState.DONE, TaskState.DROPPED} for task in self.tasks)
            parts.append("Aufgabe erledigt" if done else "Aufgabe offen")
        if self.need:
            parts.append(f"Bedarf „{self.need}“")
        return ", ".join(parts)


class SiteWalks:
    """Use cases around walks; every method is one undo step."""

    def __init__(self, store: Store, needs: Needs) -> None:
        self._store = store
        self._needs = needs

    def list(self) -> RecordList[SiteWalk]:
        """The walks as a list source."""
        return RecordList(self._store, SiteWalk, columns(SiteWalk, "walked_on", "title", "place", "state"))

    def all(self) -> "list[SiteWalk]":
        """All walks, the newest first; those without a day before them."""
        with self._store.read() as unit:
            found = unit.find(SiteWalk)
        return sorted(found, key=lambda walk: (walk.walked_on is not None, walk.walked_on), reverse=True)

    def get(self, id: int) -> SiteWalk:
        """One walk."""
        with self._store.read() as unit:
            return unit.get(SiteWalk, id)

    def create(self, *, title: str, **values: Any) -> int:
        """Plan or enter a walk."""
        with self._store.write("Begehung angelegt") as unit:
            return unit.add(SiteWalk(title=title.strip(), **values))

    def update(self, id: int, version: int | None, **values: Any) -> None:
        """Change a walk; its state obeys the guards of `check_walk_state`."""
        with self._store.write("Begehung geändert", merge=f"site_walk:{id}:{','.join(sorted(values))}") as unit:
            walk = unit.get(SiteWalk, id)
            if "state" in values:
                findings = unit.count(SiteWalkFinding, walk_id=id)
                check_walk_state(values["state"], values.get("walked_on", walk.walked_on), findings, today(unit.clock))
            unit.change(SiteWalk, id, version, **values)

    def discard(self, id: int) -> None:
        """To the Papierkorb."""
        with self._store.write("Begehung gelöscht") as unit:
            unit.discard(SiteWalk, id)

    def repeat(self, id: int) -> int:
        """A new planned walk through the same place, with the same spots and features still to be rated."""
        with self._store.write("Begehung wiederholt") as unit:
            walk = unit.get(SiteWalk, id)
            copy = SiteWalk(
                title=walk.title,
                time_of_day=walk.time_of_day,
                place=walk.place,
                area_id=walk.area_id,
                participants=walk.participants,
                occasion=f"Wiederholung der Begehung vom {format_date(walk.walked_on)}" if walk.walked_on else "",
            )
            new_id = unit.add(copy)
            for finding in unit.find(SiteWalkFinding, walk_id=id, order="position,id"):
                unit.add(
                    SiteWalkFinding(
                        walk_id=new_id,
                        position=finding.position,
                        spot=finding.spot,
                        feature_id=finding.feature_id,
                        text=f"Zuletzt: {finding.text}"[:2000],
                        responsible_id=finding.responsible_id,
                    )
                )
            return new_id

    # ------------------------------------------------------------ findings

    def findings(self, walk_id: int) -> "list[FindingView]":
        """What was found, in order."""
        with self._store.read() as unit:
            return _views(unit, unit.find(SiteWalkFinding, walk_id=walk_id, order="position,id"))

    def finding(self, id: int) -> SiteWalkFinding:
        """One finding."""
        with self._store.read() as unit:
            return unit.get(SiteWalkFinding, id)

    def add_finding(self, walk_id: int, *, text: str, **values: Any) -> int:
        """A finding at the end."""
        check_rating(values.get("rating"))
        with self._store.write("Befund eingetragen") as unit:
            last = max((each.position for each in unit.find(SiteWalkFinding, walk_id=walk_id)), default=0)
            return unit.add(SiteWalkFinding(walk_id=walk_id, position=last + 1, text=text.strip(), **values))

    def update_finding(self, id: int, version: int | None, **values: Any) -> None:
        """Change a finding."""
        check_rating(values.get("rating"))
        merge = f"site_walk_finding:{id}:{','.join(sorted(values))}"
        with self._store.write("Befund geändert", merge=merge) as unit:
            unit.change(SiteWalkFinding, id, version, **values)

    def discard_finding(self, id: int) -> None:
        """To the Papierkorb; the others close up."""
        with self._store.write("Befund gelöscht") as unit:
            walk_id = unit.get(SiteWalkFinding, id).walk_id
            unit.discard(SiteWalkFinding, id)
            for position, each in enumerate(unit.find(SiteWalkFinding, walk_id=walk_id, order="position,id"), start=1):
                if each.position != position:
                    unit.change(SiteWalkFinding, each.id, None, position=position)

    def make_task(self, finding_id: int, *, due: str = "in 4 Wochen") -> int:
        """A task for who is responsible: the measure, as urgent as the rating is bad."""
        from coordinator_app.domain.day_words import parse_day

        with self._store.write("Aufgabe aus Befund angelegt") as unit:
            finding = unit.get(SiteWalkFinding, finding_id)
            walk = unit.get(SiteWalk, finding.walk_id)
            task = Task(
                title=task_title(finding),
                description=finding.text if finding.measure.strip() else "",
                due_on=parse_day(due, today(unit.clock), "future"),
                priority=task_priority(finding),
                organisation_id=finding.responsible_id,
                source_kind=SiteWalkFinding.kind,
                source_id=finding_id,
            )
            return task_steps.add(unit, task, f"Aus der Begehung „{walk.title}“")

    def make_need(self, finding_id: int) -> int:
        """A need from a finding, with the walk as its first evidence."""
        with self._store.write("Bedarf aus Befund angelegt") as unit:
            finding = unit.get(SiteWalkFinding, finding_id)
            if finding.need_id is not None:
                raise UserError("Aus diesem Befund ist schon ein Bedarf entstanden.", help_topic="begehungen")
            walk = unit.get(SiteWalk, finding.walk_id)
            title = f"{finding.text.strip()[:150]}" + (f" ({finding.spot.strip()})" if finding.spot.strip() else "")
            need_id = self._needs.create(
                title=title[:200],
                place=", ".join(part for part in (finding.spot.strip(), walk.place.strip()) if part),
                areas=(walk.area_id,) if walk.area_id else (),
                first_reported=walk.walked_on or today(unit.clock),
            )
            self._link(unit, finding, walk, need_id)
            return need_id

    def add_to_need(self, finding_id: int, need_id: int) -> None:
        """Let a finding support a need that exists."""
        with self._store.write("Befund einem Bedarf zugeordnet") as unit:
            finding = unit.get(SiteWalkFinding, finding_id)
            unit.get(Need, need_id)
            if finding.need_id != need_id:
                self._link(unit, finding, unit.get(SiteWalk, finding.walk_id), need_id)

    def _link(self, unit: WriteUnit, finding: SiteWalkFinding, walk: SiteWalk, need_id: int) -> None:
        known = unit.find(Evidence, need_id=need_id, source_kind=SiteWalk.kind, source_id=walk.id)
        if not known:
            day = f" vom {format_date(walk.walked_on)}" if walk.walked_on else ""
            self._needs.add_evidence(
                need_id=need_id,
                evidence_kind_id=_evidence_kind(unit),
                statement=finding.text,
                source=f"Begehung „{walk.title}“{day}",
                source_kind=SiteWalk.kind,
                source_id=walk.id,
                observed=walk.walked_on,
            )
        unit.change(SiteWalkFinding, finding.id, None, need_id=need_id)


def _evidence_kind(unit: ReadUnit) -> int:
    found = unit.find(CatalogEntry, catalogue=Catalogue.EVIDENCE_KIND, code="site_walk")
    if not found:
        raise UserError("Im Katalog „Evidenzarten“ fehlt der Eintrag „Begehung“.", help_topic="kataloge")
    return found[0].id


def _views(unit: ReadUnit, findings: list[SiteWalkFinding]) -> list[FindingView]:
    features = unit.titles(CatalogEntry.kind, [each.feature_id for each in findings])
    organisations = unit.titles("organisation", [each.responsible_id for each in findings])
    needs = unit.titles(Need.kind, [each.need_id for each in findings])
    tasks: dict[int, list[Task]] = {}
    ids = tuple(each.id for each in findings)
    for task in unit.find(Task, source_kind=SiteWalkFinding.kind, source_id=ids) if ids else []:
        tasks.setdefault(task.source_id or 0, []).append(task)
    return [
        FindingView(
            each,
            features.get(each.feature_id or 0, ""),
            organisations.get(each.responsible_id or 0, ""),
            needs.get(each.need_id or 0, ""),
            tuple(tasks.get(each.id, ())),
        )
        for each in findings
    ]


def open_bad_findings(views: list[FindingView], from_rating: int) -> list[FindingView]:
    """Findings rated badly from which neither task nor need has come."""
    return [view for view in views if (view.finding.rating or 0) >= from_rating and not view.followed_up]
