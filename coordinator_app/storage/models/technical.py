"""Tables that hold no records: settings of the file, change log, search documents, contents of attachments.

The undo log leaves them alone (`info["tracked"]` is False): they are derived, append-only or addressed by content.
"""

from sqlalchemy import Column, Index, Integer, LargeBinary, String, Table, Text

from coordinator_app.storage.models.base import UtcDateTime, metadata

_UNTRACKED = {"tracked": False}

file_setting = Table(
    "file_setting",
    metadata,
    Column("key", String(60), primary_key=True),
    Column("value", Text, nullable=False),
    info={"tracked": True, "kind": "file_setting"},
)

change_log = Table(
    "change_log",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("user", Text, nullable=False),
    Column("step", Text, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("record_id", Integer, nullable=False),
    Index("ix_change_log_record", "kind", "record_id"),
    info=_UNTRACKED,
)

search_doc = Table(
    "search_doc",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(40), nullable=False),
    Column("record_id", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("title_norm", Text, nullable=False),
    Column("body_norm", Text, nullable=False),
    Index("uq_search_doc_record", "kind", "record_id", unique=True),
    info=_UNTRACKED,
)

document_content = Table(
    "document_content",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("size", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
    info=_UNTRACKED,
)
