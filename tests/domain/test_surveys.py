"""Surveys: what may be set up, what the legal checklist says."""

import pytest

from coordinator_app.common.errors import UserError
from coordinator_app.domain.surveys import LEGAL_POINTS, CheckAnswer, SurveyCheck, check_survey, legal_warnings


def test_open_and_refused_points_warn_in_order() -> None:
    answered = [SurveyCheck(survey_id=1, point=point.key, answer=CheckAnswer.YES) for point in LEGAL_POINTS]
    assert legal_warnings(answered) == []
    answered[0] = SurveyCheck(survey_id=1, point=LEGAL_POINTS[0].key, answer=CheckAnswer.NO)
    del answered[3]
    first, second = legal_warnings(answered)
    assert first.startswith("Mit „nein“ beantwortet: Gibt es eine Rechtsgrundlage")
    assert second.startswith("Noch offen: Ist die oder der Datenschutzbeauftragte")
    assert len(legal_warnings([])) == len(LEGAL_POINTS)


def test_survey_needs_title_and_year() -> None:
    check_survey("Bürgerbefragung", 2026)
    with pytest.raises(UserError, match="Titel"):
        check_survey(" ", 2026)
    for year in (None, 26, 2201):
        with pytest.raises(UserError, match="vierstellig"):
            check_survey("Bürgerbefragung", year)
