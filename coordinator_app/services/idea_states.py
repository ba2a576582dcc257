"""What becomes of an idea of the Themenspeicher when the agenda item made from it goes or comes back."""

from coordinator_app.domain.meetings import AgendaItem, BacklogItem, BacklogState
from coordinator_app.storage.unit_of_work import WriteUnit


def put_back(unit: WriteUnit, item: AgendaItem) -> None:
    """An idea is open again when its agenda item goes."""
    idea = idea_of(item)
    if idea is not None:
        unit.change(BacklogItem, idea, None, state=BacklogState.OPEN)


def take_again(unit: WriteUnit, item: AgendaItem) -> None:
    """An idea is planned again when its agenda item comes back."""
    idea = idea_of(item)
    if idea is not None:
        unit.change(BacklogItem, idea, None, state=BacklogState.SCHEDULED)


def idea_of(item: AgendaItem) -> int | None:
    """Id of the idea an agenda item was made from."""
    kind, _, id = item.origin_key.partition(":")
    return int(id) if kind == "backlog" else None
