"""Surveys in depth.

Self-contained: imports nothing of the program.
"""

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:  # noqa: PLR0915 - one statement per table and index
    """Bring the schema from version 3 to 4."""
    op.create_table(
        "register_margin",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("display_title", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("filter_text", sa.Text(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("variable", sa.Text(), nullable=False),
        sa.Column("codes", sa.Text(), nullable=False),
        sa.Column("label_text", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("persons", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["survey.id"], name=op.f("fk_register_margin_survey_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_margin")),
        sa.UniqueConstraint("survey_id", "variable", "codes", name=op.f("uq_register_margin_survey_id_variable_codes")),
        sa.UniqueConstraint("uuid", name=op.f("uq_register_margin_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("register_margin", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index("ix_register_margin_list", ["deleted_at", "sort_key", "filter_text"], unique=False)
        batch_op.create_index(batch_op.f("ix_register_margin_survey_id"), ["survey_id"], unique=False)

    op.create_table(
        "report_chapter_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("display_title", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("filter_text", sa.Text(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("chapter", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("left_out", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["survey.id"], name=op.f("fk_report_chapter_text_survey_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_chapter_text")),
        sa.UniqueConstraint("survey_id", "chapter", name=op.f("uq_report_chapter_text_survey_id_chapter")),
        sa.UniqueConstraint("uuid", name=op.f("uq_report_chapter_text_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("report_chapter_text", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index("ix_report_chapter_text_list", ["deleted_at", "sort_key", "filter_text"], unique=False)
        batch_op.create_index(batch_op.f("ix_report_chapter_text_survey_id"), ["survey_id"], unique=False)

    op.create_table(
        "sample_draw",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("display_title", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("filter_text", sa.Text(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("drawn_at", sa.DateTime(), nullable=True),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("file_hash", sa.Text(), nullable=False),
        sa.Column("frame", sa.Integer(), nullable=False),
        sa.Column("drawn", sa.Integer(), nullable=False),
        sa.Column("one_per_household", sa.Boolean(), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.Column("deleted_on", sa.Date(), nullable=True),
        sa.Column("deleted_by", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["survey.id"], name=op.f("fk_sample_draw_survey_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sample_draw")),
        sa.UniqueConstraint("uuid", name=op.f("uq_sample_draw_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("sample_draw", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index("ix_sample_draw_list", ["deleted_at", "sort_key", "filter_text"], unique=False)
        batch_op.create_index(batch_op.f("ix_sample_draw_survey_id"), ["survey_id"], unique=False)

    op.create_table(
        "survey_index",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("display_title", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("filter_text", sa.Text(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("variables", sa.Text(), nullable=False),
        sa.Column("least_valid", sa.Integer(), nullable=False),
        sa.Column("rescaled", sa.Boolean(), nullable=False),
        sa.Column("meaning", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["survey.id"], name=op.f("fk_survey_index_survey_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_index")),
        sa.UniqueConstraint("uuid", name=op.f("uq_survey_index_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("survey_index", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index("ix_survey_index_list", ["deleted_at", "sort_key", "filter_text"], unique=False)
        batch_op.create_index(batch_op.f("ix_survey_index_survey_id"), ["survey_id"], unique=False)

    op.create_table(
        "questionnaire_translation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("display_title", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("filter_text", sa.Text(), nullable=False),
        sa.Column("questionnaire_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("subtitle", sa.Text(), nullable=False),
        sa.Column("introduction", sa.Text(), nullable=False),
        sa.Column("closing", sa.Text(), nullable=False),
        sa.Column("blocks", sa.Text(), nullable=False),
        sa.Column("checked_by", sa.Text(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("source_hash", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"],
            ["questionnaire.id"],
            name=op.f("fk_questionnaire_translation_questionnaire_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questionnaire_translation")),
        sa.UniqueConstraint(
            "questionnaire_id", "language", name=op.f("uq_questionnaire_translation_questionnaire_id_language")
        ),
        sa.UniqueConstraint("uuid", name=op.f("uq_questionnaire_translation_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("questionnaire_translation", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index(
            "ix_questionnaire_translation_list", ["deleted_at", "sort_key", "filter_text"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_questionnaire_translation_questionnaire_id"), ["questionnaire_id"], unique=False
        )

    op.create_table(
        "question_translation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("display_title", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("filter_text", sa.Text(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("instruction", sa.Text(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("second_answers", sa.Text(), nullable=False),
        sa.Column("matrix_rows", sa.Text(), nullable=False),
        sa.Column("headings", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("source_hash", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_question_translation_question_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_translation")),
        sa.UniqueConstraint("question_id", "language", name=op.f("uq_question_translation_question_id_language")),
        sa.UniqueConstraint("uuid", name=op.f("uq_question_translation_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("question_translation", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index("ix_question_translation_list", ["deleted_at", "sort_key", "filter_text"], unique=False)
        batch_op.create_index(batch_op.f("ix_question_translation_question_id"), ["question_id"], unique=False)

    op.create_table(
        "survey_finding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("display_title", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("filter_text", sa.Text(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("variable", sa.Text(), nullable=False),
        sa.Column("group_label", sa.Text(), nullable=False),
        sa.Column("value", sa.Float(), nullable=True),
        sa.Column("low", sa.Float(), nullable=True),
        sa.Column("high", sa.Float(), nullable=True),
        sa.Column("answers", sa.Integer(), nullable=True),
        sa.Column("taken_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("need_id", sa.Integer(), nullable=True),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"], name=op.f("fk_survey_finding_need_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["survey.id"], name=op.f("fk_survey_finding_survey_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_finding")),
        sa.UniqueConstraint("uuid", name=op.f("uq_survey_finding_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("survey_finding", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index("ix_survey_finding_list", ["deleted_at", "sort_key", "filter_text"], unique=False)
        batch_op.create_index(batch_op.f("ix_survey_finding_need_id"), ["need_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_survey_finding_survey_id"), ["survey_id"], unique=False)

    op.create_table(
        "survey_stratum",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("display_title", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("filter_text", sa.Text(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.Integer(), nullable=True),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("inhabitants", sa.Integer(), nullable=True),
        sa.Column("letters", sa.Integer(), nullable=True),
        sa.Column("undeliverable", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_survey_stratum_area_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["survey.id"], name=op.f("fk_survey_stratum_survey_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_stratum")),
        sa.UniqueConstraint("uuid", name=op.f("uq_survey_stratum_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("survey_stratum", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index(batch_op.f("ix_survey_stratum_area_id"), ["area_id"], unique=False)
        batch_op.create_index("ix_survey_stratum_list", ["deleted_at", "sort_key", "filter_text"], unique=False)
        batch_op.create_index(batch_op.f("ix_survey_stratum_survey_id"), ["survey_id"], unique=False)

    op.create_table(
        "code_category",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("display_title", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("filter_text", sa.Text(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("variable", sa.Text(), nullable=False),
        sa.Column("code", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["place_id"], ["place.id"], name=op.f("fk_code_category_place_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["survey.id"], name=op.f("fk_code_category_survey_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code_category")),
        sa.UniqueConstraint("survey_id", "variable", "code", name=op.f("uq_code_category_survey_id_variable_code")),
        sa.UniqueConstraint("uuid", name=op.f("uq_code_category_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("code_category", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index("ix_code_category_list", ["deleted_at", "sort_key", "filter_text"], unique=False)
        batch_op.create_index(batch_op.f("ix_code_category_place_id"), ["place_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_code_category_survey_id"), ["survey_id"], unique=False)

    op.create_table(
        "recorded_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("display_title", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("filter_text", sa.Text(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("variable", sa.Text(), nullable=False),
        sa.Column("data_series_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["data_series_id"], ["data_series.id"], name=op.f("fk_recorded_link_data_series_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["survey.id"], name=op.f("fk_recorded_link_survey_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recorded_link")),
        sa.UniqueConstraint("survey_id", "variable", name=op.f("uq_recorded_link_survey_id_variable")),
        sa.UniqueConstraint("uuid", name=op.f("uq_recorded_link_uuid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("recorded_link", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index(batch_op.f("ix_recorded_link_data_series_id"), ["data_series_id"], unique=False)
        batch_op.create_index("ix_recorded_link_list", ["deleted_at", "sort_key", "filter_text"], unique=False)
        batch_op.create_index(batch_op.f("ix_recorded_link_survey_id"), ["survey_id"], unique=False)

    with op.batch_alter_table("data_series", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("measure", sa.String(length=40), nullable=False, server_default="other"))
        batch_op.add_column(sa.Column("population_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("rate_base", sa.Integer(), nullable=False, server_default="100000"))
        batch_op.add_column(sa.Column("caveats", sa.Text(), nullable=False, server_default=""))
        batch_op.create_index(batch_op.f("ix_data_series_population_id"), ["population_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_data_series_population_id"), "data_series", ["population_id"], ["id"], ondelete="SET NULL"
        )

    with op.batch_alter_table("form_version", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("language", sa.Text(), nullable=False, server_default="de"))
        batch_op.add_column(sa.Column("large_print", sa.Boolean(), nullable=False, server_default="0"))

    with op.batch_alter_table("question", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("second_answers", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("first_heading", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("second_heading", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("row_filter", sa.Text(), nullable=False, server_default=""))

    with op.batch_alter_table("questionnaire", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("large_print", sa.Boolean(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("drawn_correction", sa.Boolean(), nullable=False, server_default="1"))

    with op.batch_alter_table("survey", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("wanted_answers", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("expected_return", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("expected_undeliverable", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("undeliverable", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("announced_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("reminded_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("legal_basis", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("evaluated_by", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("data_recipients", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("protection_officer", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("addresses_until", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("sheets_until", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("results_where", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("online_address", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("prizes", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("signatory", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("signatory_role", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("answer_file", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("destroyed_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("destroyed_by", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("answers_deleted_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("answers_deleted_by", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("final_counts", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("entry_fields", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("entry_errors", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("weighted", sa.Boolean(), nullable=False, server_default="1"))
        batch_op.add_column(sa.Column("smallest_count", sa.Integer(), nullable=False, server_default="5"))
        batch_op.add_column(sa.Column("bracket_below", sa.Integer(), nullable=False, server_default="30"))
        batch_op.add_column(sa.Column("hide_below", sa.Integer(), nullable=False, server_default="15"))

    with op.batch_alter_table("data_series", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.alter_column("measure", server_default=None)
        batch_op.alter_column("rate_base", server_default=None)
        batch_op.alter_column("caveats", server_default=None)
    with op.batch_alter_table("form_version", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.alter_column("language", server_default=None)
        batch_op.alter_column("large_print", server_default=None)
    with op.batch_alter_table("question", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.alter_column("second_answers", server_default=None)
        batch_op.alter_column("first_heading", server_default=None)
        batch_op.alter_column("second_heading", server_default=None)
        batch_op.alter_column("row_filter", server_default=None)
    with op.batch_alter_table("questionnaire", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.alter_column("large_print", server_default=None)
        batch_op.alter_column("drawn_correction", server_default=None)
    with op.batch_alter_table("survey", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.alter_column("legal_basis", server_default=None)
        batch_op.alter_column("evaluated_by", server_default=None)
        batch_op.alter_column("data_recipients", server_default=None)
        batch_op.alter_column("protection_officer", server_default=None)
        batch_op.alter_column("results_where", server_default=None)
        batch_op.alter_column("online_address", server_default=None)
        batch_op.alter_column("prizes", server_default=None)
        batch_op.alter_column("signatory", server_default=None)
        batch_op.alter_column("signatory_role", server_default=None)
        batch_op.alter_column("answer_file", server_default=None)
        batch_op.alter_column("destroyed_by", server_default=None)
        batch_op.alter_column("answers_deleted_by", server_default=None)
        batch_op.alter_column("final_counts", server_default=None)
        batch_op.alter_column("weighted", server_default=None)
        batch_op.alter_column("smallest_count", server_default=None)
        batch_op.alter_column("bracket_below", server_default=None)
        batch_op.alter_column("hide_below", server_default=None)
