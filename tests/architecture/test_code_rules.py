"""The project's own code rules hold everywhere, and each of them notices a planted violation."""

from functools import cache
from pathlib import Path

import pytest
from code_rules import RULES, Rule, Source

ROOT = Path(__file__).parents[2]
BY_NAME = {rule.name: rule for rule in RULES}


@cache
def sources() -> list[Source]:
    """Every Python file of the project."""
    folders = ("coordinator_app", "packaging", "tests", "resources")
    files = [*ROOT.glob("*.py"), *(path for folder in folders for path in sorted((ROOT / folder).rglob("*.py")))]
    return [Source.read(ROOT, path) for path in files]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rule_holds_in_every_file(rule: Rule) -> None:
    found = [violation for source in sources() for violation in rule.check(source)]
    assert not found, "\n".join(["", *found])


def function(lines: int) -> str:
    """A function of that many lines and a docstring of three."""
    return "\n".join(['"""M."""', "def f():", '    """A', "    B", '    """', *["    x = 1"] * (lines - 1)])


PLANTED = [
    ("long file", "tests/common/test_a.py", "x = 1\n" * 401),
    ("long function", "coordinator_app/domain/a.py", function(41)),
    ("docstring", "coordinator_app/domain/a.py", "x = 1"),
    ("docstring", "coordinator_app/domain/a.py", '"""M."""\nclass Project:\n    x = 1'),
    ("docstring", "coordinator_app/domain/a.py", '"""M."""\nclass A:\n    """A."""\n    def run(self): return 1'),
    ("docstring", "tests/domain/test_a.py", "def test_it(): assert True"),
    ("processEvents", "coordinator_app/gui/a.py", "app.processEvents()"),
    ("connected lambda", "coordinator_app/gui/a.py", "button.clicked.connect(lambda: self.save())"),
    ("plain adding", "coordinator_app/gui/a.py", "link = LinkButton('Ziel hinzufügen')"),
    ("filled layout", "coordinator_app/gui/a.py", "def f(a, b, w):\n    b.addWidget(w)\n    a.addLayout(b)"),
    ("filled layout", "coordinator_app/gui/a.py", "def f(a):\n    a.addLayout(row())"),
    ("filled layout", "coordinator_app/gui/a.py", "def f(a, b, w):\n    b.addWidget(w)\n    a.add(b)"),
    ("filled layout", "coordinator_app/gui/a.py", "def f(a, b, w):\n    b.addWidget(w)\n    a.setLayout(b)"),
    ("filled layout", "coordinator_app/gui/a.py", "def f() -> QHBoxLayout:\n    return made()"),
    ("slow cell", "coordinator_app/documents/a.py", "table.cell(1, 2).text = ''"),
    ("colour literal", "coordinator_app/gui/a.py", "x = 'color: #1A2b3C'"),
    ("colour literal", "coordinator_app/gui/a.py", "x = QColor(1, 2, 3)"),
    ("colour literal", "coordinator_app/gui/a.py", "x = QtGui.QColor('red')"),
    ("tight ellipsis", "coordinator_app/gui/a.py", "QAction('&Öffnen…')"),
    ("tight ellipsis", "coordinator_app/services/a.py", "x = 'Mit „Ersetzen…“ geht es.'"),
    ("style sheet", "coordinator_app/gui/a.py", "label.setStyleSheet(text)"),
    ("application look-up", "coordinator_app/gui/a.py", "QtWidgets.QApplication.instance()"),
    ("unfinished", "coordinator_app/gui/a.py", "x = 1  # TODO: later"),
    ("unfinished", "coordinator_app/gui/a.py", "raise NotImplementedError('x')"),
    ("bare except", "coordinator_app/gui/a.py", "try:\n    x()\nexcept:\n    pass"),
    ("print", "coordinator_app/services/a.py", "print('x')"),
    ("network", "coordinator_app/services/a.py", "from urllib import request"),
    ("network", "coordinator_app/services/a.py", "def f():\n    import socket"),
    ("network", "coordinator_app/gui/a.py", "from PySide6.QtNetwork import QNetworkAccessManager"),
    ("encoding", "coordinator_app/services/a.py", "open('a.txt', 'w')"),
    ("encoding", "coordinator_app/services/a.py", "path.read_text()"),
    ("encoding", "tests/services/test_a.py", "path.write_text('x')"),
    ("standard library only", "coordinator_app/domain/a.py", "def f():\n    from dateutil import rrule"),
    ("heavy import", "coordinator_app/exchange/a.py", "import matplotlib.pyplot as plt"),
    (
        "heavy import",
        "coordinator_app/exchange/a.py",
        "try:\n    from lxml import etree\nexcept ImportError:\n    x = 1",
    ),
    ("heavy import", "coordinator_app/services/surveys.py", "from coordinator_app.survey.shares import share_table"),
    ("heavy import", "coordinator_app/services/surveys.py", "from coordinator_app.services import evaluation_data"),
    ("heavy import", "coordinator_app/survey/item_bank.py", "import numpy as np"),
    ("heavy import", "coordinator_app/survey/shares.py", "import matplotlib"),
    ("unexplained ignore", "coordinator_app/exchange/a.py", "x = f()  # type: ignore[arg-type]"),
    ("unexplained ignore", "coordinator_app/exchange/a.py", "x = f()  # pyright: ignore"),
]

