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
    """Protected results by key and group („" = not compared), and the counts with the key they belong to."""

    results: Mapping[tuple[str, str], Result]
    counts: Sequence[tuple[str, Frequencies]]


def bundle_of(
    prepared: Prepared,
    keys: Sequence[str],
    groups: Sequence[str],
    view: View,
    exact: Callable[[Prepared, str, View], Result],
) -> Bundle:
    """Compute and protect the results of `keys` by all `groups`; `exact` gives one result before it is safe."""
    places = [(key, group) for key in keys for group in ("", *groups) if group != key]
    results = [exact(prepared, key, replace(view, group=group)) for key, group in places]
    counts: list[tuple[str, Frequencies]] = []
    design = prepared.design(weighted=view.weighted)
    for key in keys:
        subject = prepared.subject(key)
        if subject is not None and subject.kind in COUNTED and prepared.data.size:
            counts += [(key, frequencies_of(prepared, subject, part, design)) for part in subject.parts]
    safe, counted = protect_run(results, [count for _, count in counts], limits_of(prepared.survey))
    owners = [key for key, _ in counts]
    return Bundle(dict(zip(places, safe, strict=True)), list(zip(owners, counted, strict=True)))
