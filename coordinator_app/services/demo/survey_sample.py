"""The samples of the example: one drawn and deleted in order, one being planned."""

from datetime import UTC, datetime, time, timedelta
from hashlib import sha256

from coordinator_app.common.german import format_date
from coordinator_app.domain.register_draw import DrawFacts, Exclusion, StratumDraw, facts_text
from coordinator_app.domain.sample_plan import Allocation
from coordinator_app.domain.sampling import SampleDraw, SurveyStratum
from coordinator_app.domain.surveys import Survey
from coordinator_app.services.demo.stage import Stage

_WORDS = {
    "legal_basis": "Satzung der Stadt Mühlwerda über die Bürgerbefragung",
    "evaluated_by": "Statistikstelle der Stadt Mühlwerda",
    "data_recipients": "Druckerei und Versanddienst (Auftragsverarbeitung)",
    "protection_officer": "Behördliche Datenschutzbeauftragte, Rathaus, 03799 200-17",
    "results_where": "im Amtsblatt und auf der Internetseite der Stadt",
    "signatory_role": "Oberbürgermeisterin",
}


def fill(stage: Stage) -> None:
    """Write both: the survey with answers is the one with strata, that to come the one without a beginning."""
    surveys = stage.workspace.surveys.all()
    answered = next(found for found in surveys if stage.workspace.sampling.strata(found.id))
    coming = next(found for found in surveys if found.field_start is None)
    stage.go_to(-30)
    _drawn(stage, answered)
    _planned(stage, coming.id, answered.id)


def _drawn(stage: Stage, survey: Survey) -> None:
    """The record of a draw a week before the letters, its addresses deleted when the field ended."""
    workspace, survey_id = stage.workspace, survey.id
    start, end = survey.field_start, survey.field_end
    if start is None or end is None:
        return
    workspace.surveys.update(
        survey_id, None, **_WORDS, addresses_until=end + timedelta(days=7), sheets_until=end + timedelta(days=60)
    )
    day = start - timedelta(days=7)
    strata = tuple(
        StratumDraw(each.title, round((each.inhabitants or 0) * 0.99), each.letters or 0, each.letters or 0)
        for each in workspace.sampling.strata(survey_id)
    )
    frame = sum(each.frame for each in strata)
    facts = DrawFacts(
        rows=frame + 171,
        excluded=((Exclusion.BLOCKED.label, 58), (Exclusion.SECOND_HOME.label, 104), (Exclusion.NO_ADDRESS.label, 9)),
        strata=strata,
        passed_over=41,
        youngest=16,
        day=start,
        source="Auszug Melderegister.csv",
        files=("Seriendruck Bürgerbefragung.xlsx", "Seriendruck Bürgerbefragung.csv"),
    )
    with workspace.store.write("Stichprobe gezogen") as unit:
        unit.add(
            SampleDraw(
                survey_id=survey_id,
                title=f"Ziehung vom {format_date(day)}",
                drawn_at=datetime.combine(day, time(8), tzinfo=UTC),
                seed=274_193_586,
                file_hash=sha256(b"Auszug Melderegister Muehlwerda").hexdigest(),
                frame=frame,
                drawn=sum(each.drawn for each in strata),
                one_per_household=True,
                counts=facts_text(facts),
                deleted_on=end + timedelta(days=3),
                deleted_by="Meldebehörde der Stadt Mühlwerda",
            )
        )


def _planned(stage: Stage, survey_id: int, before: int) -> None:
    """Strata of a survey to come, those of the one before, with letters that small ones can be looked at."""
    sampling = stage.workspace.sampling
    with stage.workspace.store.write("Schichten übernommen") as unit:
        for known in sampling.strata(before):
            unit.add(
                SurveyStratum(
                    survey_id=survey_id,
                    title=known.title,
                    position=known.position,
                    code=known.code,
                    area_id=known.area_id,
                    inhabitants=known.inhabitants,
                )
            )
    sampling.share_out(survey_id, Allocation.MINIMUM)
