"""A class whose records are ready for the seal, and one whose records the authority accepted."""

from __future__ import annotations

import pytest

from support.web.sealing import Approved, accepted, approved_class


@pytest.fixture
def ready(db: None) -> Approved:
    """Records that the principal has signed, and the school's approved certificate."""
    del db
    return approved_class()


@pytest.fixture
def issued(ready: Approved) -> Approved:
    """The same, sealed and accepted by the authority."""
    ready.records = accepted(ready)
    return ready
