"""Write the next migration from the difference between the migrations so far and the tables as declared now.

    python packaging/new_migration.py "needs get a place"      next number, to be read and completed by hand
    python packaging/new_migration.py --first                  write 0001 anew (only before the first release)

The file it writes imports nothing of the program, so that it stays true when the program changes.
"""

import argparse
import re
import sqlite3
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any, Literal

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from alembic.autogenerate import produce_migrations, render_python_code  # noqa: E402 - after the path is set
from alembic.autogenerate.api import AutogenContext  # noqa: E402
from alembic.migration import MigrationContext  # noqa: E402
from sqlalchemy import String, TypeDecorator, create_engine  # noqa: E402
from sqlalchemy.pool import StaticPool  # noqa: E402

from coordinator_app.storage import search_index  # noqa: E402
from coordinator_app.storage.migration import VERSIONS, scripts, upgrade_connection  # noqa: E402
from coordinator_app.storage.models.base import all_rows, metadata  # noqa: E402

_HEAD = '''"""{title}.

Self-contained: imports nothing of the program.
"""

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:{noqa}
    """Bring the schema from version {before} to {after}."""
{body}
'''


def main() -> int:
    """Write one migration and name its file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("title", nargs="?", default="First schema")
    parser.add_argument("--first", action="store_true", help="write 0001 anew")
    wanted = parser.parse_args()
    number = 1 if wanted.first else max((found for found, _ in scripts()), default=0) + 1
    slug = re.sub(r"[^a-z0-9]+", "_", wanted.title.lower()).strip("_") if number > 1 else "first"
    target = VERSIONS / f"{number:04d}_{slug}.py"
    body = statements(number - 1)
    if number == 1:
        parts = search_index.SCHEMA.replace(" content=", "\0 content=").replace(" tokenize", "\0 tokenize").split("\0")
        body += "\n    op.execute(\n" + "\n".join(f"        {part!r}" for part in parts) + "\n    )"
    noqa = "  # noqa: PLR0915 - one statement per table and index" if body.count("op.") > 40 else ""
    title = wanted.title if number > 1 else "First schema"
    target.write_text(
        _HEAD.format(title=title, before=number - 1, after=number, body=body, noqa=noqa), encoding="utf-8"
    )
    sys.stdout.write(f"{target}\n")
    return 0


def statements(version: int) -> str:
    """The Alembic calls that lead from the migrations up to `version` to the declared tables."""
    all_rows()
    connection = sqlite3.connect(":memory:", isolation_level=None)
    if version:
        upgrade_connection(connection, 0, version)
    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
    with engine.connect() as core:
        options = {"render_item": _plain_type, "render_as_batch": version > 0, "include_name": _ours}
        context = MigrationContext.configure(core, opts={**options, "target_metadata": metadata})
        produced = produce_migrations(context, metadata)
        if produced.upgrade_ops is None:
            return "    pass"
        code = render_python_code(
            produced.upgrade_ops, render_as_batch=version > 0, render_item=_plain_type, migration_context=context
        )
    lines = [line for line in never_reusing_ids(code).splitlines() if not line.strip().startswith("# ###")]
    lines = [line if line.startswith("    ") or not line else f"    {line}" for line in lines]
    return "\n".join(with_values_for_rows_there(lines))


def with_values_for_rows_there(lines: list[str]) -> list[str]:
    """A new column that must hold something takes the record's default in the rows there already.

    The default is dropped again afterwards: a migrated file has the very schema of a new one.
    """
    table, filled, done = "", dict[str, list[str]](), list[str]()
    for line in lines:
        if found := re.search(r"op\.(?:batch_alter_table|create_table)\('(\w+)'", line):
            table = found[1]
        added = re.search(r"batch_op\.add_column\(sa\.Column\('(\w+)', .*nullable=False\)\)", line)
        if added:
            filled.setdefault(table, []).append(added[1])
            value = f"nullable=False, server_default={_stored_default(table, added[1])}"
            done.append(line.replace("nullable=False", value))
        else:
            done.append(line)
    for name, columns in filled.items():
        done.append(
            f"    with op.batch_alter_table('{name}', table_kwargs={{'sqlite_autoincrement': True}}) as batch_op:"
        )
        done += [f"        batch_op.alter_column('{column}', server_default=None)" for column in columns]
    return done


def _stored_default(table: str, column: str) -> str:
    record = next(row.__record__ for row in all_rows().values() if row.__tablename__ == table)
    default = next(item.default for item in fields(record) if item.name == column)
    return repr(str(int(default)) if isinstance(default, int) else str(default))


def never_reusing_ids(code: str) -> str:
    """Batch changes copy a table and would forget that its ids are never used twice, unless told."""
    return re.sub(r"op\.batch_alter_table\('(\w+)', schema=None\)", _with_autoincrement, code)


def _with_autoincrement(found: re.Match[str]) -> str:
    name = found[1]
    keeps = name in metadata.tables and metadata.tables[name].dialect_options["sqlite"]["autoincrement"]
    options = ", table_kwargs={'sqlite_autoincrement': True}" if keeps else ""
    return f"op.batch_alter_table('{name}'{options})"


def _ours(name: str | None, kind: str, _parents: Any) -> bool:
    return not (kind == "table" and name is not None and (name.startswith(("search_fts", "sqlite_"))))


def _plain_type(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """Types of the program as the SQLAlchemy types they are stored as."""
    if kind == "type" and isinstance(item, TypeDecorator):
        stored = item.impl
        if isinstance(stored, String) and stored.length:
            return f"sa.String(length={stored.length})"
        return f"sa.{type(stored).__name__}()"
    return False


if __name__ == "__main__":
    raise SystemExit(main())
