"""Take the pictures of the Handbuch anew, light and dark, from the example file: what help_scenes.py declares."""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import environment
from help_scenes import PICTURES, SCENES

FOLDER = environment.ROOT / "resources" / "help" / "bilder"
THEMES = {"hell": "", "dunkel": "-dunkel"}


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="packaging/help_pictures", description=__doc__)
    names = [scene.name for scene in SCENES]
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"only these: {', '.join(names)}")
    options = parser.parse_args(arguments)
    if unknown := set(options.names) - set(names):
        parser.error(f"unknown pictures: {', '.join(sorted(unknown))}")
    return options


def main(arguments: Sequence[str]) -> int:
    """Take all pictures; 1 when one could not be taken or all together are too large."""
    options = parse(arguments)
    python = str(environment.ensure())
    FOLDER.mkdir(exist_ok=True)
    failed = 0
    with tempfile.TemporaryDirectory(prefix="kpr-help-") as folder:
        made = Path(folder) / "Beispielkommune.kpr"
        if subprocess.run([python, str(environment.ROOT / "main.py"), "--demo", str(made)], check=False).returncode:
            environment.stop("Die Datei für die Bilder ließ sich nicht anlegen.")
        for theme, ending in THEMES.items():
            copy = Path(folder) / theme / "Mühlwerda.kpr"
            copy.parent.mkdir()
            for file in (made, *made.parent.glob("*.kpra")):
                shutil.copy(file, copy if file == made else copy.parent)
            taker = environment.ROOT / "packaging" / "help_photographer.py"
            command = [python, str(taker), str(copy), str(FOLDER), theme, ending, *options.names]
            variables = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
            failed += subprocess.run(command, check=False, env=variables).returncode != 0
    size = sum(file.stat().st_size for file in FOLDER.glob("*.png"))
    print(f"{len(list(FOLDER.glob('*.png')))} Bilder, {size / 1e6:.1f} MB")
    return 1 if failed or size > PICTURES else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
