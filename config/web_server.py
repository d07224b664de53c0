"""The web server of `make run`: gunicorn in this process, so that it ends with us and the local database with it."""

import socket
from collections.abc import Callable
from typing import Any

from gunicorn.app.base import BaseApplication

HOST = "127.0.0.1"


class WebServer(BaseApplication):  # type: ignore[misc]  # gunicorn ships no types
    """Both sites, served until Ctrl-C, SIGTERM or the end of the terminal."""

    def __init__(self, port: int, *, when_ready: Callable[[], None]) -> None:
        self.port = port
        self.when_ready = when_ready
        super().__init__()

    def load_config(self) -> None:
        """No access log and no control socket: who reads what is written down nowhere."""
        settings: dict[str, Any] = {
            "bind": f"{HOST}:{self.port}",
            "worker_class": "gthread",
            "workers": 2,
            "threads": 4,
            "timeout": 60,
            "graceful_timeout": 3,
            "loglevel": "warning",
            "accesslog": None,
            "control_socket_disable": True,
            "proc_name": "todos",
            "when_ready": self._ready,
        }
        for name, value in settings.items():
            self.cfg.set(name, value)

    def load(self) -> Callable[..., Any]:
        """The application, in each worker."""
        from config.wsgi import application  # noqa: PLC0415 - each worker makes its own

        return application

    def _ready(self, arbiter: Any) -> None:
        arbiter.handle_hup = arbiter.handle_term  # a closed terminal ends us; gunicorn would reload and stay
        self.when_ready()


def is_free(port: int) -> bool:
    """True when nobody listens on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True
