"""Everything handed on with the program is listed with its licence, and none of it forbids that."""

import importlib.metadata
import re
from pathlib import Path

import pytest

from coordinator_app.services import licences

ROOT = Path(__file__).parents[2]
RUNTIME = (ROOT / "packaging" / "requirements.txt").read_text(encoding="utf-8")
PACKAGES = sorted(set(re.findall(r"^([\w.-]+)==", RUNTIME, re.MULTILINE)))


def allows_handing_on(licence: str) -> bool:
    """Whether one of the alternatives is neither GPL nor AGPL.

    LGPL is fine for unchanged libraries, PyInstaller's exception frees what it makes.
    """
    free = [each for each in licence.split(" OR ") if not re.search(r"\bA?GPL\b|Affero|GNU General Public", each)]
    return bool(free) or licence.endswith(" WITH Bootloader-exception")


def test_every_runtime_package_is_listed() -> None:
    assert [name for name in PACKAGES if name not in licences.declared()] == []


def test_no_listed_licence_is_gpl() -> None:
    listed = licences.declared().items()
    assert [name for name, known in listed if not allows_handing_on(known.licence)] == []


def test_every_part_has_a_licence_text_and_a_page() -> None:
    page = licences.page()
    for part in licences.parts():
        assert len(licences.text(part)) > 200, part.name
        assert f"(lizenz-{part.id})" in page
        assert licences.part_page(part.id).startswith(f"# {part.title}: {part.licence}")


def test_licence_text_is_shown_as_it_is_written() -> None:
    page = licences.part_page("eupl")
    assert r"EUROPEAN UNION PUBLIC LICENCE v\. 1\.2" in page
    assert r"applies to the Work \(as defined below\)" in page


def test_unknown_part_leads_back_to_the_list() -> None:
    assert "(lizenzen)" in licences.part_page("gibt-es-nicht")


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
