"""Twenty sheets with every type of question are typed by keyboard alone: right to the digit, and quick enough.

The speed follows the keystroke-level model (Card, Moran and Newell, 1980): a key 0.28 s, and for every field 1.35 s to
read it on paper. Turning to the next sheet costs three seconds and as long a thought.
"""

import random
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from coordinator_app.domain.entry_fields import MISSING_KEYS, EntryField, FieldKind
from coordinator_app.gui.entry.window import EntryWindow
from coordinator_app.services.entry import EntrySession
from coordinator_app.storage.answer_file import AnswerFile
from tests.domain.entry_form import EVERYTHING
from tests.journeys.hand import KEY, THINK

SHEETS = 20
NEXT_SHEET = 3.0 + THINK
CODES = {code: key for key, code in MISSING_KEYS.items()}


class Typist:
    """Answers fields at random as a sheet might, types them, and knows what must come of it."""

    def __init__(self, window: EntryWindow, seed: int) -> None:
        self.window = window
        self.random = random.Random(seed)
        self.keys = 0
        self.fields = 0
        self.values: dict[str, int] = {}
        self.texts: dict[str, str] = {}

    def press(self, key: str) -> None:
        """One key, to whatever has the focus; „|" is Enter."""
        entry = self.window.entry
        target = entry.words if entry.words.isVisibleTo(self.window) else entry
        if key == "|":
            QTest.keyClick(target, Qt.Key.Key_Return)
        else:
            QTest.keyClicks(target, key)
        self.keys += 1

    def type_sheet(self) -> None:
        """One sheet from the first field to the last, and on to the next."""
        self.values, self.texts = {}, {}
        while (field := self.window.session.field) is not None:
            for key in self.answer(field):
                self.press(key)
            self.fields += 1
            if self.window.session.asking is not None:
                self.press("|")
        assert "Enter beginnt den nächsten Bogen" in self.window.entry.wording.text()

    def answer(self, field: EntryField) -> str:
        """The keys of an answer; what they mean is noted."""
        if field.missing and self.random.random() < 0.05:
            code = self.random.choice(field.missing).code
            self.values |= dict.fromkeys(field.variables, code)
            return CODES[code] + ("|" if field.kind is FieldKind.TEXT else "")
        match field.kind:
            case FieldKind.CHOICE:
                chosen = self.random.choice(field.answers)
                self.values[field.variable] = chosen.code
                return chosen.key
            case FieldKind.LISTED:
                chosen = self.random.choice(field.answers)
                self.values[field.variable] = chosen.code
                return str(chosen.code) + ("|" if len(str(chosen.code)) < field.digits else "")
            case FieldKind.CROSSES:
                crossed = self.random.sample(field.answers, 2)
                pairs = zip(field.variables, field.answers, strict=True)
                self.values |= {name: int(answer in crossed) for name, answer in pairs}
                return "".join(answer.key for answer in crossed) + "|"
            case _:
                return self.written(field)

    def written(self, field: EntryField) -> str:
        """Digits and words."""
        if field.kind is FieldKind.NUMBER:
            number = self.random.randint(1930, 2008) if field.year else self.random.randint(1, 99)
            self.values[field.variable] = number
            return str(number) + ("" if field.year else "|")
        self.values[field.variable] = 1
        if field.kind is FieldKind.CODE:
            self.texts[field.variable] = f"{self.random.randint(0, 99_999):05d}"
            return self.texts[field.variable]
        if field.kind is FieldKind.DATE:
            day = date(self.random.randint(1990, 2026), self.random.randint(1, 12), self.random.randint(1, 28))
            self.texts[field.variable] = day.isoformat()
            return f"{day:%d%m%Y}"
        if self.random.random() < 0.5:
            self.values[field.variable] = -9
            return "|"
        self.texts[field.variable] = self.random.choice(("mehr Licht", "Bahnhof", "abends"))
        return self.texts[field.variable] + "|"


def test_twenty_sheets_are_typed_right_and_at_a_thousand_fields_an_hour(tmp_path: Path, qtbot: QtBot) -> None:
    file = AnswerFile.create(tmp_path / "a.kpra", survey_uuid="u", title="t")
    file.add_form(EVERYTHING, "ALLES123")
    window = EntryWindow(EntrySession(file, user="EM"), "Bürgerbefragung", done=file.close)
    qtbot.addWidget(window)
    window.show()
    typist = Typist(window, seed=20261123)
    names = file.form("ALLES123").variables
    for number in range(1, SHEETS + 1):
        typist.type_sheet()
        stored = file.sheet(window.session.sheet.id)
        values = dict(zip(names, stored.values, strict=True))
        assert {name: values[name] for name in typist.values} == typist.values
        assert all(values[name] == -5 for name in names if name not in typist.values)
        assert (stored.texts, stored.info.number) == (typist.texts, number)
        typist.press("|")
    seconds = typist.keys * KEY + typist.fields * THINK + SHEETS * NEXT_SHEET
    assert typist.fields > 300
    assert typist.fields * 3600 / seconds >= 1_000
    assert file.count(state="done") == SHEETS
    window.close()
