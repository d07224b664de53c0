"""The public site of one size (TODOS_BENCH_SERVED), for a real web server."""

import os

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

from benchmarks.sizes import choose  # noqa: E402 - reads models, which are there only now

choose(int(os.environ["TODOS_BENCH_SERVED"]))
