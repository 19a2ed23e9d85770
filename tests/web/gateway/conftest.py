"""The authority's side: its addresses, its keys, one school that exchanges."""

from __future__ import annotations

import copy
from dataclasses import replace

import pytest
from django.core.cache import cache

from hocba_web.base import clock
from hocba_web.gateway.services import certificates
from support.web.authority import NOW, Sender, make_sender, write_keys

OF_SCHOOL = ("hocba_web.audit.", "hocba_web.accounts.", "hocba_web.schools.", "hocba_web.supervision.", "allauth.")
"""What `HOCBA_SIDE=authority` leaves out; settings of both sides are those of one process here."""


@pytest.fixture(autouse=True)
def _authority(settings, tmp_path, monkeypatch):
    settings.ROOT_URLCONF = "hocba_web.gateway.root_urls"
    settings.MIDDLEWARE = [
        name for name in settings.MIDDLEWARE if not name.startswith((*OF_SCHOOL, "django.contrib.auth."))
    ]
    templates = copy.deepcopy(settings.TEMPLATES)
    templates[0]["OPTIONS"]["context_processors"] = [
        "django.template.context_processors.request",
        "django.contrib.messages.context_processors.messages",
        "hocba_web.gateway.context.page",
    ]
    settings.TEMPLATES = templates
    settings.GATEWAY = write_keys(tmp_path)
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "files")},
        }
    }
    monkeypatch.setattr(clock, "now", lambda: NOW)
    cache.clear()


@pytest.fixture
def demo(settings):
    """Rehearsals work."""
    settings.HOCBA = replace(settings.HOCBA, demo=True)


@pytest.fixture
def newcomer(db) -> Sender:
    """A school whose certificate is not registered."""
    return make_sender()


@pytest.fixture
def school(newcomer: Sender) -> Sender:
    """A school whose certificate is approved."""
    assert not newcomer.send(newcomer.certificate()).refused
    certificates.decide(newcomer.unit.certificates.get().id, approve=True, at=NOW)
    return newcomer
