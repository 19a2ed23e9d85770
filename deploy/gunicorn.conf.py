# ruff: noqa: INP001  # a settings file, not a package
"""Gunicorn for one school's machine or many of a province: `gunicorn -c deploy/gunicorn.conf.py hocba_web.config.wsgi`.

HOCBA_BIND (127.0.0.1:8000) is where it listens; HOCBA_WORKERS (2) processes of HOCBA_THREADS (4) threads each. On
SQLite two processes do for a school; on PostgreSQL take two a core.
"""

import os
import shutil
from pathlib import Path
from typing import Any

bind = os.environ.get("HOCBA_BIND", "127.0.0.1:8000")
worker_class = "gthread"
workers = int(os.environ.get("HOCBA_WORKERS", "2"))
threads = int(os.environ.get("HOCBA_THREADS", "4"))
preload_app = True
max_requests = 5000  # a leak, if there is one, never grows for long
max_requests_jitter = 500
timeout = 60
graceful_timeout = 30
keepalive = 5
limit_request_line = 4094
limit_request_fields = 60
forwarded_allow_ips = os.environ.get("HOCBA_PROXY_ADDRESSES", "127.0.0.1,::1")
loglevel = "warning"
errorlog = "-"
accesslog = (
    None  # the application writes structured lines without personal data; an access log would hold names searched for
)

# Counters of all processes are added up from files of their own; set before prometheus_client is imported.
_counters = Path(os.environ.get("HOCBA_DATA", "data")).absolute() / "metrics"
os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", str(_counters))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hocba_web.config.settings")
shutil.rmtree(_counters, ignore_errors=True)
_counters.mkdir(parents=True)


def child_exit(_server: object, worker: Any) -> None:  # noqa: ANN401  # gunicorn has no types
    """Forget what a process that ended was doing."""
    from prometheus_client import multiprocess  # noqa: PLC0415  # only once the directory above is set

    multiprocess.mark_process_dead(worker.pid)
