"""Photograph every page, tab and dialog: one process per size, scale and theme, each without a screen."""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import environment

SIZES = ("1366x768", "1920x1080")
SCALES = ("100", "150")
THEMES = ("hell", "dunkel", "kontrast")


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The command line; every option that may be given several times multiplies the pictures."""
    parser = argparse.ArgumentParser(prog="packaging/screenshots", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="DIR", help="where the pictures go, a folder per combination")
    parser.add_argument("--size", action="append", help=f"physical pixels of the window (usual: {SIZES[0]})")
    parser.add_argument("--scale", action="append", help=f"per cent (usual: {SCALES[0]})")
    parser.add_argument("--theme", action="append", choices=THEMES, help=f"(usual: {THEMES[0]})")
    parser.add_argument("--all", action="store_true", help=f"{', '.join(SIZES)}; {', '.join(SCALES)} %%; hell, dunkel")
    parser.add_argument("--page", action="append", default=[], help="only this page (id as in gui/navigation.py)")
    parser.add_argument("--no-dialogs", action="store_true", help="pages and tabs only")
    source = parser.add_mutually_exclusive_group()
    source.add_argument("--file", type=Path, help="photograph a copy of this file instead of the example file")
    source.add_argument("--empty", action="store_true", help="photograph a file in which nothing stands yet")
    return parser.parse_args(arguments)


def combinations(options: argparse.Namespace) -> Iterator[tuple[str, str, str]]:
    """Every (size, scale, theme) asked for."""
    for size in options.size or (SIZES if options.all else SIZES[:1]):
        for scale in options.scale or (SCALES if options.all else SCALES[:1]):
            for theme in options.theme or (THEMES[:2] if options.all else THEMES[:1]):
                yield size, scale, theme


def main(arguments: Sequence[str]) -> int:
    """Take all pictures; 1 when the program showed an error on the way."""
    options = parse(arguments)
    python = environment.ensure()
    failed = 0
    with tempfile.TemporaryDirectory(prefix="kpr-pictures-") as folder:
        source = prepare(options, str(python), Path(folder))
        for size, scale, theme in combinations(options):
            target = options.folder / f"{size}-{scale}-{theme}"
            copy = Path(folder) / target.name / "Mühlwerda.kpr"  # a copy each: dialogs and buttons are really used
            copy.parent.mkdir()
            for file in (source, *source.parent.glob("*.kpra")):  # with the answers of its surveys
                shutil.copy(file, copy if file == source else copy.parent)
            command = [str(python), str(environment.ROOT / "packaging" / "photographer.py"), str(copy), str(target)]
            command += [size, scale, theme, "without" if options.no_dialogs else "with", *options.page]
            variables = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": folder}
            variables["QT_SCALE_FACTOR"] = str(int(scale) / 100)
            failed += subprocess.run(command, check=False, env=variables).returncode != 0
    return 1 if failed else 0


def prepare(options: argparse.Namespace, python: str, folder: Path) -> Path:
    """The file to photograph: the one named, an empty one, or the example file."""
    if options.file is not None:
        if not options.file.is_file():
            environment.stop(f"Die Datei {options.file} gibt es nicht.")
        return options.file
    made = folder / "Beispielkommune.kpr"
    program = [str(environment.ROOT / "main.py"), "--demo", str(made)]
    if options.empty:
        program = [str(environment.ROOT / "packaging" / "photographer.py"), "--empty", str(made)]
    if subprocess.run([python, *program], check=False).returncode:
        environment.stop("Die Datei für die Bilder ließ sich nicht anlegen.")
    return made


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
