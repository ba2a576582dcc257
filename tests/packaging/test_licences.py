"""Everything handed on with the program is listed with its licence, and none of it forbids that."""

import importlib.metadata
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RUNTIME = (ROOT / "packaging" / "requirements.txt").read_text(encoding="utf-8")
PACKAGES = sorted(set(re.findall(r"^([\w.-]+)==", RUNTIME, re.MULTILINE)))
LISTED = dict(
    re.findall(
        r"^\| ([\w.-]+) \| ([^|]+) \|", (ROOT / "packaging/licences.md").read_text(encoding="utf-8"), re.MULTILINE
    )
)


def allows_handing_on(licence: str) -> bool:
    """Whether one of the alternatives is neither GPL nor AGPL (LGPL is fine for unchanged libraries)."""
    return any(not re.search(r"\bA?GPL\b|Affero|GNU General Public", each) for each in licence.split(" OR "))


def test_every_runtime_package_is_listed() -> None:
    assert [name for name in PACKAGES if name not in LISTED] == []


def test_no_listed_licence_is_gpl() -> None:
    assert [name for name, licence in LISTED.items() if not allows_handing_on(licence)] == []


@pytest.mark.parametrize("package", PACKAGES)
def test_package_itself_declares_no_gpl(package: str) -> None:
    try:
        declared = importlib.metadata.metadata(package)
    except importlib.metadata.PackageNotFoundError:
        pytest.skip("not for this machine")
    short = (declared.get("License") or "").partition("\n")[0]
    licences = [declared.get("License-Expression") or short, *declared.get_all("Classifier", [])]
    assert all(allows_handing_on(licence) for licence in licences)


@pytest.mark.parametrize(
    ("licence", "allowed"),
    [
        ("MIT", True),
        ("LGPL-3.0-only OR GPL-2.0-only", True),
        ("GPL-3.0-or-later", False),
        ("AGPL-3.0-only", False),
        ("License :: OSI Approved :: GNU Affero General Public License v3", False),
        ("License :: OSI Approved :: GNU General Public License (GPL)", False),
        ("License :: OSI Approved :: GNU Lesser General Public License v3 (LGPLv3)", True),
    ],
)
def test_licences_are_told_apart(licence: str, allowed: bool) -> None:
    assert allows_handing_on(licence) is allowed
