"""What a report is told to take in: filters, columns, looks; kept as JSON in `Report.settings`."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, cast


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPlan:
    """`fields` and `areas` are ids of fields of action and areas (none = all), `columns` those of the project list.

    `words` is the topic of an answer, `without` the records found for it that are not told („need:12“).
    """

    fields: tuple[int, ...] = ()
    areas: tuple[int, ...] = ()
    columns: tuple[str, ...] = ()
    numbered: bool = True
    contents: bool = True
    figure_list: bool = False
    table_list: bool = False
    title_page: bool = True
    with_sheets: bool = False  # a Steckbrief for every project
    words: str = ""
    without: tuple[str, ...] = ()


def read_plan(text: str) -> ReportPlan:
    """The plan in this JSON text; what is missing, unknown or of another sort has its default."""
    try:
        found: Any = json.loads(text or "{}")
    except ValueError:
        found = {}
    known: Mapping[str, Any] = cast("Mapping[str, Any]", found) if isinstance(found, dict) else dict[str, Any]()
    values: dict[str, Any] = {}
    for field in fields(ReportPlan):
        default, value = field.default, known.get(field.name)
        if isinstance(default, bool):
            values[field.name] = value if isinstance(value, bool) else default
        elif isinstance(default, str):
            values[field.name] = value if isinstance(value, str) else default
        elif isinstance(value, list):
            wanted = str if field.name in {"columns", "without"} else int
            values[field.name] = tuple(item for item in cast("list[Any]", value) if type(item) is wanted)
    return ReportPlan(**values)


def plan_text(plan: ReportPlan) -> str:
    """The plan as JSON text."""
    return json.dumps(asdict(plan), ensure_ascii=False, separators=(",", ":"))
