"""Setting up: once, by hash, taken up again after an interruption, and quick when everything is there."""

import os
from pathlib import Path

import environment
import pytest


class Workshop:
    """A project in a temporary folder whose slow steps only note that they ran."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root = root
        self.done: list[str] = []
        self.fail_install = False
        (root / "packaging").mkdir()
        self.lock(environment.RUNTIME, "a==1")
        self.lock(environment.DEVELOPMENT, "a==1\nb==1")
        monkeypatch.setattr(environment, "ROOT", root)
        monkeypatch.setattr(environment, "VENV", root / ".venv")
        monkeypatch.setattr(environment, "make_environment", self.make)
        monkeypatch.setattr(environment, "install", self.install)
        monkeypatch.setattr(environment, "ensure_libraries", lambda: self.done.append("libraries"))

    def lock(self, name: str, text: str) -> None:
        (self.root / "packaging" / name).write_text(text, encoding="utf-8")

    def make(self) -> None:
        self.done.append("make")
        python = environment.interpreter()
        python.parent.mkdir(parents=True, exist_ok=True)
        python.touch()

    def install(self, python: Path, lock: str) -> None:
        assert python == environment.interpreter()
        if self.fail_install:
            environment.stop("Kein Netz.")
        self.done.append(lock)

    def run(self, *, development: bool = False) -> list[str]:
        """Set up and return what was done."""
        self.done.clear()
        assert environment.ensure(development=development) == environment.interpreter()
        return self.done


@pytest.fixture
def workshop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    return Workshop(tmp_path, monkeypatch)


def test_first_start_makes_environment_and_installs_runtime_lock(workshop: Workshop) -> None:
    assert workshop.run() == ["libraries", "make", environment.RUNTIME]


def test_second_start_does_nothing(workshop: Workshop) -> None:
    workshop.run()
    assert workshop.run() == []


def test_check_after_run_adds_development_packages_only(workshop: Workshop) -> None:
    workshop.run()
    assert workshop.run(development=True) == ["libraries", environment.DEVELOPMENT]
    assert workshop.run() == []


def test_run_after_check_does_nothing(workshop: Workshop) -> None:
    workshop.run(development=True)
    assert workshop.run() == []


def test_changed_lock_makes_a_new_environment(workshop: Workshop) -> None:
    workshop.run()
    workshop.lock(environment.RUNTIME, "a==2")
    assert workshop.run() == ["libraries", "make", environment.RUNTIME]


def test_changed_development_lock_does_not_concern_run(workshop: Workshop) -> None:
    workshop.run(development=True)
    workshop.lock(environment.DEVELOPMENT, "a==1\nb==2")
    assert workshop.run() == []
    assert workshop.run(development=True) == ["libraries", "make", environment.DEVELOPMENT]


def test_interrupted_installation_is_taken_up_again(workshop: Workshop) -> None:
    workshop.fail_install = True
    with pytest.raises(SystemExit):
        workshop.run()
    workshop.fail_install = False
    assert workshop.run() == ["libraries", environment.RUNTIME]


def test_damaged_state_counts_as_nothing_installed(workshop: Workshop) -> None:
    workshop.run()
    (environment.VENV / environment.STATE).write_text("{", encoding="utf-8")
    assert workshop.run() == ["libraries", "make", environment.RUNTIME]


def test_folder_of_somebody_else_is_left_untouched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(environment, "VENV", tmp_path / ".venv")
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "mine").touch()
    with pytest.raises(SystemExit):
        environment.make_environment()
    assert (tmp_path / ".venv" / "mine").exists()
    assert "umbenennen oder löschen" in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="Linux only")
def test_missing_libraries_are_named_by_their_packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = [library for library in environment.LIBRARIES if "cursor" not in library and "GL" not in library]
    loader = tmp_path / "ldconfig"
    loader.write_text(
        "#!/bin/sh\necho '" + "\n".join(f"{name} (libc6) => x" for name in known) + "'\n", encoding="utf-8"
    )
    loader.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert environment.missing_packages() == ["libegl1", "libgl1", "libxcb-cursor0"]


def test_without_root_the_missing_packages_are_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(environment, "missing_packages", lambda: ["libegl1", "libgl1"])
    monkeypatch.setattr(environment, "apt_install", lambda _: False)
    environment.ensure_libraries()
    assert "apt-get install --no-install-recommends libegl1 libgl1" in capsys.readouterr().err


@pytest.mark.parametrize("code", [0, 1])
def test_remarks_of_pip_are_shown_only_when_it_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], code: int
) -> None:
    python = tmp_path / "pip.cmd" if os.name == "nt" else tmp_path / "pip"
    first = "@echo off" if os.name == "nt" else "#!/bin/sh"
    python.write_text(f"{first}\necho WARNING: Location is ignored\nexit {code}\n", encoding="utf-8")
    python.chmod(0o755)
    if code:
        with pytest.raises(SystemExit):
            environment.install(python, environment.RUNTIME)
    else:
        environment.install(python, environment.RUNTIME)
    shown = "".join(capfd.readouterr())
    assert ("Location is ignored" in shown, "ließen sich nicht laden" in shown) == (bool(code), bool(code))
