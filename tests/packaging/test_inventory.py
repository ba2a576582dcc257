"""The parts list of a package: machine-readable, the same for the same parts, licences as SPDX where they are."""

import json
from pathlib import Path
from typing import Any

import inventory
import pytest
from inventory import Found

PARTS = (
    Found("numpy", "2.4.6", "BSD-3-Clause", "Rechnen", "Text", "pkg:pypi/numpy@2.4.6", 3),
    Found(
        "typst", "0.15.2", "Apache-2.0", "PDF", "Text", "pkg:pypi/typst@0.15.2", 1, [{"name": "ttf", "bom-ref": "t:1"}]
    ),
)


def test_bill_names_every_part_once_and_its_parts_inside() -> None:
    bill = inventory.bill(PARTS, 1_780_000_000)
    assert bill["bomFormat"] == "CycloneDX"
    assert [each["name"] for each in bill["components"]] == ["numpy", "typst"]
    assert bill["dependencies"][0]["dependsOn"] == ["pkg:pypi/numpy@2.4.6", "pkg:pypi/typst@0.15.2"]
    assert bill["components"][1]["components"] == [{"name": "ttf", "bom-ref": "t:1"}]
    assert bill["metadata"]["timestamp"] == "2026-05-28T20:26:40Z"


def test_same_parts_give_the_same_bill_in_any_order() -> None:
    assert inventory.bill(PARTS, 1) == inventory.bill(reversed(PARTS), 1)
    assert inventory.bill(PARTS, 1)["serialNumber"] != inventory.bill(PARTS[:1], 1)["serialNumber"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("MIT", {"license": {"id": "MIT"}}),
        ("Apache-2.0 OR BSD-2-Clause", {"expression": "Apache-2.0 OR BSD-2-Clause"}),
        ("LicenseRef-Matplotlib", {"license": {"name": "LicenseRef-Matplotlib"}}),
        ("siehe Lizenztext, Anhang", {"license": {"name": "siehe Lizenztext, Anhang"}}),
    ],
)
def test_licence_is_given_as_machines_read_it(words: str, expected: dict[str, Any]) -> None:
    assert inventory.licence_entry(words) == expected


def site(tmp_path: Path) -> Path:
    """Libraries as an environment holds them: one of ours, one inside the start-up program."""
    folder = tmp_path / "venv" / "lib" / "python3.11" / "site-packages"
    for name, version, files in (("numpy", "2.4.6", ["numpy/core.py"]), ("pyinstaller", "6.22.3", [])):
        info = folder / f"{name}-{version}.dist-info"
        (info / "licenses").mkdir(parents=True)
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n", encoding="utf-8")
        (info / "licenses" / "LICENSE").write_text(f"Lizenz von {name}\n", encoding="utf-8")
        rows = [*files, f"{info.name}/METADATA", f"{info.name}/licenses/LICENSE"]
        (info / "RECORD").write_text("".join(f"{row},,\n" for row in rows), encoding="utf-8")
    return folder


def contents(folder: Path, files: list[tuple[str, str]]) -> dict[str, Any]:
    modules = [
        ("numpy.core", str(folder / "numpy" / "core.py")),
        ("coordinator_app.app", "/quelle/coordinator_app/app.py"),
    ]
    return {"python": "/python", "version": "3.11.9", "modules": modules, "files": files}


def test_every_packed_file_is_traced_to_its_part(tmp_path: Path) -> None:
    folder = site(tmp_path)
    packed = [
        ("resources/fonts/LiberationSans-Bold.ttf", "/quelle/resources/fonts/LiberationSans-Bold.ttf"),
        ("resources/help/heute.md", "/quelle/resources/help/heute.md"),
        ("libpython3.11.so.1.0", "/python/lib/libpython3.11.so.1.0"),
        ("libLink.so", "numpy/libLink.so"),
    ]
    found = inventory.Inventory(contents(folder, packed), folder)
    assert found.unknown == []
    assert set(found.found) == {"numpy", "cpython", "pyinstaller", "Liberation Sans"}
    assert found.found["numpy"].text == "Lizenz von numpy"


def test_file_of_unknown_origin_ends_the_build(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = site(tmp_path)
    note = tmp_path / "contents.json"
    note.write_text(json.dumps(contents(folder, [("libX.so", "/fremd/libX.so")])), encoding="utf-8")
    with pytest.raises(SystemExit):
        inventory.add(tmp_path, note, folder, 1)
    assert "/fremd/libX.so" in capsys.readouterr().err
