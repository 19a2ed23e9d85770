"""What tests of storage and jobs on several machines share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from support.web.authority import Sender, decide_certificate, make_sender
from support.web.buckets import Weed, weed


@pytest.fixture(scope="session")
def _server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Weed]:
    yield from weed(tmp_path_factory.mktemp("weed"))


@pytest.fixture
def bucket(_server: Weed, settings) -> Weed:
    """A bucket in which this test's files lie; other tests' files lie there too."""
    settings.STORAGES = settings.STORAGES | {"default": _server.storages()}
    return _server


@pytest.fixture
def site(authority_site, _server: Weed, settings) -> Weed:
    """The authority's site, whose files lie in a bucket."""
    settings.STORAGES = settings.STORAGES | {"default": _server.storages()}
    return _server


@pytest.fixture
def school(site: Weed) -> Sender:
    """A school whose certificate is approved."""
    newcomer = make_sender()
    assert not newcomer.send(newcomer.certificate()).refused
    decide_certificate(newcomer.school.certificates.get())
    return newcomer
