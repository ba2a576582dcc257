"""Funding programmes: the list, changing them, noting that they were checked, their days."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coordinator_app.common.clock import today
from coordinator_app.common.errors import UserError
from coordinator_app.common.german import format_date
from coordinator_app.domain.columns import Column
from coordinator_app.domain.fields import Kind
from coordinator_app.domain.funding import FundingProgramme, ProgrammeDate, ProgrammeDeadline
from coordinator_app.domain.grant_dates import GrantDate, needs_check, programme_dates, rule_sentence
from coordinator_app.domain.grants import Grant
from coordinator_app.domain.shares import format_share
from coordinator_app.services.lists import ListRow, RecordList, column
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import ReadUnit

if TYPE_CHECKING:
    from coordinator_app.services.attachments import Attachments

HELP = "foerderung"
_Row = ListRow[FundingProgramme]


def _largest_share(row: _Row) -> Any:
    return format_share(row.record.largest_share)


def _offered(row: _Row) -> Any:
    return "" if row.record.active else "nicht mehr angeboten"


def _column(name: str, **changes: Any) -> Column[_Row]:
    return replace(column(FundingProgramme, name), **changes)


COLUMNS: tuple[Column[_Row], ...] = (
    _column("title", width=30, stretch=True),
    _column("short_name", width=14, shown=False),
    _column("provider", width=26, shown=False),
    _column("largest_share", width=9, label="Förderung bis", value=_largest_share, kind=Kind.TEXT),
    _column("smallest_amount", width=12, shown=False),
    _column("largest_amount", width=12, shown=False),
    _column("checked_on", width=11, label="Geprüft am"),
    _column("checked_by", width=14, shown=False),
    _column("active", width=14, label="Angebot", value=_offered, kind=Kind.TEXT, shown=False),
    _column("website", width=24, shown=False),
    _column("source", width=30, shown=False),
)


@dataclass(frozen=True, slots=True)
class ProgrammeCard:
    """A programme with its days, what is coming, and the grants from it."""

    programme: FundingProgramme
    rules: tuple[ProgrammeDeadline, ...]
    coming: tuple[GrantDate, ...]
    grants: tuple[Grant, ...]
    unchecked: str


class Funding:
    """Verbs on programmes; every writing verb is one undoable step."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def list_source(self) -> RecordList[FundingProgramme]:
        """The list with its columns."""
        return RecordList(self._store, FundingProgramme, COLUMNS)

    def all(self) -> list[FundingProgramme]:
        """All programmes in German order."""
        with self._store.read() as unit:
            return unit.find(FundingProgramme)

    def get(self, id: int) -> FundingProgramme:
        """One programme; `UserError` when it is gone."""
        with self._store.read() as unit:
            return unit.get(FundingProgramme, id)

    def card(self, id: int) -> ProgrammeCard:
        """One programme with all that hangs on it."""
        day = today(self._store.clock)
        with self._store.read() as unit:
            programme = unit.get(FundingProgramme, id)
            rules = rules_of(unit, id)
            grants = tuple(unit.find(Grant, programme_id=id, order="-funding_year,sort_key"))
        coming = tuple(entry for entry in programme_dates(programme, rules, day) if entry.key != "check")
        return ProgrammeCard(programme, rules, coming, grants, check_sentence(programme, day))

    def unchecked(self) -> list[FundingProgramme]:
        """Offered programmes nobody compared with their source for a year."""
        day = today(self._store.clock)
        return [programme for programme in self.all() if needs_check(programme, day)]

    def coming_dates(self, programme: FundingProgramme) -> tuple[GrantDate, ...]:
        """The next days of a programme."""
        with self._store.read() as unit:
            return programme_dates(programme, rules_of(unit, programme.id), today(self._store.clock))

    # ---------------------------------------------------------------- writing

    def create(self, *, title: str, source: str, **values: Any) -> int:
        """A new programme; it counts as checked today."""
        values.setdefault("checked_on", today(self._store.clock))
        values.setdefault("checked_by", self._store.user)
        with self._store.write("Förderprogramm angelegt") as unit:
            return unit.add(FundingProgramme(title=title.strip(), source=source.strip(), **values))

    def update(self, id: int, version: int | None, **values: Any) -> int:
        """Change fields; returns the new version."""
        with self._store.write("Förderprogramm geändert", merge=f"programme:{id}:{','.join(values)}") as unit:
            return unit.change(FundingProgramme, id, version, **values)

    def check(self, id: int) -> None:
        """Note that somebody compared the entry with its source today."""
        day = today(self._store.clock)
        with self._store.write("Förderprogramm geprüft") as unit:
            unit.change(FundingProgramme, id, None, checked_on=day, checked_by=self._store.user)

    def set_signet(self, id: int, attachments: "Attachments", path: Path) -> None:
        """Take a picture in as the signet that documents of funded projects show; `UserError` for another file."""
        try:
            begin = path.read_bytes()[:8]
        except OSError as error:
            raise UserError(f"„{path.name}“ lässt sich nicht lesen.", help_topic=HELP) from error
        if not begin.startswith((b"\x89PNG", b"\xff\xd8\xff")):
            raise UserError(f"„{path.name}“ ist kein Bild im Format PNG oder JPEG.", help_topic=HELP)
        with self._store.write("Signet eingefügt") as unit:
            name = unit.get(FundingProgramme, id).short_name
            document_id = attachments.add_file(path, kind=FundingProgramme.kind, id=id, title=f"Signet {name}".strip())
            unit.change(FundingProgramme, id, None, logo_id=document_id)

    def duplicate(self, id: int) -> int:
        """A copy with its days, for a variant or a new version of the guideline."""
        with self._store.write("Förderprogramm kopiert") as unit:
            old = unit.get(FundingProgramme, id)
            new = unit.add(replace(old, uuid="", title=f"{old.title} (Kopie)"[:300], is_seed=False, checked_on=None))
            for rule in rules_of(unit, id):
                unit.add(replace(rule, uuid="", programme_id=new))
            return new

    def discard(self, id: int) -> None:
        """To the Papierkorb; grants keep their programme."""
        with self._store.write("Förderprogramm in den Papierkorb gelegt") as unit:
            unit.discard(FundingProgramme, id)

    def add_rule(self, programme_id: int, **values: Any) -> int:
        """A day of the programme; `UserError` when it names none."""
        rule = ProgrammeDeadline(programme_id=programme_id, **values)
        _refuse(rule_sentence(rule))
        with self._store.write("Programmfrist hinzugefügt") as unit:
            unit.get(FundingProgramme, programme_id)
            return unit.add(rule)

    def update_rule(self, id: int, version: int | None, **values: Any) -> int:
        """Change a day of the programme."""
        with self._store.write("Programmfrist geändert") as unit:
            _refuse(rule_sentence(replace(unit.get(ProgrammeDeadline, id), **values)))
            return unit.change(ProgrammeDeadline, id, version, **values)

    def remove_rule(self, id: int) -> None:
        """Take a day away."""
        with self._store.write("Programmfrist entfernt") as unit:
            unit.remove(ProgrammeDeadline, id)


def rules_of(unit: ReadUnit, programme_id: int | None) -> tuple[ProgrammeDeadline, ...]:
    """The days of a programme in the order of the year."""
    if programme_id is None:
        return ()
    found = unit.find(ProgrammeDeadline, programme_id=programme_id, order="id")
    order = list(ProgrammeDate)
    return tuple(sorted(found, key=lambda rule: (order.index(rule.programme_date), rule.month or 0, rule.day or 0)))


def check_sentence(programme: FundingProgramme, day: date) -> str:
    """Why the entry should be compared with its source, "" when that was done within a year."""
    if not needs_check(programme, day):
        return ""
    if programme.checked_on is None:
        return "Diese Angaben hat noch niemand mit der Quelle verglichen."
    return f"Zuletzt am {format_date(programme.checked_on)} mit der Quelle verglichen, das ist über ein Jahr her."


def _refuse(sentence: str) -> None:
    if sentence:
        raise UserError(sentence, help_topic=HELP)
