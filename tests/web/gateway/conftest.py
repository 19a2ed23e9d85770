"""The authority's side: its addresses, its keys, one school that exchanges."""

from __future__ import annotations

from dataclasses import replace

import pytest

from support.web.authority import Sender, decide_certificate, make_sender
from support.web.authority_site import (  # noqa: F401  # fixtures
    authority_server,
    authority_site,
    officer_client,
    officer_desk,
    officer_phone,
)


@pytest.fixture(autouse=True)
def _authority(request):
    """Every test here is of the authority's side."""
    request.getfixturevalue("authority_site")


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
    decide_certificate(newcomer.school.certificates.get())
    return newcomer
