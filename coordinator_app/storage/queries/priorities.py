"""All scores of a round at once: thousands of them, as plain values."""

from typing import NamedTuple

from sqlalchemy import Connection, select

from coordinator_app.storage.models.priorities import RaterRow, ScoreRow


class ScoreValue(NamedTuple):
    """One score; `points` None = „weiß nicht“."""

    rater_id: int
    need_id: int
    criterion_id: int
    points: int | None


def round_scores(connection: Connection, round_id: int) -> list[ScoreValue]:
    """The scores of all raters of a round, in the order they were first entered."""
    score, rater = ScoreRow.__table__, RaterRow.__table__
    rows = connection.execute(
        select(score.c.rater_id, score.c.need_id, score.c.criterion_id, score.c.points)
        .join(rater, score.c.rater_id == rater.c.id)
        .where(rater.c.priority_round_id == round_id, rater.c.deleted_at.is_(None), score.c.deleted_at.is_(None))
        .order_by(score.c.id)
    )
    return [ScoreValue(*row) for row in rows]
