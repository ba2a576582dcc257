"""Erfassungspakete: an answer file with forms and no sheets for typing at another PC, merged back by uuid."""

from dataclasses import dataclass
from pathlib import Path

from coordinator_app.common.clock import Clock
from coordinator_app.common.errors import UserError
from coordinator_app.common.german import file_name, plural
from coordinator_app.domain.answers import PACKAGE, NewSheet, SheetInfo, SheetState, StoredSheet
from coordinator_app.domain.surveys import Survey
from coordinator_app.services.answers import Answers
from coordinator_app.services.entry import EntrySession
from coordinator_app.storage.answer_file import AnswerFile
from coordinator_app.storage.answer_notes import copy_decisions, note_merge
from coordinator_app.storage.answer_opening import HELP, SUFFIX
from coordinator_app.storage.store import Store

FILTER = f"Erfassungspakete (*{SUFFIX})"
RANGE = 10_000
"""Belegnummern each further package is kept away from the last."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What merging a package did; `doubles` are Belegnummern that now stand on two sheets."""

    new: int
    finished: int
    known: int
    open: int
    doubles: tuple[int, ...]

    @property
    def words(self) -> str:
        """The sentence for the user."""
        parts = [f"{plural(self.new, 'Bogen', 'Bögen')} übernommen"]
        if self.finished:
            parts.append(f"{self.finished} inzwischen weiter erfasst")
        if self.known:
            parts.append(f"{self.known} schon vorhanden")
        text = ", ".join(parts) + "."
        if self.open:
            text += f" {plural(self.open, 'Bogen ist', 'Bögen sind')} im Paket noch nicht fertig erfasst."
        if self.doubles:
            shown = ", ".join(map(str, self.doubles[:10]))
            text += f" Doppelte Belegnummern: {shown}{' …' if len(self.doubles) > 10 else ''}. Bitte prüfen."
        return text


def open_package(path: Path, *, clock: Clock, user: str = "") -> EntrySession:
    """Open a package for typing, without a municipality file; close `session.file` at the end.

    `UserError` when it is no package, in use elsewhere, or cannot be written.
    """
    file = AnswerFile.open(path, clock=clock, user=user)
    try:
        if file.info("kind") != "package":
            raise UserError(
                f"„{path.name}“ ist kein Erfassungspaket, sondern eine Antwortdatei. Bitte öffnen Sie die Datei der "
                "Kommune und erfassen Sie dort im Schritt „Rücklauf“.",
                help_topic=HELP,
            )
        if file.read_only:
            raise UserError(f"{file.note} Zum Erfassen muss das Paket beschreibbar sein.", help_topic=HELP)
        return EntrySession(file, user=user)
    except BaseException:
        file.close()
        raise


