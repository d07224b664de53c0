"""P7 as a web server feels it: what a record page costs the machine, against a page that says hello.

Requests per second of a busy server are the processors divided by the work of one request. The work is read from the
operating system, of the server's processes and of those of the database that serve it, so that neither the one who asks
nor the neighbours on the machine weigh in.
"""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks import server
from benchmarks.figures import Figure, Plan
from benchmarks.record import addresses
from benchmarks.rounds import interleaved, milliseconds, ratio
from config.web_server import HOST

REQUESTS = 600
HELLO = ["/es/hello/"]
TICKS = os.sysconf("SC_CLK_TCK")
HEADERS = {"Host": "testserver", "X-Forwarded-Proto": "https"}


def run(plan: Plan) -> Iterator[Figure]:
    for size in plan.sizes:
        with site(size) as ours, site(size, TODOS_BENCH_THIN="yes") as thin:
            times = interleaved(
                plan.rounds,
                drain=1,
                hello_thin=thin.work(HELLO),
                hello=ours.work(HELLO),
                record=ours.work(addresses(size)),
            )
        yield Figure(f"served.record_requests_to_hello_thin.{size}", ratio(times, "hello_thin", "record"), "x")
        yield Figure(f"served.record_requests_to_hello.{size}", ratio(times, "hello", "record"), "x")
        for name in ("record", "hello", "hello_thin"):
            yield Figure(f"served.{name}_work.{size}", milliseconds(times, name), "ms")


class Served:
    """A web server with one worker, and the processes that work for it."""

    def __init__(self, port: int, master: int, size: int) -> None:
        self.connection = http.client.HTTPConnection(HOST, port, timeout=60)
        self.master, self.size = master, size

    def work(self, asked: list[str]) -> Callable[[], float]:
        """The seconds of processor time that one of these addresses takes."""

        def measure() -> float:
            self.get(asked[0])
            before = self._worked()
            for number in range(REQUESTS):
                self.get(asked[number % len(asked)])
            return (self._worked() - before) / REQUESTS

        return measure

    def get(self, address: str) -> None:
        self.connection.request("GET", address, headers=HEADERS)
        reply = self.connection.getresponse()
        reply.read()
        if reply.status != 200:
            raise RuntimeError(f"{address}: {reply.status}")

    def _worked(self) -> float:
        with server.connect("postgres") as sql:
            found = sql.execute("SELECT pid FROM pg_stat_activity WHERE datname = %s", [server.of_size(self.size)])
            backends = [pid for (pid,) in found]
        workers = Path(f"/proc/{self.master}/task/{self.master}/children").read_text().split()
        return sum(map(_seconds_of, [self.master, *workers, *backends]))


@contextmanager
def site(size: int, **environment: str) -> Iterator[Served]:
    port = server.free_port()
    options = "--workers=1 --worker-class=gthread --threads=4 --keep-alive=600 --log-level=warning --no-control-socket"
    command = [sys.executable, "-m", "gunicorn", "benchmarks.wsgi", f"--bind={HOST}:{port}", *options.split()]
    server.address()
    process = subprocess.Popen(
        command, env={**os.environ, **environment, "TODOS_BENCH_SERVED": str(size)}, stdout=subprocess.DEVNULL
    )
    try:
        served = Served(port, process.pid, size)
        for patience in range(300):
            try:
                served.get(HELLO[0])
            except OSError:
                if patience == 299 or process.poll() is not None:
                    raise
                served.connection.close()
                time.sleep(0.1)
            else:
                break
        yield served
    finally:
        process.terminate()
        process.wait()


def _seconds_of(pid: int | str) -> float:
    """Processor time of a process so far, its own and the system's for it."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS
