"""`python -m config.localdb start|stop|status|remove`: the local server by hand."""

import argparse
import os
import shutil
import sys

from config import localdb
from config.localdb.layout import asked_folder, folder_for_root
from config.localdb.server import Answer, ask


def main() -> int:
    """Do what was asked; exit code 1 when `status` finds no server or something went wrong."""
    parser = argparse.ArgumentParser(prog="python -m config.localdb", description=__doc__)
    parser.add_argument("task", choices=["start", "stop", "status", "remove"], help="remove deletes all its data")
    task = parser.parse_args().task
    try:
        if task == "start":
            os.environ["TODOS_LOCALDB_KEEP"] = "1"
            print(f"up: {localdb.ensure().socket}")
            return 0
        layout = localdb.locate()
        if task == "status":
            is_up = ask(layout) is Answer.ACCEPTING
            print(f"{'up' if is_up else 'down'}: {layout.socket}")
            return 0 if is_up else 1
        localdb.shut_down()
        if task == "remove":
            shutil.rmtree(layout.home, ignore_errors=True)
            shutil.rmtree(layout.socket, ignore_errors=True)
            spare = folder_for_root(asked_folder())
            if layout.home.parent == spare and not any(spare.iterdir()):
                spare.rmdir()
    except localdb.LocalDBError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
