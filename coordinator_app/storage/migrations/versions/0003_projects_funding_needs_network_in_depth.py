"""Projects, funding, needs, network in depth.

Self-contained: imports nothing of the program.
"""

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:  # noqa: PLR0915 - one statement per table and index
    """Bring the schema from version 2 to 3."""
    op.create_table(
        "data_source",
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
        sa.Column("publisher", sa.Text(), nullable=False),
        sa.Column("licence", sa.Text(), nullable=False),
        sa.Column("location", sa.Text(), nullable=False),
        sa.Column("dated", sa.Date(), nullable=True),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_source")),
        sa.UniqueConstraint("uuid", name=op.f("uq_data_source_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("data_source", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index("ix_data_source_list", ["deleted_at", "sort_key", "filter_text"], unique=False)

    op.create_table(
        "distribution_list",
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
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_distribution_list")),
        sa.UniqueConstraint("uuid", name=op.f("uq_distribution_list_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("distribution_list", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index("ix_distribution_list_list", ["deleted_at", "sort_key", "filter_text"], unique=False)

    op.create_table(
        "erasure_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("display_title", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("filter_text", sa.Text(), nullable=False),
        sa.Column("subject_uuid", sa.Text(), nullable=False),
        sa.Column("erased_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("passages", sa.Integer(), nullable=False),
        sa.Column("kept", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure_note")),
        sa.UniqueConstraint("uuid", name=op.f("uq_erasure_note_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("erasure_note", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index("ix_erasure_note_list", ["deleted_at", "sort_key", "filter_text"], unique=False)

    op.create_table(
        "import_profile",
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
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("headings", sa.Text(), nullable=False),
        sa.Column("mapping", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_profile")),
        sa.UniqueConstraint("uuid", name=op.f("uq_import_profile_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("import_profile", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index("ix_import_profile_list", ["deleted_at", "sort_key", "filter_text"], unique=False)

    op.create_table(
        "deadline",
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
        sa.Column("deadline_kind_id", sa.Integer(), nullable=True),
        sa.Column("target_kind", sa.Text(), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("lead_days", sa.Text(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("critical", sa.Boolean(), nullable=False),
        sa.Column("origin", sa.String(length=40), nullable=False),
        sa.Column("rule_key", sa.Text(), nullable=False),
        sa.Column("responsible_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["deadline_kind_id"], ["catalog_entry.id"], name=op.f("fk_deadline_deadline_kind_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["responsible_id"], ["person.id"], name=op.f("fk_deadline_responsible_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadline")),
        sa.UniqueConstraint("uuid", name=op.f("uq_deadline_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("deadline", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index(batch_op.f("ix_deadline_deadline_kind_id"), ["deadline_kind_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_deadline_deleted_at_done_on_due_on"), ["deleted_at", "done_on", "due_on"], unique=False
        )
        batch_op.create_index("ix_deadline_list", ["deleted_at", "sort_key", "filter_text"], unique=False)
        batch_op.create_index(batch_op.f("ix_deadline_responsible_id"), ["responsible_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_deadline_target_kind_target_id"), ["target_kind", "target_id"], unique=False
        )

    op.create_table(
        "distribution_list_excluded",
        sa.Column("distribution_list_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["distribution_list_id"],
            ["distribution_list.id"],
            name=op.f("fk_distribution_list_excluded_distribution_list_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_distribution_list_excluded_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("distribution_list_id", "person_id", name=op.f("pk_distribution_list_excluded")),
        info={
            "owner": "distribution_list",
            "own_column": "distribution_list_id",
            "target": "person",
            "target_column": "person_id",
        },
    )
    with op.batch_alter_table("distribution_list_excluded") as batch_op:
        batch_op.create_index(batch_op.f("ix_distribution_list_excluded_person_id"), ["person_id"], unique=False)

    op.create_table(
        "distribution_list_person",
        sa.Column("distribution_list_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["distribution_list_id"],
            ["distribution_list.id"],
            name=op.f("fk_distribution_list_person_distribution_list_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_distribution_list_person_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("distribution_list_id", "person_id", name=op.f("pk_distribution_list_person")),
        info={
            "owner": "distribution_list",
            "own_column": "distribution_list_id",
            "target": "person",
            "target_column": "person_id",
        },
    )
    with op.batch_alter_table("distribution_list_person") as batch_op:
        batch_op.create_index(batch_op.f("ix_distribution_list_person_person_id"), ["person_id"], unique=False)

    op.create_table(
        "distribution_list_organisation",
        sa.Column("distribution_list_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["distribution_list_id"],
            ["distribution_list.id"],
            name=op.f("fk_distribution_list_organisation_distribution_list_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_distribution_list_organisation_organisation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "distribution_list_id", "organisation_id", name=op.f("pk_distribution_list_organisation")
        ),
        info={
            "owner": "distribution_list",
            "own_column": "distribution_list_id",
            "target": "organisation",
            "target_column": "organisation_id",
        },
    )
    with op.batch_alter_table("distribution_list_organisation") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_distribution_list_organisation_organisation_id"), ["organisation_id"], unique=False
        )

    op.create_table(
        "funding_programme",
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
        sa.Column("short_name", sa.Text(), nullable=False),
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("legal_basis", sa.Text(), nullable=False),
        sa.Column("version_of", sa.Date(), nullable=True),
        sa.Column("website", sa.Text(), nullable=False),
        sa.Column("funding_type", sa.String(length=40), nullable=False),
        sa.Column("payment_way", sa.String(length=40), nullable=False),
        sa.Column("largest_share", sa.Integer(), nullable=True),
        sa.Column("smallest_own_share", sa.Integer(), nullable=True),
        sa.Column("own_share_in_kind", sa.Boolean(), nullable=False),
        sa.Column("smallest_amount", sa.Integer(), nullable=True),
        sa.Column("largest_amount", sa.Integer(), nullable=True),
        sa.Column("refund_below", sa.Integer(), nullable=True),
        sa.Column("eligible", sa.Text(), nullable=False),
        sa.Column("not_eligible", sa.Text(), nullable=False),
        sa.Column("investment_excluded", sa.Boolean(), nullable=False),
        sa.Column("consultation_required", sa.Boolean(), nullable=False),
        sa.Column("resolution_required", sa.Boolean(), nullable=False),
        sa.Column("postal_days", sa.Integer(), nullable=True),
        sa.Column("quality_plan_required", sa.Boolean(), nullable=False),
        sa.Column("publicity_from", sa.Integer(), nullable=True),
        sa.Column("publicity_sentence", sa.Text(), nullable=False),
        sa.Column("logo_id", sa.Integer(), nullable=True),
        sa.Column("proof_months", sa.Integer(), nullable=True),
        sa.Column("spend_months", sa.Integer(), nullable=True),
        sa.Column("retention_years", sa.Integer(), nullable=True),
        sa.Column("transfer_tolerance", sa.Integer(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("checked_by", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("is_seed", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["logo_id"], ["document.id"], name=op.f("fk_funding_programme_logo_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_funding_programme")),
        sa.UniqueConstraint("uuid", name=op.f("uq_funding_programme_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("funding_programme", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index("ix_funding_programme_list", ["deleted_at", "sort_key", "filter_text"], unique=False)
        batch_op.create_index(batch_op.f("ix_funding_programme_logo_id"), ["logo_id"], unique=False)

    op.create_table(
        "confirmation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("display_title", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("filter_text", sa.Text(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("reply", sa.String(length=40), nullable=False),
        sa.Column("replied_on", sa.Date(), nullable=True),
        sa.Column("answered_by", sa.Text(), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_confirmation_project_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_confirmation")),
        sa.UniqueConstraint("uuid", name=op.f("uq_confirmation_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("confirmation", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index("ix_confirmation_list", ["deleted_at", "sort_key", "filter_text"], unique=False)
        batch_op.create_index(batch_op.f("ix_confirmation_project_id"), ["project_id"], unique=False)

    op.create_table(
        "evaluation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("display_title", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("filter_text", sa.Text(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("evaluation_kind", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("design", sa.String(length=40), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("conclusion", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_evaluation_document_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_evaluation_project_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation")),
        sa.UniqueConstraint("uuid", name=op.f("uq_evaluation_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("evaluation", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index(batch_op.f("ix_evaluation_document_id"), ["document_id"], unique=False)
        batch_op.create_index("ix_evaluation_list", ["deleted_at", "sort_key", "filter_text"], unique=False)
        batch_op.create_index(batch_op.f("ix_evaluation_project_id"), ["project_id"], unique=False)

    op.create_table(
        "factor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("display_title", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("filter_text", sa.Text(), nullable=False),
        sa.Column("need_id", sa.Integer(), nullable=False),
        sa.Column("factor_kind", sa.String(length=40), nullable=False),
        sa.Column("level", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("importance", sa.Integer(), nullable=False),
        sa.Column("backed_by", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"], name=op.f("fk_factor_need_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_factor")),
        sa.UniqueConstraint("uuid", name=op.f("uq_factor_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("factor", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index("ix_factor_list", ["deleted_at", "sort_key", "filter_text"], unique=False)
        batch_op.create_index(batch_op.f("ix_factor_need_id"), ["need_id"], unique=False)

    op.create_table(
        "interaction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("display_title", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("filter_text", sa.Text(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=True),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("direction", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_interaction_project_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interaction")),
        sa.UniqueConstraint("uuid", name=op.f("uq_interaction_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("interaction", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index("ix_interaction_list", ["deleted_at", "sort_key", "filter_text"], unique=False)
        batch_op.create_index(batch_op.f("ix_interaction_project_id"), ["project_id"], unique=False)

    op.create_table(
        "milestone",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("display_title", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("filter_text", sa.Text(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("reached_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_milestone_project_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone")),
        sa.UniqueConstraint("uuid", name=op.f("uq_milestone_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("milestone", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index("ix_milestone_list", ["deleted_at", "sort_key", "filter_text"], unique=False)
        batch_op.create_index(batch_op.f("ix_milestone_project_id"), ["project_id"], unique=False)

    op.create_table(
        "need_offer_match",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("display_title", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("filter_text", sa.Text(), nullable=False),
        sa.Column("need_id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("coverage", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"], name=op.f("fk_need_offer_match_need_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_need_offer_match_project_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_need_offer_match")),
        sa.UniqueConstraint("need_id", "project_id", name=op.f("uq_need_offer_match_need_id_project_id")),
        sa.UniqueConstraint("uuid", name=op.f("uq_need_offer_match_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("need_offer_match", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index("ix_need_offer_match_list", ["deleted_at", "sort_key", "filter_text"], unique=False)
        batch_op.create_index(batch_op.f("ix_need_offer_match_need_id"), ["need_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_need_offer_match_project_id"), ["project_id"], unique=False)

    op.create_table(
        "need_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("display_title", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("filter_text", sa.Text(), nullable=False),
        sa.Column("need_id", sa.Integer(), nullable=False),
        sa.Column("moved_on", sa.Date(), nullable=True),
        sa.Column("old_status", sa.String(length=40), nullable=True),
        sa.Column("new_status", sa.String(length=40), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"], name=op.f("fk_need_step_need_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_need_step")),
        sa.UniqueConstraint("uuid", name=op.f("uq_need_step_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("need_step", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index("ix_need_step_list", ["deleted_at", "sort_key", "filter_text"], unique=False)
        batch_op.create_index(batch_op.f("ix_need_step_need_id"), ["need_id"], unique=False)

    op.create_table(
        "programme_deadline",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("display_title", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("filter_text", sa.Text(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=True),
        sa.Column("programme_date", sa.String(length=40), nullable=False),
        sa.Column("month", sa.Integer(), nullable=True),
        sa.Column("day", sa.Integer(), nullable=True),
        sa.Column("months_after", sa.Integer(), nullable=True),
        sa.Column("year_offset", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["funding_programme.id"],
            name=op.f("fk_programme_deadline_programme_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_deadline")),
        sa.UniqueConstraint("uuid", name=op.f("uq_programme_deadline_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("programme_deadline", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index("ix_programme_deadline_list", ["deleted_at", "sort_key", "filter_text"], unique=False)
        batch_op.create_index(batch_op.f("ix_programme_deadline_programme_id"), ["programme_id"], unique=False)

    op.create_table(
        "quality_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("display_title", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("filter_text", sa.Text(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("set_version", sa.Text(), nullable=False),
        sa.Column("question_key", sa.Text(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("fulfilment", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("edited_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_quality_answer_project_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quality_answer")),
        sa.UniqueConstraint("project_id", "question_key", name=op.f("uq_quality_answer_project_id_question_key")),
        sa.UniqueConstraint("uuid", name=op.f("uq_quality_answer_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("quality_answer", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index("ix_quality_answer_list", ["deleted_at", "sort_key", "filter_text"], unique=False)
        batch_op.create_index(batch_op.f("ix_quality_answer_project_id"), ["project_id"], unique=False)

    op.create_table(
        "concern",
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
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("concern_kind_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column("reply_to", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("state_reason", sa.Text(), nullable=False),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.Column("responsible_id", sa.Integer(), nullable=True),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("need_id", sa.Integer(), nullable=True),
        sa.Column("delete_after", sa.Date(), nullable=True),
        sa.Column("contact_erased_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_concern_area_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["concern_kind_id"], ["catalog_entry.id"], name=op.f("fk_concern_concern_kind_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["merged_into_id"], ["concern.id"], name=op.f("fk_concern_merged_into_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"], name=op.f("fk_concern_need_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["responsible_id"], ["organisation.id"], name=op.f("fk_concern_responsible_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern")),
        sa.UniqueConstraint("uuid", name=op.f("uq_concern_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("concern", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index(batch_op.f("ix_concern_area_id"), ["area_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_concern_concern_kind_id"), ["concern_kind_id"], unique=False)
        batch_op.create_index("ix_concern_list", ["deleted_at", "sort_key", "filter_text"], unique=False)
        batch_op.create_index(batch_op.f("ix_concern_merged_into_id"), ["merged_into_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_concern_need_id"), ["need_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_concern_responsible_id"), ["responsible_id"], unique=False)

    op.create_table(
        "data_series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("display_title", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("filter_text", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("period_kind", sa.String(length=40), nullable=False),
        sa.Column("breaks", sa.Text(), nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_data_series_area_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["source_id"], ["data_source.id"], name=op.f("fk_data_series_source_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_series")),
        sa.UniqueConstraint("uuid", name=op.f("uq_data_series_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("data_series", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index(batch_op.f("ix_data_series_area_id"), ["area_id"], unique=False)
        batch_op.create_index("ix_data_series_list", ["deleted_at", "sort_key", "filter_text"], unique=False)
        batch_op.create_index(batch_op.f("ix_data_series_source_id"), ["source_id"], unique=False)

    op.create_table(
        "event",
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
        sa.Column("event_kind_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("field_of_action_id", sa.Integer(), nullable=True),
        sa.Column("planned_participants", sa.Integer(), nullable=True),
        sa.Column("participants", sa.Integer(), nullable=True),
        sa.Column("costs", sa.Integer(), nullable=True),
        sa.Column("press", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_event_area_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["event_kind_id"], ["catalog_entry.id"], name=op.f("fk_event_event_kind_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["field_of_action_id"], ["catalog_entry.id"], name=op.f("fk_event_field_of_action_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sa.UniqueConstraint("uuid", name=op.f("uq_event_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("event", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_area_id"), ["area_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_event_kind_id"), ["event_kind_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_field_of_action_id"), ["field_of_action_id"], unique=False)
        batch_op.create_index("ix_event_list", ["deleted_at", "sort_key", "filter_text"], unique=False)

    op.create_table(
        "interaction_organisation",
        sa.Column("interaction_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["interaction_id"],
            ["interaction.id"],
            name=op.f("fk_interaction_organisation_interaction_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_interaction_organisation_organisation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("interaction_id", "organisation_id", name=op.f("pk_interaction_organisation")),
        info={
            "owner": "interaction",
            "own_column": "interaction_id",
            "target": "organisation",
            "target_column": "organisation_id",
        },
    )
    with op.batch_alter_table("interaction_organisation") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_interaction_organisation_organisation_id"), ["organisation_id"], unique=False
        )

    op.create_table(
        "interaction_person",
        sa.Column("interaction_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["interaction_id"],
            ["interaction.id"],
            name=op.f("fk_interaction_person_interaction_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_interaction_person_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("interaction_id", "person_id", name=op.f("pk_interaction_person")),
        info={"owner": "interaction", "own_column": "interaction_id", "target": "person", "target_column": "person_id"},
    )
    with op.batch_alter_table("interaction_person") as batch_op:
        batch_op.create_index(batch_op.f("ix_interaction_person_person_id"), ["person_id"], unique=False)

    op.create_table(
        "site_walk",
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
        sa.Column("walked_on", sa.Date(), nullable=True),
        sa.Column("time_of_day", sa.Text(), nullable=False),
        sa.Column("weather", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("participants", sa.Text(), nullable=False),
        sa.Column("occasion", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_site_walk_area_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site_walk")),
        sa.UniqueConstraint("uuid", name=op.f("uq_site_walk_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("site_walk", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index(batch_op.f("ix_site_walk_area_id"), ["area_id"], unique=False)
        batch_op.create_index("ix_site_walk_list", ["deleted_at", "sort_key", "filter_text"], unique=False)

    op.create_table(
        "data_point",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("display_title", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("filter_text", sa.Text(), nullable=False),
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("value", sa.Float(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["series_id"], ["data_series.id"], name=op.f("fk_data_point_series_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_point")),
        sa.UniqueConstraint("series_id", "period", name=op.f("uq_data_point_series_id_period")),
        sa.UniqueConstraint("uuid", name=op.f("uq_data_point_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("data_point", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index("ix_data_point_list", ["deleted_at", "sort_key", "filter_text"], unique=False)
        batch_op.create_index(batch_op.f("ix_data_point_series_id"), ["series_id"], unique=False)

    op.create_table(
        "event_organiser",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_event_organiser_event_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_event_organiser_organisation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("event_id", "organisation_id", name=op.f("pk_event_organiser")),
        info={"owner": "event", "own_column": "event_id", "target": "organisation", "target_column": "organisation_id"},
    )
    with op.batch_alter_table("event_organiser") as batch_op:
        batch_op.create_index(batch_op.f("ix_event_organiser_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "event_project",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_event_project_event_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_event_project_project_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", "project_id", name=op.f("pk_event_project")),
        info={"owner": "event", "own_column": "event_id", "target": "project", "target_column": "project_id"},
    )
    with op.batch_alter_table("event_project") as batch_op:
        batch_op.create_index(batch_op.f("ix_event_project_project_id"), ["project_id"], unique=False)

    op.create_table(
        "event_target_group",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("catalog_entry_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["catalog_entry_id"],
            ["catalog_entry.id"],
            name=op.f("fk_event_target_group_catalog_entry_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_event_target_group_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", "catalog_entry_id", name=op.f("pk_event_target_group")),
        info={
            "owner": "event",
            "own_column": "event_id",
            "target": "catalog_entry",
            "target_column": "catalog_entry_id",
        },
    )
    with op.batch_alter_table("event_target_group") as batch_op:
        batch_op.create_index(batch_op.f("ix_event_target_group_catalog_entry_id"), ["catalog_entry_id"], unique=False)

    op.create_table(
        "need_place",
        sa.Column("need_id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"], name=op.f("fk_need_place_need_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_need_place_place_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("need_id", "place_id", name=op.f("pk_need_place")),
        info={"owner": "need", "own_column": "need_id", "target": "place", "target_column": "place_id"},
    )
    with op.batch_alter_table("need_place") as batch_op:
        batch_op.create_index(batch_op.f("ix_need_place_place_id"), ["place_id"], unique=False)

    op.create_table(
        "site_walk_finding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("display_title", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("filter_text", sa.Text(), nullable=False),
        sa.Column("walk_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("spot", sa.Text(), nullable=False),
        sa.Column("feature_id", sa.Integer(), nullable=True),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("responsible_id", sa.Integer(), nullable=True),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("need_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["feature_id"], ["catalog_entry.id"], name=op.f("fk_site_walk_finding_feature_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["need_id"], ["need.id"], name=op.f("fk_site_walk_finding_need_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["responsible_id"],
            ["organisation.id"],
            name=op.f("fk_site_walk_finding_responsible_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["walk_id"], ["site_walk.id"], name=op.f("fk_site_walk_finding_walk_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site_walk_finding")),
        sa.UniqueConstraint("uuid", name=op.f("uq_site_walk_finding_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("site_walk_finding", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index(batch_op.f("ix_site_walk_finding_feature_id"), ["feature_id"], unique=False)
        batch_op.create_index("ix_site_walk_finding_list", ["deleted_at", "sort_key", "filter_text"], unique=False)
        batch_op.create_index(batch_op.f("ix_site_walk_finding_need_id"), ["need_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_site_walk_finding_responsible_id"), ["responsible_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_site_walk_finding_walk_id"), ["walk_id"], unique=False)

    op.create_table(
        "grant",
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
        sa.Column("programme_id", sa.Integer(), nullable=True),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("applicant_id", sa.Integer(), nullable=True),
        sa.Column("funding_type", sa.String(length=40), nullable=False),
        sa.Column("funding_year", sa.Integer(), nullable=True),
        sa.Column("period_start", sa.Date(), nullable=True),
        sa.Column("period_end", sa.Date(), nullable=True),
        sa.Column("consultation_on", sa.Date(), nullable=True),
        sa.Column("consultation_with", sa.Text(), nullable=False),
        sa.Column("applied_on", sa.Date(), nullable=True),
        sa.Column("requested", sa.Integer(), nullable=True),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("notified_on", sa.Date(), nullable=True),
        sa.Column("approved", sa.Integer(), nullable=True),
        sa.Column("share", sa.Integer(), nullable=True),
        sa.Column("resolution_id", sa.Integer(), nullable=True),
        sa.Column("appeal_until", sa.Date(), nullable=True),
        sa.Column("bound_until", sa.Date(), nullable=True),
        sa.Column("keep_until", sa.Date(), nullable=True),
        sa.Column("recovered", sa.Integer(), nullable=True),
        sa.Column("recovery_reason", sa.Text(), nullable=False),
        sa.Column("publicity_on", sa.Date(), nullable=True),
        sa.Column("publicity_proof", sa.Text(), nullable=False),
        sa.Column("state_reason", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["applicant_id"], ["organisation.id"], name=op.f("fk_grant_applicant_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["funding_programme.id"], name=op.f("fk_grant_programme_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["resolution_id"], ["resolution.id"], name=op.f("fk_grant_resolution_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grant")),
        sa.UniqueConstraint("uuid", name=op.f("uq_grant_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("grant", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index(batch_op.f("ix_grant_applicant_id"), ["applicant_id"], unique=False)
        batch_op.create_index("ix_grant_list", ["deleted_at", "sort_key", "filter_text"], unique=False)
        batch_op.create_index(batch_op.f("ix_grant_programme_id"), ["programme_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_grant_resolution_id"), ["resolution_id"], unique=False)

    op.create_table(
        "process_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("display_title", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("filter_text", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("resolution_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("is_seed", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["resolution_id"], ["resolution.id"], name=op.f("fk_process_step_resolution_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_process_step")),
        sa.UniqueConstraint("uuid", name=op.f("uq_process_step_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("process_step", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index("ix_process_step_list", ["deleted_at", "sort_key", "filter_text"], unique=False)
        batch_op.create_index(batch_op.f("ix_process_step_resolution_id"), ["resolution_id"], unique=False)

    op.create_table(
        "condition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("display_title", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("filter_text", sa.Text(), nullable=False),
        sa.Column("grant_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("met_on", sa.Date(), nullable=True),
        sa.Column("proof", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["grant_id"], ["grant.id"], name=op.f("fk_condition_grant_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_condition")),
        sa.UniqueConstraint("uuid", name=op.f("uq_condition_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("condition", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index(batch_op.f("ix_condition_grant_id"), ["grant_id"], unique=False)
        batch_op.create_index("ix_condition_list", ["deleted_at", "sort_key", "filter_text"], unique=False)

    op.create_table(
        "drawdown",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("display_title", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("filter_text", sa.Text(), nullable=False),
        sa.Column("grant_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=True),
        sa.Column("requested_on", sa.Date(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("spend_until", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["grant_id"], ["grant.id"], name=op.f("fk_drawdown_grant_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drawdown")),
        sa.UniqueConstraint("uuid", name=op.f("uq_drawdown_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("drawdown", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index(batch_op.f("ix_drawdown_grant_id"), ["grant_id"], unique=False)
        batch_op.create_index("ix_drawdown_list", ["deleted_at", "sort_key", "filter_text"], unique=False)

    op.create_table(
        "finance_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("display_title", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("filter_text", sa.Text(), nullable=False),
        sa.Column("grant_id", sa.Integer(), nullable=True),
        sa.Column("side", sa.String(length=40), nullable=False),
        sa.Column("cost_kind_id", sa.Integer(), nullable=True),
        sa.Column("income_kind", sa.String(length=40), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("planned", sa.Integer(), nullable=False),
        sa.Column("received", sa.Integer(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cost_kind_id"], ["catalog_entry.id"], name=op.f("fk_finance_item_cost_kind_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["grant_id"], ["grant.id"], name=op.f("fk_finance_item_grant_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finance_item")),
        sa.UniqueConstraint("uuid", name=op.f("uq_finance_item_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("finance_item", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index(batch_op.f("ix_finance_item_cost_kind_id"), ["cost_kind_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_finance_item_grant_id"), ["grant_id"], unique=False)
        batch_op.create_index("ix_finance_item_list", ["deleted_at", "sort_key", "filter_text"], unique=False)

    op.create_table(
        "grant_share",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("display_title", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("filter_text", sa.Text(), nullable=False),
        sa.Column("grant_id", sa.Integer(), nullable=True),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("share", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["grant_id"], ["grant.id"], name=op.f("fk_grant_share_grant_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_grant_share_project_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grant_share")),
        sa.UniqueConstraint("uuid", name=op.f("uq_grant_share_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("grant_share", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index(batch_op.f("ix_grant_share_grant_id"), ["grant_id"], unique=False)
        batch_op.create_index("ix_grant_share_list", ["deleted_at", "sort_key", "filter_text"], unique=False)
        batch_op.create_index(batch_op.f("ix_grant_share_project_id"), ["project_id"], unique=False)

    op.create_table(
        "pass_through",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("display_title", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("filter_text", sa.Text(), nullable=False),
        sa.Column("grant_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=True),
        sa.Column("contract_on", sa.Date(), nullable=True),
        sa.Column("proof_due_on", sa.Date(), nullable=True),
        sa.Column("proof_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["grant_id"], ["grant.id"], name=op.f("fk_pass_through_grant_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_pass_through_organisation_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pass_through")),
        sa.UniqueConstraint("uuid", name=op.f("uq_pass_through_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("pass_through", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index(batch_op.f("ix_pass_through_grant_id"), ["grant_id"], unique=False)
        batch_op.create_index("ix_pass_through_list", ["deleted_at", "sort_key", "filter_text"], unique=False)
        batch_op.create_index(batch_op.f("ix_pass_through_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "proof_of_use",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("display_title", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("filter_text", sa.Text(), nullable=False),
        sa.Column("grant_id", sa.Integer(), nullable=True),
        sa.Column("proof_kind", sa.String(length=40), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("submitted_on", sa.Date(), nullable=True),
        sa.Column("audited_on", sa.Date(), nullable=True),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("recovered", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["grant_id"], ["grant.id"], name=op.f("fk_proof_of_use_grant_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proof_of_use")),
        sa.UniqueConstraint("uuid", name=op.f("uq_proof_of_use_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("proof_of_use", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index(batch_op.f("ix_proof_of_use_grant_id"), ["grant_id"], unique=False)
        batch_op.create_index("ix_proof_of_use_list", ["deleted_at", "sort_key", "filter_text"], unique=False)

    op.create_table(
        "dot_vote",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("display_title", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("filter_text", sa.Text(), nullable=False),
        sa.Column("rater_id", sa.Integer(), nullable=False),
        sa.Column("need_id", sa.Integer(), nullable=False),
        sa.Column("dots", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint("dots >= 0", name=op.f("ck_dot_vote_dots")),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"], name=op.f("fk_dot_vote_need_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["rater_id"], ["rater.id"], name=op.f("fk_dot_vote_rater_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dot_vote")),
        sa.UniqueConstraint("rater_id", "need_id", name=op.f("uq_dot_vote_rater_id_need_id")),
        sa.UniqueConstraint("uuid", name=op.f("uq_dot_vote_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("dot_vote", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index("ix_dot_vote_list", ["deleted_at", "sort_key", "filter_text"], unique=False)
        batch_op.create_index(batch_op.f("ix_dot_vote_need_id"), ["need_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_dot_vote_rater_id"), ["rater_id"], unique=False)

    op.create_table(
        "expense",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("display_title", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("filter_text", sa.Text(), nullable=False),
        sa.Column("grant_id", sa.Integer(), nullable=True),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("finance_item_id", sa.Integer(), nullable=True),
        sa.Column("voucher", sa.Text(), nullable=False),
        sa.Column("dated", sa.Date(), nullable=True),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.Column("payee", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=True),
        sa.Column("eligible", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["finance_item_id"], ["finance_item.id"], name=op.f("fk_expense_finance_item_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["grant_id"], ["grant.id"], name=op.f("fk_expense_grant_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_expense_project_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expense")),
        sa.UniqueConstraint("uuid", name=op.f("uq_expense_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("expense", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index(batch_op.f("ix_expense_finance_item_id"), ["finance_item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_expense_grant_id"), ["grant_id"], unique=False)
        batch_op.create_index("ix_expense_list", ["deleted_at", "sort_key", "filter_text"], unique=False)
        batch_op.create_index(batch_op.f("ix_expense_project_id"), ["project_id"], unique=False)

    with op.batch_alter_table("area", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("municipality_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_area_municipality_id"), ["municipality_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_area_municipality_id"), "municipality", ["municipality_id"], ["id"], ondelete="SET NULL"
        )

    with op.batch_alter_table("criterion", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("second_words", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("middle_words", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("fourth_words", sa.Text(), nullable=False, server_default=""))

    with op.batch_alter_table("document", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("photo_consent", sa.String(length=40), nullable=False, server_default="unknown"))

    with op.batch_alter_table("evidence", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("source_kind", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("source_id", sa.Integer(), nullable=True))

    with op.batch_alter_table("goal", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("priority_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_goal_priority_id"), ["priority_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_goal_priority_id"), "priority", ["priority_id"], ["id"], ondelete="SET NULL"
        )

    with op.batch_alter_table("indicator", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("series_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_indicator_series_id"), ["series_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_indicator_series_id"), "data_series", ["series_id"], ["id"], ondelete="SET NULL"
        )

    with op.batch_alter_table("need", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("status_reason", sa.Text(), nullable=False, server_default=""))

    with op.batch_alter_table("person", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("blocked_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("blocked_reason", sa.Text(), nullable=False, server_default=""))

    with op.batch_alter_table("priority", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("dots", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("evidence_kinds", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("stability", sa.Float(), nullable=True))
        batch_op.add_column(sa.Column("responsible_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("runs_until", sa.Date(), nullable=True))
        batch_op.create_index(batch_op.f("ix_priority_responsible_id"), ["responsible_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_priority_responsible_id"), "organisation", ["responsible_id"], ["id"], ondelete="SET NULL"
        )

    with op.batch_alter_table("priority_round", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("uses_scores", sa.Boolean(), nullable=False, server_default="1"))
        batch_op.add_column(sa.Column("uses_dots", sa.Boolean(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("dots_per_rater", sa.Integer(), nullable=False, server_default="3"))
        batch_op.add_column(sa.Column("previous_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_priority_round_previous_id"), ["previous_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_priority_round_previous_id"), "priority_round", ["previous_id"], ["id"], ondelete="SET NULL"
        )

    with op.batch_alter_table("project", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("factors", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("logic_model", sa.Text(), nullable=False, server_default=""))

    with op.batch_alter_table("rater", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("heads", sa.Integer(), nullable=False, server_default="1"))

    with op.batch_alter_table("criterion", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.alter_column("second_words", server_default=None)
        batch_op.alter_column("middle_words", server_default=None)
        batch_op.alter_column("fourth_words", server_default=None)
    with op.batch_alter_table("document", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.alter_column("photo_consent", server_default=None)
    with op.batch_alter_table("evidence", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.alter_column("source_kind", server_default=None)
    with op.batch_alter_table("need", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.alter_column("status_reason", server_default=None)
    with op.batch_alter_table("person", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.alter_column("blocked_reason", server_default=None)
    with op.batch_alter_table("priority", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.alter_column("dots", server_default=None)
        batch_op.alter_column("evidence_kinds", server_default=None)
    with op.batch_alter_table("priority_round", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.alter_column("uses_scores", server_default=None)
        batch_op.alter_column("uses_dots", server_default=None)
        batch_op.alter_column("dots_per_rater", server_default=None)
    with op.batch_alter_table("project", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.alter_column("factors", server_default=None)
        batch_op.alter_column("logic_model", server_default=None)
    with op.batch_alter_table("rater", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.alter_column("heads", server_default=None)
