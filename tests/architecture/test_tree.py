"""What holds for the files of the project as a whole; each search is proven on a planted tree."""

import ast
import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OURS = ("coordinator_app", "packaging", "resources", "tests", ".ci")
TEXT = {".py", ".toml", ".md", ".txt", ".yml", ".cmd", ".svg", ".ini", ".json", ".csv", ".typ", ".xml", ".mako", ""}

# Put together here, so that this file is not its own finding.
HOSTS = [
    ".".join(parts) for parts in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("deb", "debian", "org"))
]
# Where an icon's name stands in a call: position of the argument by the name of what is called.
ICON_ARGUMENT = {"icons.icon": 0, "icons.pixmap": 0, "icons.bind": 1, "icons.paint": 1, "IconLabel": 0, "set_icon": 0}


def project_files(root: Path) -> list[Path]:
    """The files of the project: what git knows or would take, else all below our folders."""
    if (root / ".git").exists() and shutil.which("git"):
        command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        names = subprocess.run(command, cwd=root, check=True, capture_output=True).stdout.decode().split("\0")
        return [root / name for name in names if name and (root / name).is_file()]
    below = [path for folder in OURS for path in (root / folder).rglob("*") if "__pycache__" not in path.parts]
    return [path for path in [*root.glob("*"), *below] if path.is_file()]


def lines_with(files: Iterable[Path], pattern: str) -> list[str]:
    """Every line of the text files that matches, as „path:line text“."""
    found = []
    for path in files:
        if path.suffix in TEXT:
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                if re.search(pattern, line):
                    found.append(f"{path}:{number} {line[:120]}")
    return found


def stray_packages(root: Path) -> list[Path]:
    """Package markers where none may be: they would shadow installed libraries of the same name."""
    return [path for name in ("tests", "packaging", "resources") for path in (root / name).rglob("__init__.py")]


def missing_icons(root: Path) -> list[str]:
    """Icon names the window asks for that have no picture."""
    there = {path.stem for path in (root / "resources" / "icons").glob("*.svg")}
    found = []
    for path in sorted((root / "coordinator_app" / "gui").rglob("*.py")):
        names = set(icon_names(ast.parse(path.read_text(encoding="utf-8"))))
        found += [f"{path.relative_to(root).as_posix()}: {name}" for name in sorted(names - there - {""})]
    return found


def icon_names(tree: ast.Module) -> Iterator[str]:
    """Names of icons in calls, in arguments called „icon“ and in attributes called „icon“."""
    for node in ast.walk(tree):
        asked: list[ast.AST] = []
        if isinstance(node, ast.Call):
            asked += [each.value for each in node.keywords if each.arg in {"icon", "button_icon"}]
            position = next((at for name, at in ICON_ARGUMENT.items() if ast.unparse(node.func).endswith(name)), None)
            if position is not None:
                asked += node.args[position : position + 1]
        elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            asked += [node.value] if any(isinstance(each, ast.Name) and each.id == "icon" for each in targets) else []
        for part in asked:
            choices = [part.body, part.orelse] if isinstance(part, ast.IfExp) else [part]
            yield from (
                each.value for each in choices if isinstance(each, ast.Constant) and isinstance(each.value, str)
            )


def repeated_names(root: Path) -> list[str]:
    """Names of test files that occur twice (one name, one file: whoever reads a report knows where to look)."""
    counted = Counter(path.name for path in (root / "tests").rglob("test_*.py"))
    return [name for name, count in counted.items() if count > 1]


def shell_blocks(text: str) -> list[str]:
    """The fenced shell blocks of a page, as typed."""
    return [block.strip() for block in re.findall(r"^```(?:sh|bash|shell)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)]


def test_no_package_marker_where_it_would_shadow_a_library() -> None:
    assert stray_packages(ROOT) == []


def test_every_icon_asked_for_exists() -> None:
    assert missing_icons(ROOT) == []


def test_test_files_have_unique_names() -> None:
    assert repeated_names(ROOT) == []


def test_no_registry_host_in_any_file() -> None:
    assert lines_with(project_files(ROOT), "|".join(re.escape(host) for host in HOSTS)) == []


def test_no_path_of_a_developers_machine_in_any_file() -> None:
    assert lines_with(project_files(ROOT), r"/(?:work|home|root|tmp)/\w") == []


def test_every_package_is_pinned_by_hash() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / "packaging" / name).read_text(encoding="utf-8")
        pinned = re.findall(r"^[A-Za-z0-9][\w.-]*==\S+.*\\\n    --hash=sha256:[0-9a-f]{64}", text, re.MULTILINE)
        assert len(pinned) == len(re.findall(r"^\S", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE), re.MULTILINE))


def test_development_lock_holds_the_runtime_versions() -> None:
    def versions(name: str) -> set[str]:
        text = (ROOT / "packaging" / name).read_text(encoding="utf-8")
        return set(re.findall(r"^[\w.-]+==\S+", text, re.MULTILINE))

    assert versions("requirements.txt") <= versions("requirements-dev.txt")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no executable bit")
def test_commands_are_executable() -> None:
    commands = [
        "packaging/run",
        "packaging/check",
        "packaging/lock",
        "packaging/with-python",
        "packaging/screenshots",
        ".ci/run",
    ]
    assert [name for name in commands if not os.access(ROOT / name, os.X_OK)] == []


def test_readme_begins_with_the_two_commands() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert shell_blocks(text)[:2] == ["packaging/run", "packaging/check"]


def test_pictures_and_pages_the_readme_names_exist() -> None:
    for name in ("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        links = [link for link in re.findall(r"\]\(([^)#\s]+)\)", text) if not link.startswith(("http", "mailto"))]
        assert [link for link in links if not (ROOT / link).exists()] == [], name


def plant(root: Path, name: str, text: str = "") -> Path:
    """Write a file into a planted tree."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_stray_package_marker_is_found(tmp_path: Path) -> None:
    planted = plant(tmp_path, "tests/domain/__init__.py")
    plant(tmp_path, "coordinator_app/__init__.py")
    assert stray_packages(tmp_path) == [planted]


@pytest.mark.parametrize(
    "code",
    [
        'icons.icon("gone", "accent")',
        'class P:\n    icon: ClassVar[str] = "gone"',
        'ActionInfo("id", icon="gone")',
        'icons.bind(button, "gone" if folded else "there")',
        'self.button.set_icon("gone")',
    ],
)
def test_missing_icon_is_found(tmp_path: Path, code: str) -> None:
    plant(tmp_path, "resources/icons/there.svg")
    plant(tmp_path, "coordinator_app/gui/a.py", f'icons.icon("there", "text")\n{code}')
    assert missing_icons(tmp_path) == ["coordinator_app/gui/a.py: gone"]


def test_repeated_test_name_is_found(tmp_path: Path) -> None:
    plant(tmp_path, "tests/domain/test_needs.py")
    plant(tmp_path, "tests/gui/test_needs.py")
    assert repeated_names(tmp_path) == ["test_needs.py"]


def test_registry_host_is_found(tmp_path: Path) -> None:
    plant(tmp_path, "packaging/requirements.txt", f"--index-url https://{HOSTS[0]}/simple\n")
    plant(tmp_path, "resources/a.png")
    assert len(lines_with(project_files(tmp_path), re.escape(HOSTS[0]))) == 1
