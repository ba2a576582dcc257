"""Results of one question with everything that is decided together with it when small numbers are hidden."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from coordinator_app.domain.results import Frequencies, Result
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
    grouping = [prepared.subject(group) for group in wanted]
    rare = [group is not None and bool(group.dropped) for group in grouping]
    counts: list[Frequencies] = []
    limits = limits_of(prepared.survey)
    if subject is not None and subject.kind in COUNTED and prepared.data.size:
        design = prepared.design(weighted=view.weighted)
        counts = [frequencies_of(prepared, subject, part, design, limits.least) for part in subject.parts]
    safe, counted = protect_run(results, counts, limits, rare)
    return Bundle(dict(zip(wanted, safe, strict=True)), counted)
