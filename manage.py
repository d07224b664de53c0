#!/usr/bin/env python
"""Runs the project's commands. `make run` and `make test` call this for you."""

import os
import signal
import sys


def main() -> None:
    # A terminated command must leave through Python, so that the embedded database is stopped with it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.development")
    from config.entry import run

    sys.exit(run(sys.argv))


if __name__ == "__main__":
    main()
