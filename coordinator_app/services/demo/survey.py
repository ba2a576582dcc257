"""The surveys of the example: one that is being prepared, one with answers, and the one four years before."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from coordinator_app.domain.evaluation import CodeCategory, RecordedLink, SurveyIndex
from coordinator_app.domain.questionnaires import Answer, MatrixRow, QuestionType, answers_text, rows_text
from coordinator_app.domain.sampling import RegisterMargin, SurveyStratum
from coordinator_app.domain.surveys import LEGAL_POINTS, CheckAnswer, SurveyMode, SurveyState
from coordinator_app.services.demo import survey_sample
from coordinator_app.services.demo.stage import Stage, content
from coordinator_app.services.demo.survey_answers import SEED, answer_table, people, sheets, written

_ASPECTS = (
    "Beleuchtung von Wegen",
    "Sauberkeit",
    "Streifen von Polizei und Ordnungsamt",
    "Angebote für Jugendliche",
    "Bus und Bahn am Abend",
    "Winterdienst und Zustand der Gehwege",
)
_IMPORTANT = ("sehr wichtig", "eher wichtig", "weniger wichtig", "gar nicht wichtig")
_SATISFIED = ("sehr zufrieden", "eher zufrieden", "eher unzufrieden", "sehr unzufrieden")


def fill(stage: Stage) -> None:
    """Write the survey the town is preparing."""
    surveys = stage.workspace.surveys
    stage.go_to(-40)
    survey_id = surveys.create(title=f"Bürgerbefragung zur Sicherheit {stage.day.year + 1}", year=stage.day.year + 1)
    questionnaire = surveys.questionnaires(survey_id)[0].id
    for language in ("en", "ar"):
        surveys.translations.add(questionnaire, language)
    surveys.translations.set_checked(questionnaire, "en", "Volkshochschule Mühlwerda")


def answered(stage: Stage) -> None:
    """Write the survey of this year with its answers, and that of four years before."""
    found = content("answers")
    _older(stage, found)
    survey_id = _new(stage, found)
    _sample(stage, survey_id, found)
    _made_of_it(stage, survey_id)
    _findings(stage, survey_id)
    survey_sample.fill(stage)


def _new(stage: Stage, found: dict[str, Any]) -> int:
    surveys, plan = stage.workspace.surveys, found["survey"]
    day = stage.go_to(-300)
    start, end = stage.day - timedelta(days=228), stage.day - timedelta(days=193)
    survey_id = surveys.create(
        title=f"Bürgerbefragung zur Sicherheit {stage.day.year}",
        year=stage.day.year,
        mode=SurveyMode.MIXED,
        purpose="Sicherheitsanalyse des Kommunalen Präventionsrats",
        population="Personen ab 16 Jahren mit Hauptwohnsitz in Mühlwerda",
        contact="Koordination kommunale Prävention, 03799 200-0",
        wanted_answers=400,
        expected_return=36,
        expected_undeliverable=4,
    )
    for point in LEGAL_POINTS:
        surveys.answer(survey_id, point.key, answer=CheckAnswer.YES)
    questionnaire = surveys.questionnaires(survey_id)[0]
    surveys.update_questionnaire(questionnaire.id, None, page_limit=6)
    _ask(stage, questionnaire.id)
    stage.go_to(-240)
    surveys.freeze(questionnaire.id)
    surveys.update(
        survey_id,
        None,
        letters=plan["letters"],
        undeliverable=plan["undeliverable"],
        field_start=start,
        field_end=end,
        announced_on=day + timedelta(days=60),
        reminded_on=start + timedelta(days=16),
    )
    stage.go_to(-190)
    _write_answers(stage, survey_id, (start, end), found, seed=SEED)
    surveys.update(survey_id, None, state=SurveyState.ANALYSIS)
    return survey_id


def _ask(stage: Stage, questionnaire: int) -> None:
    """Two more questions: worry by offence, and importance beside satisfaction."""
    questions = stage.workspace.surveys.questions
    worry = questions.add_item(questionnaire, "F01")
    own = questions.add_own(questionnaire, QuestionType.MATRIX, after=worry)
    questions.update(
        own,
        None,
        block="Sicherheit in der Stadt",
        title="Wichtigkeit und Zufriedenheit",
        wording="Wie wichtig ist Ihnen das für die Sicherheit in Mühlwerda, und wie zufrieden sind Sie damit?",
        instruction="Bitte in jeder Zeile links und rechts ein Kreuz.",
        variable="W01",
        answers=answers_text(tuple(Answer(code, label) for code, label in enumerate(_IMPORTANT, start=1))),
        second_answers=answers_text(tuple(Answer(code, label) for code, label in enumerate(_SATISFIED, start=1))),
        first_heading="Wie wichtig?",
        second_heading="Wie zufrieden?",
        matrix_rows=rows_text(tuple(MatrixRow(chr(97 + place), label) for place, label in enumerate(_ASPECTS))),
    )


def _older(stage: Stage, found: dict[str, Any]) -> None:
    """The survey before: the short form, answered, the sheets long destroyed."""
    surveys = stage.workspace.surveys
    stage.go_to(-7 * 104)
    year = stage.day.year - 4
    start, end = date(year, 4, 4), date(year, 5, 9)
    survey_id = surveys.create(title=f"Bürgerbefragung zur Sicherheit {year}", year=year)
    surveys.update(
        survey_id,
        None,
        letters=1000,
        undeliverable=32,
        field_start=start,
        field_end=end,
        destroyed_on=date(year, 9, 30),
        state=SurveyState.DONE,
        weighted=False,
    )
    smaller = {**found, "survey": {**found["survey"], "sheets": 361, "self_selected": 0, "online": 0.0, "blank": 0}}
    _write_answers(stage, survey_id, (start, end), smaller, seed=SEED - 4, lift=0.3)


def _write_answers(
    stage: Stage, survey_id: int, field: tuple[date, date], found: dict[str, Any], *, seed: int, lift: float = 0.0
) -> None:
    surveys, answers = stage.workspace.surveys, stage.workspace.answers
    form = surveys.form(surveys.questionnaires(survey_id)[0].id)
    file = answers.ensure(survey_id)
    known = file.forms() or [file.add_form(form, f"{field[0].year % 100}A")]
    plan = found["survey"]
    persons = people(plan["sheets"] + plan["self_selected"], found["districts"], seed=seed)
    table = answer_table(form, found, persons, lift=lift)
    texts = written(form, found, table, persons)
    file.append(sheets(known[0].code, table, texts, field, found, seed))
    for variable, groups in found["texts"].items():
        names = [group["category"] for group in groups]
        codes = {name: number for number, name in enumerate(names, start=1) if name}
        with stage.workspace.store.write("Kategorien angelegt") as unit:
            for name, code in codes.items():
                unit.add(CodeCategory(survey_id=survey_id, variable=variable, code=code, title=name))
        meant = {text: codes[group["category"]] for group in groups if group["category"] for text in group["answers"]}
        told = [each for each in file.texts(variable) if each.text in meant]
        given: dict[int, Sequence[int]] = {each.sheet_id: (meant[each.text],) for each in told}
        if given:
            file.set_categories(variable, given)


def _sample(stage: Stage, survey_id: int, found: dict[str, Any]) -> None:
    """Strata with their letters, and the register the answers are weighted to."""
    with stage.workspace.store.write("Stichprobe eingetragen") as unit:
        for position, entry in enumerate(found["districts"]):
            name = str(entry["name"])
            unit.add(
                SurveyStratum(
                    survey_id=survey_id,
                    title=name,
                    position=position,
                    code=position + 1,
                    area_id=stage.id("area", name),
                    inhabitants=entry["persons"],
                    letters=entry["letters"],
                )
            )
        for position, entry in enumerate(found["margins"]):
            unit.add(
                RegisterMargin(
                    survey_id=survey_id,
                    variable=entry["variable"],
                    codes=entry["codes"],
                    label_text=entry["label"],
                    position=position,
                    persons=entry["persons"],
                )
            )


def _made_of_it(stage: Stage, survey_id: int) -> None:
    """An index, and which recorded figures stand beside which feeling."""
    links = (("F01_a", "Wohnungseinbruch"), ("F01_e", "Fahrraddiebstahl"), ("K01", "Straftaten insgesamt"))
    with stage.workspace.store.write("Auswertung vorbereitet") as unit:
        unit.add(
            SurveyIndex(
                survey_id=survey_id,
                title="Zusammenhalt in der Nachbarschaft",
                variables="-B01_a\n-B01_b\n-B01_c\n-B01_d",
                least_valid=3,
                meaning="mehr Zusammenhalt",
            )
        )
        for variable, series in links:
            unit.add(
                RecordedLink(survey_id=survey_id, variable=variable, data_series_id=stage.id("data_series", series))
            )


def _findings(stage: Stage, survey_id: int) -> None:
    """What the coordinator kept: the station belongs to the need known before, the rest is open or noted."""
    from coordinator_app.services.evaluation_tables import View

    workspace = stage.workspace
    evaluation, findings = workspace.evaluation, workspace.survey_findings
    stage.go_to(-150)
    keys = {entry.title: entry.key for entry in evaluation.entries(survey_id)}

    def keep(title: str, row: int, group: str = "") -> int:
        view = View(group=keys.get(group, ""))
        return findings.keep(survey_id, evaluation.result(survey_id, keys[title], view), row)

    findings.add_to_need(keep("Sicherheit an Orten bei Dunkelheit", 1), stage.id("need", "tunnel"))
    keep("Gern hier leben", 2, "Ortsteil")
    keep("Beunruhigung nach Delikten", 5)
    findings.note(keep("Zufriedenheit Polizei", 0))
