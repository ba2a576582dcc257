"""Looking through all finished sheets for what cannot be right: kept while typing, or read from a file."""

from dataclasses import dataclass

from coordinator_app.common.clock import local
from coordinator_app.common.jobs import JobContext
from coordinator_app.domain.answers import SheetInfo
from coordinator_app.domain.entry_checks import contradictions
from coordinator_app.domain.entry_fields import EntryPlan, entry_plan
from coordinator_app.storage.answer_file import AnswerFile

MOST = 500
"""Findings after which the search stops: more is a mistake in the form or the import, not on single sheets."""


@dataclass(frozen=True, slots=True)
class SheetNote:
    """One contradiction: the sheet, the place of the field, the sentence."""

    sheet: SheetInfo
    place: int
    text: str


def check_sheets(job: JobContext, file: AnswerFile) -> list[SheetNote]:
    """Job: the contradictions of all finished first entries in the order of entry, at most `MOST`."""
    year = local(file.clock.now()).year
    plans: dict[str, EntryPlan] = {form.code: entry_plan(form.form) for form in file.forms()}
    sheets = file.select("state = 'done' AND deleted_at IS NULL AND pair_uuid = ''")
    found: list[SheetNote] = []
    for number, info in enumerate(sheets):
        if number % 50 == 0:
            job.progress(number, len(sheets), "")
        stored = file.sheet(info.id)
        values = dict(zip(file.form(info.form_code).variables, stored.values, strict=True))
        notes = contradictions(plans[info.form_code], values, stored.texts, year)
        found += [SheetNote(info, note.place, note.text) for note in notes]
        if len(found) >= MOST:
            return found[:MOST]
    return found
