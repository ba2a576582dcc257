"""Start of KPR-Arbeitsplatz: `main.py [DATEI]`; further ways with `main.py --hilfe`."""

import sys

from coordinator_app.app import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
