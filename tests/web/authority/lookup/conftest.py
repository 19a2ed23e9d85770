"""A family and the record that the register holds of their child."""

from __future__ import annotations

import pytest

from hocba_web.register.models import School
from support.records import sample_record
from support.web.authority_site import AuthoritySite
from support.web.families import Family, family_of
from support.web.registering import make_school


@pytest.fixture
def school(authority_site: AuthoritySite) -> School:  # its files
    """The school of the sample record."""
    return make_school(sample_record().school.code)


@pytest.fixture
def family(school: School) -> Family:
    """A family whose child's record is held, with a code and a sealed PDF."""
    return family_of(school, 1)


@pytest.fixture(autouse=True)
def little_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Puzzles that cost a test nothing; what is asked for is the same."""
    monkeypatch.setattr("hocba_web.portal.lookup.puzzle._ROUNDS", 10)
