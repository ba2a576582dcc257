"""Typology, numbers, terms and confirmation of projects."""

from dataclasses import replace
from datetime import date

import pytest

from coordinator_app.domain.fields import fields_of
from coordinator_app.domain.projects import (
    Project,
    ProjectStatus,
    needs_confirmation,
    period_text,
    project_number,
)


def test_project_number_is_padded_and_grows() -> None:
    assert [project_number(14), project_number(1014)] == ["P-014", "P-1014"]


@pytest.mark.parametrize(
    ("start", "end", "permanent", "expected"),
    [
        (date(2027, 1, 1), date(2028, 6, 30), False, "01.01.2027–30.06.2028"),
        (date(2021, 10, 9), date(2021, 10, 9), False, "09.10.2021"),
        (date(2027, 1, 1), None, False, "ab 01.01.2027"),
        (None, date(2028, 6, 30), False, "bis 30.06.2028"),
        (None, None, True, "dauerhaft"),
        (date(2020, 1, 1), None, True, "dauerhaft seit 01.01.2020"),
        (None, None, False, ""),
    ],
)
def test_period_text_reads_like_a_sentence(
    start: date | None, end: date | None, permanent: bool, expected: str
) -> None:
    assert period_text(start, end, permanent) == expected


def test_needs_confirmation_after_twelve_months_while_living() -> None:
    project = Project(title="Treff", status=ProjectStatus.RUNNING, confirmed_on=date(2025, 11, 26))
    assert not needs_confirmation(project, date(2026, 11, 26))
    assert needs_confirmation(project, date(2026, 11, 27))
    assert needs_confirmation(replace(project, confirmed_on=None), date(2026, 1, 1))
    assert not needs_confirmation(replace(project, status=ProjectStatus.COMPLETED), date(2030, 1, 1))


def test_every_field_has_a_german_label() -> None:
    assert all(info.label for info in fields_of(Project).values())
    assert list(fields_of(Project))[-1] == "note"
