"""The funding programmes that come with the program: read from `resources/funding`, added once to every file."""

import tomllib
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from coordinator_app.domain.funding import FundingProgramme, FundingType, PaymentWay, ProgrammeDate, ProgrammeDeadline
from coordinator_app.storage.unit_of_work import WriteUnit

_FILE = Path(__file__).parents[2] / "resources" / "funding" / "programmes.toml"
_SPACE = UUID("5f0c1d0e-5a39-4b7a-9c3e-8a7b1d2f4e60")
_CHOICES: dict[str, Any] = {
    "funding_type": FundingType,
    "payment_way": PaymentWay,
    "programme_date": ProgrammeDate,
}


def shipped() -> list[dict[str, Any]]:
    """The programmes as they stand in the file: fields by name, „key“, „deadline“ (a list of fields)."""
    found: list[dict[str, Any]] = tomllib.loads(_FILE.read_text(encoding="utf-8"))["programme"]
    return found


def seed_uuid(key: str) -> str:
    """The uuid of a shipped programme: the same in every file."""
    return str(uuid5(_SPACE, key))


def add_programmes(unit: WriteUnit) -> None:
    """Add what a file lacks; one that was renamed or lies in the Papierkorb is left as it is."""
    known = {each.uuid for each in unit.find(FundingProgramme, deleted=None)}
    for entry in shipped():
        uuid = seed_uuid(entry["key"])
        if uuid not in known:
            programme_id = unit.add(FundingProgramme(uuid=uuid, is_seed=True, **_values(entry)))
            for rule in entry.get("deadline", ()):
                unit.add(ProgrammeDeadline(programme_id=programme_id, **_values(rule)))


def _values(entry: dict[str, Any]) -> dict[str, Any]:
    return {
        name: _CHOICES[name](value) if name in _CHOICES else value.strip() if isinstance(value, str) else value
        for name, value in entry.items()
        if name not in {"key", "deadline"}
    }
