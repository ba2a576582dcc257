"""What is left out of packages: declared cuts take what they name, keep what is needed, and count it."""

import json
from pathlib import Path

import pytest
import slimming
from slimming import CUTS, LINK, Slimming


def entry(name: str, source: Path | str = "", kind: str = "BINARY") -> slimming.Entry:
    return (name, str(source), kind)


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/translations/qtbase_de.qm",
        "PySide6/translations/qtbase_de.qm",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "PySide6/plugins/platforms/qwindows.dll",
        "PySide6/Qt/plugins/imageformats/libqjpeg.so",
        "matplotlib/mpl-data/matplotlibrc",
        "matplotlib/mpl-data/fonts/ttf/LastResortHE-Regular.ttf",
        "matplotlib.backends.backend_svg",
        "matplotlib.backends.backend_agg",
        "scipy.special",
        "scipy/special/_ufuncs.cpython-311-x86_64-linux-gnu.so",
        "scipy.libs/libscipy_openblas-6cdc3b4a.so",
        "unittest",
        "numpy.testing",
        "holidays/locale/de/LC_MESSAGES/DE.mo",
        "coordinator_app.gui.main_window",
        "resources/help/heute.md",
    ],
)
def test_needed_part_stays(name: str) -> None:
    assert [cut.what for cut in CUTS if cut.takes(name)] == []


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/translations/qtbase_fr.qm",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6/opengl32sw.dll",
        "PySide6.QtNetwork",
        "scipy.optimize",
        "matplotlib.backends.backend_tkagg",
        "matplotlib/mpl-data/sample_data/topobathy.npz",
        "numpy/_core/tests/data/astype_copy.pkl",
        "libcrypto.so.3",
        "_tkinter.cpython-311-x86_64-linux-gnu.so",
        "numpy-2.4.6.dist-info/RECORD",
        "lib-dynload/_ssl.cpython-311-x86_64-linux-gnu.so",
    ],
)
def test_unneeded_part_goes(name: str) -> None:
    assert len([cut.what for cut in CUTS if cut.takes(name)]) == 1


def test_saved_bytes_are_counted_per_cut(tmp_path: Path) -> None:
    french = tmp_path / "qtbase_fr.qm"
    french.write_bytes(b"x" * 500)
    slim = Slimming()
    kept = slim.files(
        [
            entry("PySide6\\translations\\qtbase_fr.qm", french, "DATA"),
            entry("PySide6/Qt/translations/qtbase_de.qm", french, "DATA"),
        ]
    )
    assert [name for name, _, _ in kept] == ["PySide6/Qt/translations/qtbase_de.qm"]
    slim.write(tmp_path / "slimming.json")
    assert list(json.loads((tmp_path / "slimming.json").read_text(encoding="utf-8")).values()) == [500]


def test_libraries_only_a_cut_part_needed_go_with_their_links(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = {"window.so": ["libA.so.1"], "libA.so.1": ["libB.so.1", "libc.so.6"], "libGone.so.1": ["libB.so.1"]}
    monkeypatch.setattr(slimming, "needs", lambda file: asked.get(Path(file).name, []))
    entries = [
        entry("PySide6/window.so", "/x/window.so", "EXTENSION"),
        entry("libA.so.1", "/x/libA.so.1"),
        entry("libB.so.1", "/x/libB.so.1"),
        entry("PySide6/Qt/lib/libGone.so.1", "/x/libGone.so.1"),
        entry("libGone.so.1", "PySide6/Qt/lib/libGone.so.1", LINK),
        entry("libAlias.so", "libA.so.1", LINK),
        entry("libpython3.so", "/x/libpython3.so"),
    ]
    kept = Slimming().orphans(entries, roots=("libpython*",))
    assert [name for name, _, _ in kept] == [
        "PySide6/window.so",
        "libA.so.1",
        "libB.so.1",
        "libAlias.so",
        "libpython3.so",
    ]


def test_every_cut_says_what_and_why_and_is_named_once() -> None:
    assert len({cut.what for cut in CUTS}) == len(CUTS)
    assert all(cut.what and cut.why and cut.patterns for cut in CUTS)
