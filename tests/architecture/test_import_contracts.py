"""The import contracts of pyproject.toml notice a violation each (that they hold is a step of the check itself)."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LAYERS = ("common", "domain", "storage", "documents", "survey", "exchange", "services", "gui", "gui/pages")

VIOLATIONS = {
    "app > gui > services": ("domain/bad.py", "import coordinator_app.services"),
    "PySide6 only": ("services/bad.py", "from PySide6 import QtCore"),
    "SQLAlchemy and Alembic": ("services/bad.py", "import sqlalchemy"),
    "storage is importable": ("gui/bad.py", "from coordinator_app import storage"),
    "pages are independent": ("gui/pages/needs/page.py", "from coordinator_app.gui.pages.tasks import page"),
}
ALLOWED = {
    "gui/pages/needs/page.py": "from coordinator_app.gui.pages import base\nfrom coordinator_app import services",
    "gui/pages/tasks/page.py": "from coordinator_app.gui.pages import base\nfrom PySide6 import QtWidgets",
    "gui/pages/base.py": "from PySide6 import QtWidgets",
    "services/needs.py": "from coordinator_app.storage import engine",
    "storage/engine.py": "import sqlalchemy\nfrom coordinator_app import domain",
    "app.py": "import coordinator_app.gui, coordinator_app.storage",
}


def contracts(root: Path, files: dict[str, str]) -> str:
    """What import-linter says about a planted program under our contracts."""
    config = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (root / "pyproject.toml").write_text(config, encoding="utf-8")
    package = root / "coordinator_app"
    for folder in ("", *LAYERS, "gui/pages/needs", "gui/pages/tasks"):
        (package / folder).mkdir(parents=True, exist_ok=True)
        (package / folder / "__init__.py").touch()
    for name, text in (ALLOWED | files).items():
        (package / name).write_text(text, encoding="utf-8")
    program = "from importlinter.cli import lint_imports_command as run; run()"
    command = [sys.executable, "-c", program, "--no-cache"]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, encoding="utf-8", check=False).stdout


@pytest.mark.parametrize("contract", VIOLATIONS)
def test_contract_finds_planted_import(tmp_path: Path, contract: str) -> None:
    name, text = VIOLATIONS[contract]
    said = " ".join(contracts(tmp_path, {name: text}).split())
    assert re.search(re.escape(contract) + r"((?!KEPT|BROKEN).)* BROKEN", said)
    assert "1 broken" in said


def test_right_imports_keep_every_contract(tmp_path: Path) -> None:
    assert "5 kept, 0 broken" in contracts(tmp_path, {})
