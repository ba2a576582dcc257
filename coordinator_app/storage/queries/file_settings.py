"""Settings that travel with the file, as texts by key."""

from sqlalchemy import delete, insert, select

from coordinator_app.storage.models.technical import file_setting
from coordinator_app.storage.unit_of_work import ReadUnit, WriteUnit


def read_setting(unit: ReadUnit, key: str, default: str = "") -> str:
    """The value of a setting, `default` when it was never written."""
    found = unit.connection.execute(select(file_setting.c.value).where(file_setting.c.key == key)).scalar()
    return default if found is None else str(found)


def write_setting(unit: WriteUnit, key: str, value: str) -> None:
    """Write a setting; an unchanged one is left alone."""
    if read_setting(unit, key, "\x00") != value:
        unit.connection.execute(delete(file_setting).where(file_setting.c.key == key))
        unit.connection.execute(insert(file_setting).values(key=key, value=value))
