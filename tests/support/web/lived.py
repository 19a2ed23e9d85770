"""An installation that has lived: traces, stored files, somebody logged in; and how it is lost."""

from __future__ import annotations

import shutil
from io import StringIO

from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.core.management import call_command

from hocba_web.audit.models import Entry, Link
from hocba_web.base import clock
from support.web.traces import chained


def live() -> None:
    """Traces of two schools, stored files, somebody logged in."""
    chained(5)
    chained(2, school_id=8)
    default_storage.save("ab/cd/decision.pdf", ContentFile("Quyết định số 12".encode()))
    default_storage.save("top.bin", ContentFile(bytes(range(256)) * 5000))
    Session.objects.create(session_key="k" * 32, session_data="", expire_date=clock.real_now())


def run(command: str, *words: object) -> str:
    """What a command prints."""
    out = StringIO()
    call_command(command, *map(str, words), stdout=out)
    return out.getvalue()


def lose_everything() -> None:
    """What a failed disk leaves: empty tables, no files."""
    call_command("flush", interactive=False, verbosity=0)
    shutil.rmtree(storages["default"].location, ignore_errors=True)


def stored(name: str) -> bytes:
    """A stored file."""
    with default_storage.open(name) as content:
        return content.read()


def contents() -> dict[str, object]:
    """Everything that must come back."""
    return {
        "entries": list(Entry.objects.order_by("pk").values_list()),
        "links": list(Link.objects.order_by("pk").values_list()),
        "files": {name: stored(name) for name in ("ab/cd/decision.pdf", "top.bin")},
    }
