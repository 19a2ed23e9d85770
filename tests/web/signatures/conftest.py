"""What tests of signing share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection

from support.web.signing import pki  # noqa: F401  # a fixture
from web.signatures.toy import CREATE, TOY, Toy


@pytest.fixture
def toy(db: None) -> Iterator[Toy]:
    """The toy kind with an empty table, doing nothing wrong."""
    with connection.cursor() as cursor:
        cursor.execute(CREATE)
        cursor.execute("DELETE FROM toy_signature")
    TOY.__init__()  # type: ignore[misc]  # as it was made
    yield TOY
    TOY.__init__()  # type: ignore[misc]
