"""Remembering LimeSurvey's answer codes that do not show their number, so that its answers can be read later.

Kept as import profiles of a questionnaire: heading, variable, rank and the codes that cannot be told from themselves.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence

from coordinator_app.domain.import_profiles import ImportProfile
from coordinator_app.exchange.limesurvey_form import LimeField
from coordinator_app.storage.unit_of_work import ReadUnit, WriteUnit

SUBJECT = "limesurvey-codes"
_MOST = 15_000  # characters of one profile
_CROSSES = ({"Y": 1}, {"1": 1, "0": 0})


def keep(unit: WriteUnit, questionnaire_id: int, title: str, fields: Iterable[LimeField]) -> None:
    """Remember the odd codes of a structure for the answers to a questionnaire."""
    parts: list[list[object]] = []
    for item in fields:
        odd = _odd(item.values)
        if odd:
            parts.append([item.heading, item.variable, item.rank, odd])
    for chunk in _chunks(parts):
        unit.add(ImportProfile(title=title[:200], subject=SUBJECT, headings=str(questionnaire_id), mapping=chunk))


def recall(unit: ReadUnit, questionnaires: Sequence[int]) -> tuple[LimeField, ...]:
    """The fields remembered for questionnaires, the latest last."""
    found: dict[str, LimeField] = {}
    for questionnaire in questionnaires:
        for profile in unit.find(ImportProfile, subject=SUBJECT, headings=str(questionnaire), order="id"):
            for heading, variable, rank, values in json.loads(profile.mapping):
                codes = {str(code): int(number) for code, number in values.items()}
                found[str(heading)] = LimeField(str(heading), str(variable), codes, rank=int(rank))
    return tuple(found.values())


def _odd(values: Mapping[str, int]) -> dict[str, int]:
    """Codes whose number is not the one at their end."""
    if dict(values) in _CROSSES:
        return {}
    found: dict[str, int] = {}
    for code, number in values.items():
        numeral = re.fullmatch(r"[A-Za-z]{0,3}0*(\d{1,3})", code)
        if numeral is None or int(numeral[1]) != number:
            found[code] = number
    return found


def _chunks(parts: list[list[object]]) -> list[str]:
    found: list[str] = []
    chunk: list[list[object]] = []
    for part in parts:
        if chunk and len(json.dumps([*chunk, part], ensure_ascii=False)) > _MOST:
            found.append(json.dumps(chunk, ensure_ascii=False))
            chunk = []
        chunk.append(part)
    return [*found, json.dumps(chunk, ensure_ascii=False)] if chunk else found
