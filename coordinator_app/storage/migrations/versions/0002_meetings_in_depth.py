"""Meetings in depth.

Self-contained: imports nothing of the program.
"""

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:  # noqa: PLR0915 - one statement per table and index
    """Bring the schema from version 1 to 2."""
    op.create_table(
        "dispatch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("display_title", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("filter_text", sa.Text(), nullable=False),
        sa.Column("occasion", sa.String(length=40), nullable=False),
        sa.Column("target_kind", sa.Text(), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("recipients", sa.Text(), nullable=False),
        sa.Column("contents", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispatch")),
        sa.UniqueConstraint("uuid", name=op.f("uq_dispatch_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("dispatch", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index("ix_dispatch_list", ["deleted_at", "sort_key", "filter_text"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_dispatch_target_kind_target_id"), ["target_kind", "target_id"], unique=False
        )

    op.create_table(
        "snippet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("display_title", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("filter_text", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("use", sa.String(length=40), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snippet")),
        sa.UniqueConstraint("uuid", name=op.f("uq_snippet_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("snippet", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index("ix_snippet_list", ["deleted_at", "sort_key", "filter_text"], unique=False)

    op.create_table(
        "agenda_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("display_title", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("filter_text", sa.Text(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_agenda_template_body_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_template")),
        sa.UniqueConstraint("uuid", name=op.f("uq_agenda_template_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("agenda_template", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index(batch_op.f("ix_agenda_template_body_id"), ["body_id"], unique=False)
        batch_op.create_index("ix_agenda_template_list", ["deleted_at", "sort_key", "filter_text"], unique=False)

    op.create_table(
        "letter_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("display_title", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("filter_text", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("body_id", sa.Integer(), nullable=True),
        sa.Column("is_default", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_letter_template_body_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_letter_template_document_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_template")),
        sa.UniqueConstraint("uuid", name=op.f("uq_letter_template_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("letter_template", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index(batch_op.f("ix_letter_template_body_id"), ["body_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_letter_template_document_id"), ["document_id"], unique=False)
        batch_op.create_index("ix_letter_template_list", ["deleted_at", "sort_key", "filter_text"], unique=False)

    op.create_table(
        "written_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("display_title", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("filter_text", sa.Text(), nullable=False),
        sa.Column("document_key", sa.Text(), nullable=False),
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("version_number", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=True),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_written_file_document_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_written_file")),
        sa.UniqueConstraint("uuid", name=op.f("uq_written_file_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("written_file", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index(batch_op.f("ix_written_file_document_id"), ["document_id"], unique=False)
        batch_op.create_index("ix_written_file_list", ["deleted_at", "sort_key", "filter_text"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_written_file_subject_kind_subject_id"), ["subject_kind", "subject_id"], unique=False
        )

    op.create_table(
        "agenda_template_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("display_title", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("filter_text", sa.Text(), nullable=False),
        sa.Column("template_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_heading", sa.Boolean(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("item_type", sa.String(length=40), nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("reporter", sa.Text(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("proposal", sa.Text(), nullable=False),
        sa.Column("recurring", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_id"],
            ["agenda_template_line.id"],
            name=op.f("fk_agenda_template_line_parent_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["template_id"],
            ["agenda_template.id"],
            name=op.f("fk_agenda_template_line_template_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_template_line")),
        sa.UniqueConstraint("uuid", name=op.f("uq_agenda_template_line_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("agenda_template_line", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index("ix_agenda_template_line_list", ["deleted_at", "sort_key", "filter_text"], unique=False)
        batch_op.create_index(batch_op.f("ix_agenda_template_line_parent_id"), ["parent_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_agenda_template_line_template_id"), ["template_id"], unique=False)

    op.create_table(
        "meeting_series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("display_title", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("filter_text", sa.Text(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("starts_at", sa.DateTime(), nullable=True),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("anchor", sa.Text(), nullable=False),
        sa.Column("anchor_on", sa.Date(), nullable=True),
        sa.Column("offset_days", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("online_link", sa.Text(), nullable=False),
        sa.Column("template_id", sa.Integer(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_meeting_series_body_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["template_id"], ["agenda_template.id"], name=op.f("fk_meeting_series_template_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_series")),
        sa.UniqueConstraint("uuid", name=op.f("uq_meeting_series_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("meeting_series", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_series_body_id"), ["body_id"], unique=False)
        batch_op.create_index("ix_meeting_series_list", ["deleted_at", "sort_key", "filter_text"], unique=False)
        batch_op.create_index(batch_op.f("ix_meeting_series_template_id"), ["template_id"], unique=False)

    op.create_table(
        "meeting_break",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("display_title", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("filter_text", sa.Text(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(), nullable=True),
        sa.Column("ends_at", sa.DateTime(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_break_meeting_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_break")),
        sa.UniqueConstraint("uuid", name=op.f("uq_meeting_break_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("meeting_break", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index("ix_meeting_break_list", ["deleted_at", "sort_key", "filter_text"], unique=False)
        batch_op.create_index(batch_op.f("ix_meeting_break_meeting_id"), ["meeting_id"], unique=False)

    op.create_table(
        "implementation_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("display_title", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("filter_text", sa.Text(), nullable=False),
        sa.Column("resolution_id", sa.Integer(), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("old_state", sa.String(length=40), nullable=True),
        sa.Column("new_state", sa.String(length=40), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_implementation_report_meeting_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["resolution_id"],
            ["resolution.id"],
            name=op.f("fk_implementation_report_resolution_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_implementation_report")),
        sa.UniqueConstraint("uuid", name=op.f("uq_implementation_report_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("implementation_report", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index("ix_implementation_report_list", ["deleted_at", "sort_key", "filter_text"], unique=False)
        batch_op.create_index(batch_op.f("ix_implementation_report_meeting_id"), ["meeting_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_implementation_report_resolution_id"), ["resolution_id"], unique=False)

    op.create_table(
        "objection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("display_title", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("filter_text", sa.Text(), nullable=False),
        sa.Column("minutes_id", sa.Integer(), nullable=False),
        sa.Column("version_number", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("raised_on", sa.Date(), nullable=True),
        sa.Column("agenda_item_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("decision", sa.String(length=40), nullable=False),
        sa.Column("decision_text", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_in_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agenda_item_id"], ["agenda_item.id"], name=op.f("fk_objection_agenda_item_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["decided_in_id"], ["meeting.id"], name=op.f("fk_objection_decided_in_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["minutes_id"], ["minutes.id"], name=op.f("fk_objection_minutes_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_objection_person_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objection")),
        sa.UniqueConstraint("uuid", name=op.f("uq_objection_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("objection", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index(batch_op.f("ix_objection_agenda_item_id"), ["agenda_item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_objection_decided_in_id"), ["decided_in_id"], unique=False)
        batch_op.create_index("ix_objection_list", ["deleted_at", "sort_key", "filter_text"], unique=False)
        batch_op.create_index(batch_op.f("ix_objection_minutes_id"), ["minutes_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_objection_person_id"), ["person_id"], unique=False)

    op.create_table(
        "resolution_need",
        sa.Column("resolution_id", sa.Integer(), nullable=False),
        sa.Column("need_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"], name=op.f("fk_resolution_need_need_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["resolution_id"], ["resolution.id"], name=op.f("fk_resolution_need_resolution_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("resolution_id", "need_id", name=op.f("pk_resolution_need")),
        info={"owner": "resolution", "own_column": "resolution_id", "target": "need", "target_column": "need_id"},
    )
    with op.batch_alter_table("resolution_need") as batch_op:
        batch_op.create_index(batch_op.f("ix_resolution_need_need_id"), ["need_id"], unique=False)

    op.create_table(
        "ballot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("display_title", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("filter_text", sa.Text(), nullable=False),
        sa.Column("vote_id", sa.Integer(), nullable=False),
        sa.Column("membership_id", sa.Integer(), nullable=True),
        sa.Column("attendance_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("represents", sa.Text(), nullable=False),
        sa.Column("choice", sa.String(length=40), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("cast_on", sa.Date(), nullable=True),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attendance_id"], ["attendance.id"], name=op.f("fk_ballot_attendance_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["membership_id"], ["membership.id"], name=op.f("fk_ballot_membership_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_ballot_person_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["vote_id"], ["vote.id"], name=op.f("fk_ballot_vote_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ballot")),
        sa.UniqueConstraint("uuid", name=op.f("uq_ballot_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("ballot", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index(batch_op.f("ix_ballot_attendance_id"), ["attendance_id"], unique=False)
        batch_op.create_index("ix_ballot_list", ["deleted_at", "sort_key", "filter_text"], unique=False)
        batch_op.create_index(batch_op.f("ix_ballot_membership_id"), ["membership_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_ballot_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_ballot_vote_id"), ["vote_id"], unique=False)

    op.create_table(
        "circulation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("display_title", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("filter_text", sa.Text(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("resolution_id", sa.Integer(), nullable=False),
        sa.Column("vote_id", sa.Integer(), nullable=True),
        sa.Column("agenda_item_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("letter", sa.Text(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("reply_until", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("stop_reason", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agenda_item_id"], ["agenda_item.id"], name=op.f("fk_circulation_agenda_item_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_circulation_body_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["resolution_id"], ["resolution.id"], name=op.f("fk_circulation_resolution_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["vote_id"], ["vote.id"], name=op.f("fk_circulation_vote_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circulation")),
        sa.UniqueConstraint("uuid", name=op.f("uq_circulation_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("circulation", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index(batch_op.f("ix_circulation_agenda_item_id"), ["agenda_item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_circulation_body_id"), ["body_id"], unique=False)
        batch_op.create_index("ix_circulation_list", ["deleted_at", "sort_key", "filter_text"], unique=False)
        batch_op.create_index(batch_op.f("ix_circulation_resolution_id"), ["resolution_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_circulation_vote_id"), ["vote_id"], unique=False)

    with op.batch_alter_table("agenda_item", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("moved_from_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_agenda_item_moved_from_id"), ["moved_from_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_agenda_item_moved_from_id"), "meeting", ["moved_from_id"], ["id"], ondelete="SET NULL"
        )

    with op.batch_alter_table("backlog_item", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("reject_reason", sa.Text(), nullable=False, server_default=""))

    with op.batch_alter_table("body", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("constituted_on", sa.Date(), nullable=True))

    with op.batch_alter_table("body_rules", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("circulation_days", sa.Integer(), nullable=False, server_default="14"))
        batch_op.add_column(sa.Column("circulation_objection", sa.Boolean(), nullable=False, server_default="0"))

    with op.batch_alter_table("invitation", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("organisation", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("for_information", sa.Boolean(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("way", sa.String(length=40), nullable=False, server_default="email"))
        batch_op.add_column(sa.Column("address", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("deputy_name", sa.Text(), nullable=False, server_default=""))

    with op.batch_alter_table("meeting", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("series_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("series_day", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("calendar_sequence", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("calendar_state", sa.Text(), nullable=False, server_default=""))
        batch_op.create_index(batch_op.f("ix_meeting_series_id"), ["series_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_meeting_series_id"), "meeting_series", ["series_id"], ["id"], ondelete="SET NULL"
        )

    with op.batch_alter_table("membership", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("vacant", sa.Boolean(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("previous_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_membership_previous_id"), ["previous_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_membership_previous_id"), "membership", ["previous_id"], ["id"], ondelete="SET NULL"
        )

    with op.batch_alter_table("minutes", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("sent_on", sa.Date(), nullable=True))

    with op.batch_alter_table("resolution", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("candidates", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("elected", sa.Text(), nullable=False, server_default=""))

    with op.batch_alter_table("task", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("recurrence", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("repeats_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("remind_days", sa.Integer(), nullable=False, server_default="7"))
        batch_op.create_index(batch_op.f("ix_task_repeats_id"), ["repeats_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_task_repeats_id"), "task", ["repeats_id"], ["id"], ondelete="SET NULL"
        )

    with op.batch_alter_table("vote", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("candidates", sa.Text(), nullable=False, server_default=""))

    with op.batch_alter_table("backlog_item", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.alter_column("reject_reason", server_default=None)
    with op.batch_alter_table("body_rules", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.alter_column("circulation_days", server_default=None)
        batch_op.alter_column("circulation_objection", server_default=None)
    with op.batch_alter_table("invitation", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.alter_column("organisation", server_default=None)
        batch_op.alter_column("for_information", server_default=None)
        batch_op.alter_column("way", server_default=None)
        batch_op.alter_column("address", server_default=None)
        batch_op.alter_column("deputy_name", server_default=None)
    with op.batch_alter_table("meeting", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.alter_column("calendar_sequence", server_default=None)
        batch_op.alter_column("calendar_state", server_default=None)
    with op.batch_alter_table("membership", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.alter_column("vacant", server_default=None)
    with op.batch_alter_table("resolution", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.alter_column("candidates", server_default=None)
        batch_op.alter_column("elected", server_default=None)
    with op.batch_alter_table("task", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.alter_column("recurrence", server_default=None)
        batch_op.alter_column("remind_days", server_default=None)
    with op.batch_alter_table("vote", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.alter_column("candidates", server_default=None)
