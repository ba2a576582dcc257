"""Keep a file of the present schema version for the tests of later versions (run it when a version is released).

python packaging/keep_database.py FILE      a municipality file with content of every kind, best the demo file
"""

import argparse
import json
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from coordinator_app.storage import backup  # noqa: E402 - after the path is set
from coordinator_app.storage.models.base import all_rows  # noqa: E402
from coordinator_app.storage.schema import HEAD  # noqa: E402

FOLDER = ROOT / "tests" / "data" / "old_databases"


def main() -> int:
    """Copy the file, checked, and write beside it how many records of each kind it holds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    wanted = parser.parse_args()
    target = FOLDER / f"v{HEAD:04d}.kpr"
    if target.exists():
        parser.error(f"{target.name} exists: kept files are never changed")
    backup.write_copy(wanted.file, target)
    counts = backup.counts(target, sorted(all_rows()))
    text = json.dumps(counts, indent=1) + "\n"
    target.with_suffix(".json").write_text(text, encoding="utf-8")
    sys.stdout.write(f"{target}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