ALLOWED = [
    ("long file", "tests/common/test_a.py", "x = 1\n" * 400),
    ("long function", "coordinator_app/domain/a.py", function(40)),
    ("docstring", "coordinator_app/gui/a.py", '"""M."""\nclass _A:\n    def run(self): return 1\ndef _f(): return 1'),
    (
        "docstring",
        "coordinator_app/gui/a.py",
        '"""M."""\nclass A:\n    """A."""\n    @override\n    def run(self): ...',
    ),
    ("docstring", "tests/domain/test_a.py", '"""M."""\ndef test_it(): assert True'),
    ("connected lambda", "coordinator_app/gui/a.py", "button.clicked.connect(self._on_save_clicked)"),
    ("plain adding", "coordinator_app/gui/a.py", "LinkButton('Ziel hinzufügen', 'plus'); LinkButton('Alle ansehen')"),
    ("filled layout", "coordinator_app/gui/a.py", "def f(a, b, w):\n    a.addLayout(b)\n    b.addWidget(w)"),
    ("filled layout", "coordinator_app/gui/a.py", "def f(a, w):\n    a.add(FieldRow(w))"),
    ("slow cell", "coordinator_app/exchange/a.py", "sheet.cell(1, 2)"),
    ("colour literal", "coordinator_app/gui/theme.py", "x = '#1A2b3C'"),
    ("colour literal", "coordinator_app/gui/a.py", "x = QColor(theme.color('accent')), 'TOP #123456789'"),
    ("tight ellipsis", "coordinator_app/gui/a.py", "QAction('&Öffnen …'); elided + '…'"),
    ("style sheet", "coordinator_app/gui/theme.py", "app.setStyleSheet(text)"),
    ("application look-up", "coordinator_app/gui/a.py", "self.instance(); Registry.instance()"),
    ("unfinished", "coordinator_app/gui/a.py", "x = 'TODO'"),
    ("print", "coordinator_app/cli.py", "print('x')"),
    ("network", "coordinator_app/services/a.py", "from urllib.parse import quote"),
    (
        "encoding",
        "coordinator_app/services/a.py",
        "open('a', 'rb'); path.read_text(encoding='utf-8'); Store.open(path)",
    ),
    ("encoding", "coordinator_app/services/a.py", "open(path, mode='wb'); path.write_text('x', 'utf-8')"),
    ("standard library only", "coordinator_app/domain/a.py", "import re\nfrom coordinator_app.common import errors"),
    ("heavy import", "coordinator_app/exchange/a.py", "def f():\n    import numpy"),
    ("heavy import", "coordinator_app/exchange/a.py", "if TYPE_CHECKING:\n    import numpy"),
    ("heavy import", "coordinator_app/survey/shares.py", "import numpy\nfrom coordinator_app.survey import sums"),
    ("heavy import", "coordinator_app/services/surveys.py", "from coordinator_app.survey.item_bank import item_bank"),
    (
        "unexplained ignore",
        "coordinator_app/exchange/a.py",
        "x = f()  # pyright: ignore[reportCallIssue]  stubs lack it",
    ),
]


@pytest.mark.parametrize(("rule", "path", "text"), PLANTED)
def test_rule_finds_planted_violation(rule: str, path: str, text: str) -> None:
    assert BY_NAME[rule].check(Source(path, text))


@pytest.mark.parametrize(("rule", "path", "text"), ALLOWED)
def test_rule_lets_right_code_pass(rule: str, path: str, text: str) -> None:
    assert BY_NAME[rule].check(Source(path, text)) == []


def test_every_rule_has_a_planted_violation() -> None:
    assert {name for name, _, _ in PLANTED} == set(BY_NAME)