class AnswerPackages:
    """Making packages and merging them, by survey."""

    def __init__(self, store: Store, answers: Answers) -> None:
        self._store = store
        self._answers = answers

    def proposal(self, survey_id: int) -> tuple[str, int]:
        """A name and a first Belegnummer for the next package, away from numbers in use."""
        file = self._answers.ensure(survey_id)
        with self._store.read() as unit:
            title = unit.get(Survey, survey_id).title
        made = int(file.info("packages") or 0) + 1
        return f"Erfassungspaket {made} – {file_name(title, 60)}{SUFFIX}", made * RANGE + 1

    def make(self, survey_id: int, path: Path, *, first_number: int) -> Path:
        """Write a package with all forms; its Belegnummern begin at `first_number`."""
        if not 0 < first_number < 10_000_000:
            raise UserError("Bitte geben Sie als erste Belegnummer eine Zahl ab 1 ein.", help_topic=HELP)
        source = self._answers.ensure(survey_id)
        if not source.forms():
            raise UserError(
                "Es gibt noch keine Druckfassung des Fragebogens. Bitte legen Sie sie zuerst fest.", help_topic=HELP
            )
        path = path if path.suffix.lower() == SUFFIX else path.with_name(path.name + SUFFIX)
        package = AnswerFile.create(
            path, survey_uuid=source.info("survey_uuid"), title=source.info("title"), clock=self._store.clock
        )
        try:
            package.set_info(kind="package", first_number=str(first_number))
            for form in source.forms():
                package.add_form(form.form, form.code, form.language)
        finally:
            package.close()
        source.set_info(packages=str(int(source.info("packages") or 0) + 1))
        return path

    def merge(self, survey_id: int, path: Path) -> Merged:
        """Take the sheets of a package over, all or nothing; the same package twice adds nothing twice.

        Sheets that were open at an earlier merge and are further now are brought up to date; others stay as they are
        here. `UserError` when the package belongs to another survey.
        """
        target = self._answers.ensure(survey_id)
        if path.absolute() == target.path:
            raise UserError("Das ist die Antwortdatei dieser Erhebung selbst, kein Erfassungspaket.", help_topic=HELP)
        package = AnswerFile.open(path, read_only=True, clock=self._store.clock)
        try:
            return self._merge(target, package)
        finally:
            package.close()

    def _merge(self, target: AnswerFile, package: AnswerFile) -> Merged:
        if package.info("survey_uuid") != target.info("survey_uuid"):
            raise UserError(
                f"„{package.path.name}“ gehört zu einer anderen Erhebung („{package.info('title')}“). "
                "Es wurde nichts übernommen.",
                help_topic=HELP,
            )
        name = f"{PACKAGE}{package.path.stem}"
        coming = [info for info in package.infos() if not info.deleted]
        here = {info.uuid: info for info in target.infos()}
        with target.writing():
            for form in package.forms():
                target.add_form(form.form, form.code, form.language)
            fresh = [info for info in coming if info.uuid not in here]
            target.append(_new(package, info, name) for info in fresh)
            further = [info for info in coming if _further(info, here.get(info.uuid))]
            for info in further:
                _bring_up(target, package, info, here[info.uuid].id)
            copy_decisions(package, target)
            known = len(coming) - len(fresh) - len(further)
            note_merge(target, package.info("uuid"), package.path.name, len(fresh), known)
        unfinished = sum(info.state is SheetState.OPEN for info in coming)
        return Merged(len(fresh), len(further), known, unfinished, _doubles(target, fresh))


def _further(coming: SheetInfo, here: SheetInfo | None) -> bool:
    """Whether a sheet known as open has been typed on."""
    return here is not None and here.state is SheetState.OPEN and coming.state is not SheetState.OPEN


def _new(package: AnswerFile, info: SheetInfo, name: str) -> NewSheet:
    from array import array

    stored = package.sheet(info.id)
    return NewSheet(
        uuid=info.uuid,
        form_code=info.form_code,
        values=array("i", stored.values),
        number=info.number,
        mode=info.mode,
        language=info.language,
        texts=stored.texts,
        entered_at=info.entered_at,
        entered_by=info.entered_by,
        state=info.state,
        pair_uuid=info.pair_uuid,
        source=info.source or name,
        received_on=info.received_on,
    )


def _bring_up(target: AnswerFile, package: AnswerFile, info: SheetInfo, id: int) -> None:
    from dataclasses import replace

    stored = package.sheet(info.id)
    target.save_sheet(StoredSheet(replace(info, id=id), stored.values, stored.texts))


def _doubles(target: AnswerFile, fresh: list[SheetInfo]) -> tuple[int, ...]:
    """Belegnummern of new sheets another first entry has as well."""
    counts: dict[int, int] = {}
    for info in target.infos():
        if info.number and not info.deleted and not info.pair_uuid:
            counts[info.number] = counts.get(info.number, 0) + 1
    return tuple(sorted({info.number for info in fresh if not info.pair_uuid and counts.get(info.number, 0) > 1}))
