"""Reports.

Self-contained: imports nothing of the program.
"""

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:
    """Bring the schema from version 4 to 5."""
    op.create_table(
        "report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("display_title", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("filter_text", sa.Text(), nullable=False),
        sa.Column("report_kind", sa.String(length=40), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("period_start", sa.Date(), nullable=True),
        sa.Column("period_end", sa.Date(), nullable=True),
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("addressee", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sa.UniqueConstraint("uuid", name=op.f("uq_report_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("report", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index("ix_report_list", ["deleted_at", "sort_key", "filter_text"], unique=False)

    op.create_table(
        "report_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("display_title", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("filter_text", sa.Text(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=True),
        sa.Column("variant", sa.String(length=40), nullable=False),
        sa.Column("file_format", sa.Text(), nullable=False),
        sa.Column("data_hash", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_report_run_report_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_run")),
        sa.UniqueConstraint("uuid", name=op.f("uq_report_run_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("report_run", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index("ix_report_run_list", ["deleted_at", "sort_key", "filter_text"], unique=False)
        batch_op.create_index(batch_op.f("ix_report_run_report_id"), ["report_id"], unique=False)

    with op.batch_alter_table("letter_template", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("purpose", sa.String(length=40), nullable=False, server_default="letter"))

    with op.batch_alter_table("municipality", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("house_template_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_municipality_house_template_id"), ["house_template_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_municipality_house_template_id"),
            "document",
            ["house_template_id"],
            ["id"],
            ondelete="SET NULL",
        )

    with op.batch_alter_table("report_chapter_text", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("report_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("position", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("title", sa.Text(), nullable=False, server_default=""))
        batch_op.alter_column("survey_id", existing_type=sa.INTEGER(), nullable=True)
        batch_op.create_index(batch_op.f("ix_report_chapter_text_report_id"), ["report_id"], unique=False)
        batch_op.create_unique_constraint(
            batch_op.f("uq_report_chapter_text_report_id_chapter"), ["report_id", "chapter"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_report_chapter_text_report_id"), "report", ["report_id"], ["id"], ondelete="CASCADE"
        )

    with op.batch_alter_table("letter_template", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.alter_column("purpose", server_default=None)
    with op.batch_alter_table("report_chapter_text", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.alter_column("position", server_default=None)
        batch_op.alter_column("title", server_default=None)
