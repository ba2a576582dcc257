"""Results of one question with everything that is decided together with it when small numbers are hidden."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from coordinator_app.domain.results import Frequencies, Result, key_parts
from coordinator_app.services.evaluation_data import Prepared
from coordinator_app.services.evaluation_extra import COUNTED, frequencies_of
from coordinator_app.services.evaluation_safety import limits_of, protect_run
from coordinator_app.services.evaluation_tables import View


@dataclass(frozen=True, eq=False)
class Bundle:
    """Protected results of a question by group („“ = not compared), and its counts."""

    results: Mapping[str, Result]
    counts: Sequence[Frequencies]


def bundle_of(
    prepared: Prepared,
    key: str,
    groups: Sequence[str],
    view: View,
    exact: Callable[[Prepared, str, View], Result],
) -> Bundle:
    """Compute and protect a question by all `groups` together; `exact` gives one result before it is safe."""
    subject = prepared.subject(key)
    wanted = ["", *groups]
    results = [exact(prepared, key, replace(view, group=group, dont_know=False)) for group in wanted]
    counts: list[Frequencies] = []
    limits = limits_of(prepared.survey)
    if subject is not None and subject.kind in COUNTED and prepared.data.size:
        design = prepared.design(weighted=view.weighted)
        counts = [frequencies_of(prepared, subject, part, design, limits.least) for part in subject.parts]
    safe, counted = protect_run(results, counts, limits)
    shown = [shown_groups(prepared, group, result) for group, result in zip(wanted, safe, strict=True)]
    return Bundle(dict(zip(wanted, shown, strict=True)), counted)


def shown_groups(prepared: Prepared, group: str, result: Result) -> Result:
    """The result without the groups that are too small to be shown."""
    subject = prepared.subject(group)
    if subject is None or not subject.rare:
        return result
    keys = {(subject.variable, answer.code) for answer in subject.rare}
    return replace(result, rows=tuple(row for row in result.rows if key_parts(row.key)[1:] not in keys))
