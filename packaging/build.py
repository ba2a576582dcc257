"""Make the packages people install: `packaging/build [linux|windows] [--ohne-probe]`; what was made stands in dist/.

Each package is tried afterwards by the smoke test unless `--ohne-probe` is given. Without a word the package for
this system is made.
"""

import sys
from collections.abc import Sequence

import environment
import release


def main(arguments: Sequence[str]) -> int:
    """Make what was asked for and return the exit code."""
    words = [word for word in arguments if word != "--ohne-probe"] or [default()]
    trying = "--ohne-probe" not in arguments
    if words not in (["linux"], ["windows"]) or (words == ["linux"] and not sys.platform.startswith("linux")):
        print("Aufruf: packaging/build [linux|windows] [--ohne-probe] (linux nur auf Linux)", file=sys.stderr)
        return 2
    if words == ["linux"]:
        import linux_package

        made = linux_package.build(release.DIST, trying=trying)
    else:
        import windows_package

        made = windows_package.build(release.DIST)
        if trying:
            windows_package.smoke_test()
    print("\nFertig:")
    for file in made:
        print(f"  {file.relative_to(environment.ROOT)}  {release.megabytes(file.stat().st_size)}")
    return 0


def default() -> str:
    """The system this runs on."""
    return "windows" if sys.platform == "win32" else "linux"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
