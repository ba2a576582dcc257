"""The Windows package: what the set-up writes and removes, what Windows shows, what the portable ZIP holds."""

import re
import struct
import zipfile
from pathlib import Path

import pytest
import windows_package


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small program folder with awkward names."""
    made = tmp_path / "KPR-Arbeitsplatz"
    for name in ("KPR-Arbeitsplatz.exe", "_internal/a b/ü/x.txt", "_internal/c/$y.txt", "_internal/z"):
        file = made / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name, encoding="utf-8")
    return made


def macro(text: str, name: str) -> list[str]:
    """The lines of one macro of the list of files."""
    return text.partition(f"!macro {name}\n")[2].partition("!macroend")[0].splitlines()


def test_set_up_removes_exactly_the_files_it_writes(folder: Path) -> None:
    text = windows_package.file_list(folder)
    place, written = "", set[str]()
    for line in macro(text, "WRITE_PROGRAM"):
        if "SetOutPath" in line:
            place = line.split('"')[1]
        else:
            name = line.split('"')[1].removeprefix("/oname=")
            written.add(f"{place}\\{name}")
    lines = macro(text, "REMOVE_PROGRAM")
    removed = {line.split('"')[1] for line in lines if line.strip().startswith("Delete")}
    assert written == removed
    assert r"$INSTDIR\_internal\c\$$y.txt" in removed  # a dollar sign is written twice
    assert not [line for line in lines if "/r" in line or "*" in line]  # nothing by pattern, no folder as a whole


def test_set_up_removes_inner_folders_before_outer_ones(folder: Path) -> None:
    lines = macro(windows_package.file_list(folder), "REMOVE_PROGRAM")
    folders = [line.split('"')[1] for line in lines if "RMDir" in line]
    assert len(folders) == 4
    for number, place in enumerate(folders):
        assert not any(later.startswith(f"{place}\\") for later in folders[number + 1 :])
    assert "$INSTDIR" not in folders  # the folder the user chose: the script itself looks whether it is empty


def test_set_up_script_never_removes_folders_with_their_content() -> None:
    script = (windows_package.SCRIPTS / "setup.nsi").read_text(encoding="utf-8")
    assert not re.search(r"(RMDir|Delete)\s+/r", script)
    assert not re.search(r"Delete .*[*?]", script)
    assert "RequestExecutionLevel user" in script


def test_version_resource_names_program_and_number() -> None:
    text = windows_package.version_resource("1.2.3")
    assert "filevers=(1, 2, 3, 0)" in text
    assert "StringStruct('ProductVersion', '1.2.3')" in text
    assert "[1031, 1200]" in text  # German, Unicode
    compile(text, "version.txt", "eval")


def test_portable_zip_holds_mark_and_folder_for_data(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(windows_package, "FOLDER", folder)
    made = windows_package.portable(tmp_path, 1_790_000_000)
    first = made.read_bytes()
    (folder / "_internal" / "z").touch()
    assert windows_package.portable(tmp_path, 1_790_000_000).read_bytes() == first
    with zipfile.ZipFile(made) as archive:
        names = archive.namelist()
        mark = archive.read("KPR-Arbeitsplatz/portabel.txt").decode("utf-8-sig")
    assert {name.split("/")[0] for name in names} == {"KPR-Arbeitsplatz"}
    assert "KPR-Arbeitsplatz/Daten/" in names
    assert "KPR-Arbeitsplatz/_internal/a b/ü/x.txt" in names
    assert "„Daten“" in mark


@pytest.mark.parametrize("name", ["icuuc.dll", "UCRTBASE.dll", "api-ms-win-crt-math-l1-1-0.dll", "ucrtwine.dll"])
def test_system_files_are_recognised(name: str) -> None:
    assert windows_package.FOREIGN.fullmatch(name)


def test_icon_holds_the_sizes_windows_asks_for() -> None:
    content = (windows_package.SCRIPTS / "kpr-arbeitsplatz.ico").read_bytes()
    count = struct.unpack_from("<HHH", content)[2]
    sides = {content[6 + 16 * number] or 256 for number in range(count)}
    assert {16, 20, 24, 32, 48, 256} <= sides


def pinned(lock: str) -> set[str]:
    """The packages a lock file names, with their versions."""
    text = (windows_package.ROOT / "packaging" / lock).read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z0-9][\w.-]*==[^ ;]+)", text, flags=re.MULTILINE))


def test_windows_gets_the_versions_all_others_get() -> None:
    windows = pinned("requirements-windows.txt")
    assert windows <= pinned("requirements.txt") | pinned("requirements-build.txt")
    assert {name.partition("==")[0] for name in windows} >= {"tzdata", "pefile", "typst", "pyinstaller"}
