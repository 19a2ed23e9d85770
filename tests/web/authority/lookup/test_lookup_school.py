"""School management reads the own school's records and no other's, and each look names the person."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from hocba_web.audit.models import Entry
from hocba_web.officers.roles import OfficerRole
from hocba_web.register.models import School
from support.records import sample_record
from support.web.authority_site import AuthoritySite, enter_window, make_officer
from support.web.browser import Window
from support.web.families import Family, family_of
from support.web.registering import make_school

OWN = "/tra-cuu/truong/"
OfficerClient = Callable[..., Client]


@pytest.fixture
def manager(school: School, officer_client: OfficerClient) -> Client:
    """A manager of the sample record's school, logged in."""
    return officer_client(OfficerRole.SCHOOL_MANAGER, school_code=school.code)


def test_the_own_records_are_listed_by_class_and_name(manager: Client, family: Family) -> None:
    name = family.record.pupil.name
    assert name in manager.get(OWN).content.decode()
    assert name in manager.get(OWN, {"q": "nguyen thi hoa", "lop": family.record.class_name}).content.decode()
    assert name not in manager.get(OWN, {"q": "khong co"}).content.decode()
    assert name not in manager.get(OWN, {"lop": "9Z"}).content.decode()
    entries = Entry.objects.filter(action="portal.school.listed")
    assert entries.count() == 2, "pages without a pupil leave no trace"
    assert {entry.user_id for entry in entries} != {None}


def test_a_record_is_read_and_fetched_with_a_trace_of_the_person(manager: Client, family: Family) -> None:
    page = manager.get(f"{OWN}{family.uuid}/")
    assert family.record.pupil.name in page.content.decode()
    assert family.record.pupil.residence not in page.content.decode()
    fetched = manager.post(f"{OWN}{family.uuid}/tep/xml/")
    assert fetched.content == family.xml
    viewed, taken = Entry.objects.filter(subject_kind="record", action__startswith="portal.school.").order_by("id")
    assert (viewed.action, taken.action) == ("portal.school.viewed", "portal.school.fetched")
    assert viewed.user_id == taken.user_id is not None
    assert viewed.role == "school_manager"


def test_another_schools_record_is_not_there(manager: Client, family: Family) -> None:
    other = family_of(make_school(), 2)
    for answer in (manager.get(f"{OWN}{other.uuid}/"), manager.post(f"{OWN}{other.uuid}/tep/pdf/")):
        assert answer.status_code == 404
        assert other.record.pupil.name not in answer.content.decode()
    assert other.record.pupil.name not in manager.get(OWN).content.decode()


@pytest.mark.parametrize("role", [role for role in OfficerRole if role is not OfficerRole.SCHOOL_MANAGER])
def test_no_other_role_reads_here(role: OfficerRole, family: Family, officer_client: OfficerClient) -> None:
    client = officer_client(role)
    assert client.get(OWN).status_code == 403
    assert client.get(f"{OWN}{family.uuid}/").status_code == 403


def test_without_second_factor_nothing_is_read(
    school: School, family: Family, officer_client: OfficerClient, client: Client
) -> None:
    half = officer_client(OfficerRole.SCHOOL_MANAGER, school_code=school.code, factor_age=None)
    for visitor in (half, client):
        answer = visitor.get(f"{OWN}{family.uuid}/")
        assert answer.status_code in {302, 403}
        assert family.record.pupil.name not in answer.content.decode()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("size", ["officer_desk", "officer_phone"])
def test_the_pages_are_clean(
    size: str, request: pytest.FixtureRequest, authority_site: AuthoritySite, tmp_path
) -> None:
    window: Window = request.getfixturevalue(size)
    school = make_school(sample_record().school.code)
    enter_window(window, make_officer(OfficerRole.SCHOOL_MANAGER, school_code=school.code))
    window.go(OWN)
    window.check()
    window.picture(tmp_path / "empty.png", full=True)
    held = family_of(school, 1)
    window.go(OWN)
    window.check()
    window.picture(tmp_path / "list.png", full=True)
    window.page.get_by_role("link", name=held.record.pupil.name).click()
    window.check()
    window.picture(tmp_path / "record.png", full=True)
