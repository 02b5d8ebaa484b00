"""`python -m grc`: the command line, see `grc.cli`."""

from __future__ import annotations

import sys

from grc.cli import main

if __name__ == "__main__":
    sys.exit(main())
