"""A typist at the entry mask: answers like those of a person, one real key after the other, each of them counted.

Times by the keystroke-level model: 0.28 s a key for a practised typist of 40 words a minute, 1.35 s to read on from one
question to the next, 6 s to put a sheet away and take the next (Card, Moran and Newell, 1980; the last is our own).
"""

import random
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from coordinator_app.domain.entry_fields import EntryField, FieldKind
from coordinator_app.gui.entry.window import EntryWindow

KEY, READ, TURN = 0.28, 1.35, 6.0


@dataclass
class Typist:
    """Types sheets into a window; `fields` and `keys` count what was done.

    `seen` are the codes given in the question of the bank named `watched`.
    """

    window: EntryWindow
    watched: str = ""
    seen: list[int] = field(default_factory=list[int])
    chance: random.Random = field(default_factory=lambda: random.Random(7))
    fields: int = 0
    keys: int = 0
    questions: int = 0
    sheets: int = 0

    def type_sheet(self) -> None:
        """Type the sheet under the cursor to its end and begin the next."""
        session, question = self.window.session, ""
        number = session.sheet.number
        while session.field is not None:
            here = session.field
            self.questions += here.question != question
            question = here.question
            self.answer(here)
            self.fields += 1
        self.press(Qt.Key.Key_Return)
        self.sheets += 1
        assert session.sheet.number != number

    def answer(self, here: EntryField) -> None:
        """Answer one field with its keys; a contradiction is kept."""
        place = here.place
        match here.kind:
            case FieldKind.CHOICE:
                chosen = self.chance.choice([*here.answers, *here.missing[:1]])
                self.write(chosen.key)
                if self.window.session.plan.questions[here.question].item == self.watched:
                    self.seen.append(chosen.code)
            case FieldKind.CROSSES:
                plain = [answer for answer in here.answers if not answer.exclusive]
                most = min(here.limit or 3, 3)
                self.write("".join(answer.key for answer in self.chance.sample(plain, self.chance.randint(1, most))))
                self.press(Qt.Key.Key_Return)
            case FieldKind.DATE:
                self.write("14052026")
            case FieldKind.TEXT:
                self.write(self.chance.choice(("mehr Licht", "am Bahnhof", "")))
                self.press(Qt.Key.Key_Return)
            case _:
                self.number(here)
        if self.window.session.asking is not None:
            self.press(Qt.Key.Key_Return)
        assert self.window.session.place != place, here

    def number(self, here: EntryField) -> None:
        """Digits within what the field takes; Enter where it does not go on by itself."""
        if here.kind is FieldKind.LISTED:
            text = str(self.chance.choice(here.answers).code)
        elif here.rank:
            text = str(1 + self.window.session.plan.fields_of(here.question).index(here))
        else:
            text = "1987" if here.year else "0" * max(here.digits - 1, 0) + "3"
        before = self.window.session.place
        self.write(text)
        if self.window.session.place == before and self.window.session.asking is None:
            self.press(Qt.Key.Key_Return)

    def write(self, text: str) -> None:
        """Type characters."""
        for character in text:
            QTest.keyClicks(self._target(), character)
            self.keys += 1

    def press(self, key: Qt.Key) -> None:
        """Press one key."""
        QTest.keyClick(self._target(), key)
        self.keys += 1

    def _target(self) -> QWidget:
        mask = self.window.entry
        return mask.words if mask.words.isVisibleTo(mask) else mask

    def hours(self) -> float:
        """How long a practised person takes for all of it."""
        return (self.keys * KEY + self.questions * READ + self.sheets * TURN) / 3600
