"""`python -m benchmarks [names…] [--sizes 1400,10000,100000] [--quick]`: `name value unit` lines, ratios first."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from importlib import import_module

from benchmarks import server
from benchmarks.figures import SIZES, Plan

# Name → side of the house whose settings it runs under. The module bears the same name.
PUBLIC = ("search", "growth", "record", "served", "figure", "as_of", "csv_file", "answers", "estimating")
NEWSROOM = ("importing", "incoming", "publishing", "person_list", "newsroom", "matching", "matching_speed", "cleaning")


def main() -> int:
    asked = _arguments()
    server.choose_folder()
    if asked.side:
        return _on_one_side(asked)
    names = asked.names or [*PUBLIC, *NEWSROOM]
    print(f"load {os.getloadavg()[0]:.2f} processes")
    sys.stdout.flush()
    if any(name in PUBLIC for name in names):
        _child(asked, "newsroom", ["prepare"])
    else:
        _child(asked, "newsroom", ["prepare"], sizes=())
    failed = 0
    for side, known in (("public", PUBLIC), ("newsroom", NEWSROOM)):
        if wanted := [name for name in known if name in names]:
            failed |= _child(asked, side, wanted)
    return failed


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join((*PUBLIC, *NEWSROOM)))
    parser.add_argument("--sizes", type=_sizes, default=SIZES, help="numbers of persons (default: 1400,10000,100000)")
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    parser.add_argument("--side", choices=("public", "newsroom"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    known = {*PUBLIC, *NEWSROOM, *(["prepare"] if asked.side else [])}
    if unknown := sorted(set(asked.names) - known):
        parser.error(f"no benchmark {', '.join(unknown)}; there are: {', '.join((*PUBLIC, *NEWSROOM))}")
    return asked


def _sizes(text: str) -> tuple[int, ...]:
    sizes = tuple(sorted({int(part) for part in text.split(",")}))
    if sizes[0] < 50:
        raise argparse.ArgumentTypeError("a record of fewer than 50 persons can't be measured")
    return sizes


def _child(asked: argparse.Namespace, side: str, names: list[str], sizes: tuple[int, ...] | None = None) -> int:
    """One side has its own settings, and so a process of its own."""
    written = ",".join(map(str, asked.sizes if sizes is None else sizes))
    environment = {
        **os.environ, "TODOS_SITE": side, "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        "TODOS_BENCH_SIZES": written,
    }  # fmt: skip
    options = [*(["--quick"] if asked.quick else []), *([f"--sizes={written}"] if written else [])]
    command = [sys.executable, "-m", "benchmarks", *names, f"--side={side}", *options]
    return subprocess.run(command, env=environment, check=False).returncode


def _on_one_side(asked: argparse.Namespace) -> int:
    import django

    django.setup()
    if asked.names == ["prepare"]:
        from benchmarks.preparation import prepare

        prepare([int(size) for size in os.environ["TODOS_BENCH_SIZES"].split(",") if size])
        return 0
    plan = Plan(sizes=asked.sizes, is_quick=asked.quick)
    for name in asked.names:
        found = sorted(import_module(f"benchmarks.{name}").run(plan), key=lambda figure: figure.unit != "x")
        print(*found, sep="\n", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
