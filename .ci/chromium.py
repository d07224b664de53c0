"""Have Debian's `chromium`, which the browser tests drive: install it when we may, else say what to do and fail."""

import os
import shutil
import subprocess
import sys

if shutil.which("chromium") is None and os.geteuid() == 0 and shutil.which("apt-get"):
    print("Installing Debian's chromium for the browser tests ...", flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for task in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "chromium"]):
        subprocess.run(["apt-get", *task], env=environment, stdin=subprocess.DEVNULL, check=False)
if shutil.which("chromium") is None:
    sys.exit("The browser tests need Debian's chromium. Run `sudo apt-get install chromium`, then this again.")
