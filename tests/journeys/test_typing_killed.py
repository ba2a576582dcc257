"""The program is killed in the middle of typing: at most the field under the cursor is lost."""

import subprocess
import sys
from pathlib import Path

from coordinator_app.domain.answers import NOT_TYPED
from coordinator_app.services.entry import EntrySession
from coordinator_app.storage.answer_file import AnswerFile
from tests.domain.entry_form import EVERYTHING

TYPIST = """
import sys
from pathlib import Path
from coordinator_app.services.entry import EntrySession
from coordinator_app.storage.answer_file import AnswerFile

session = EntrySession(AnswerFile.open(Path(sys.argv[1])), user="EM")
while True:
    if session.place is None:
        session.next_sheet()
    field = session.field
    if field.kind.name == "TEXT":
        session.write("Licht")
    elif field.kind.name == "CROSSES":
        session.key("1")
        session.key("\\n")
    elif field.digits:
        for key in "05032001"[: field.digits]:
            session.key(key)
    else:
        session.key(field.answers[0].key)
    if session.asking is not None:
        session.key("\\n")
    print(session.sheet.number, session.fields, flush=True)
"""


def test_kill_loses_at_most_the_field_under_the_cursor(tmp_path: Path) -> None:
    path = tmp_path / "a.kpra"
    file = AnswerFile.create(path, survey_uuid="u", title="t")
    file.add_form(EVERYTHING, "ALLES123")
    file.close()
    typist = subprocess.Popen([sys.executable, "-c", TYPIST, str(path)], stdout=subprocess.PIPE, text=True)
    assert typist.stdout is not None
    told = [typist.stdout.readline().split() for _ in range(40)][-1]
    typist.kill()
    rest = typist.communicate()[0].split("\n")
    told = next((line.split() for line in reversed(rest) if len(line.split()) == 2), told)
    number, fields = int(told[0]), int(told[1])
    again = AnswerFile.open(path)
    plan = EntrySession(again).plan
    names = again.form("ALLES123").variables
    stored = 0
    for info in again.infos():
        values = dict(zip(names, again.sheet(info.id).values, strict=True))
        stored += sum(
            any(values[name] != -5 for name in field.variables) and field.typed(values) for field in plan.fields
        )
    assert fields <= stored <= fields + 1
    assert again.count() in {number, number + 1}
    assert NOT_TYPED not in again.sheet(again.numbers()[1]).values or number == 1
    again.close()
