"""Questions about sealed minutes that the database answers without handing out their whole content."""

import json

from sqlalchemy import func, select

from coordinator_app.storage.models.minutes import MinutesRow, MinutesVersionRow
from coordinator_app.storage.unit_of_work import ReadUnit


def minutes_naming(unit: ReadUnit, name: str) -> list[str]:
    """Titles of the minutes with a sealed version that names somebody, newest first.

    A name counts where it stands alone: in the attendance list, as chair, as responsible person, in a ballot.
    """
    if not name.strip():
        return []
    minutes, version = MinutesRow.__table__, MinutesVersionRow.__table__
    written = json.dumps(name, ensure_ascii=False)
    query = (
        select(minutes.c.title)
        .join(version, version.c.minutes_id == minutes.c.id)
        .where(version.c.deleted_at.is_(None), func.instr(version.c.content_json, written) > 0)
        .group_by(minutes.c.id)
        .order_by(minutes.c.id.desc())
    )
    return [row[0] for row in unit.connection.execute(query)]
