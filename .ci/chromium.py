"""Have Debian's `chromium`, which the browser tests drive: install it when we may, else say what to do and fail."""

import os
import shutil
import subprocess
import sys

if shutil.which("chromium") is None and os.geteuid() == 0 and shutil.which("apt-get"):
    print("Installing Debian's chromium for the browser tests ...", flush=True)
    quietly = {"env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}, "stdin": subprocess.DEVNULL, "check": False}
    subprocess.run(["apt-get", "update", "-qq"], **quietly)
    subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"], **quietly)
if shutil.which("chromium") is None:
    sys.exit("The browser tests need Debian's chromium. Run `sudo apt-get install chromium`, then this again.")
