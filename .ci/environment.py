"""`python3 .ci/environment.py LOCK`: make `.venv` hold what the lock file names, or see at once that it does.

Needs only Python 3.11+ with its venv module. pip does the work, so pip.conf and the PIP_* variables are respected.
A lock whose packages are all in another installed lock (requirements.lock in requirements-dev.lock) needs nothing more.
"""

import fcntl
import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed-locks.json"
OLDEST = (3, 11)
# The first is part of the second: who has the second needs not install the first.
LOCKS = ("requirements.lock", "requirements-dev.lock")


def fingerprint(lock: str) -> str:
    """What the lock file says, in short."""
    return hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()


def installed() -> dict[str, str]:
    """The fingerprints of the locks that the environment was made from; none when it must be made anew."""
    if not PYTHON.exists():
        return {}
    try:
        stamp = json.loads(STAMP.read_text())
    except (OSError, ValueError):
        return {}
    locks = {lock: mark for lock, mark in stamp["locks"].items() if mark == fingerprint(lock)}
    is_whole = len(locks) == len(stamp["locks"]) and stamp["python"] == version()
    return locks if is_whole else {}


def version() -> str:
    """The minor version of Python that runs this; packages are installed for one."""
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def make_anew() -> None:
    """An empty environment in place of the earlier one."""
    try:
        import ensurepip  # noqa: F401, PLC0415
    except ImportError:
        sys.exit(f"This Python can't make virtual environments. Run: apt-get install python{version()}-venv")
    shutil.rmtree(VENV, ignore_errors=True)
    subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)


def install(lock: str) -> None:
    """Install exactly the files whose hashes the lock names; nothing is compiled."""
    options = ["--quiet", "--disable-pip-version-check", "--require-hashes", "--only-binary", ":all:"]
    command = [str(PYTHON), "-m", "pip", "install", *options, "--requirement", str(ROOT / lock)]
    if subprocess.run(command, check=False).returncode:
        sys.exit(f"pip could not install {lock}; its reason stands above. Is the package index within reach?")


def main() -> None:
    if sys.version_info < OLDEST:
        sys.exit(f"Python 3.11 or newer is needed; this is {version()}. Set PYTHON to another one.")
    lock = sys.argv[1] if len(sys.argv) > 1 else LOCKS[0]
    if lock not in LOCKS:
        sys.exit(f"{lock}: name one of {', '.join(LOCKS)}")
    with Path(__file__).open() as this_file:  # two `make` at the same time: the second waits
        fcntl.flock(this_file, fcntl.LOCK_EX)
        have = installed()
        if any(LOCKS.index(other) >= LOCKS.index(lock) for other in have):
            return
        print(f"Installing {lock} into .venv (the first time takes a minute or two) ...", flush=True)
        if not have:
            make_anew()
        STAMP.unlink(missing_ok=True)
        install(lock)
        STAMP.write_text(json.dumps({"python": version(), "locks": have | {lock: fingerprint(lock)}}))


if __name__ == "__main__":
    main()
