"""The global search over twenty years of work, per key stroke."""

import time

from tests.benchmarks import twenty_years

SEARCHES = ("straßenfest", "graffiti bahn", "jugendtreff", "nachname77", "beschluss", "schulweg 4", "b", "revier lage")


def keystrokes() -> list[float]:
    """Seconds of the global search for every beginning of some words."""
    from coordinator_app.gui.search_hits import group_hits
    from coordinator_app.services.workspace import Workspace

    workspace = Workspace.open(twenty_years.full_file(), read_only=True)
    taken: list[float] = []
    try:
        for text in [word[: end + 1] for word in SEARCHES for end in range(len(word))]:
            begin = time.perf_counter()
            group_hits(workspace.search, text)
            taken.append(time.perf_counter() - begin)
    finally:
        workspace.store.close()
    return taken
