"""Messages of the authority reach the schools they are for, and no other."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from hocba.exchange.messages import AskNotices, Login, parse_answer, request_json
from hocba.model import SchoolYear
from hocba_web.desk.messages.services import hand_over
from hocba_web.desk.models import Message
from hocba_web.gateway.services.units import give_login
from hocba_web.officers.roles import OfficerRole
from support.web.authority_site import AuthoritySite, OfficerClient, enter
from support.web.province import Province

ADDRESS = "/api/hoc-ba/v1/giao-dich"
TEXT = {"subject": "Lịch tập huấn", "text": "Tập huấn ngày 28/5 tại Sở."}


def heard(province: Province, site: AuthoritySite, place: int) -> list[str]:
    """Subjects that a school of the province reads."""
    return [told.subject for told in hand_over(province.schools[place], at=site.at)]


def test_one_school_reads_it_and_no_other(province: Province, authority_site: AuthoritySite) -> None:
    """The page then says who has it."""
    browser = enter(Client(), province.intake)
    answer = browser.post(reverse("desk:message_new"), TEXT | {"to": "schools", "schools": [province.schools[1].pk]})
    assert answer.status_code == 302
    assert heard(province, authority_site, 1) == ["Lịch tập huấn", "Nhắc hạn 15/6"]
    assert heard(province, authority_site, 0) == ["Nhắc hạn 15/6"]
    assert "Nhận lúc" in browser.get(answer["Location"]).content.decode()


def test_an_area_is_all_its_schools(province: Province, authority_site: AuthoritySite) -> None:
    """And none beside."""
    enter(Client(), province.intake).post(reverse("desk:message_new"), TEXT | {"to": "areas", "areas": ["A1"]})
    assert [len(heard(province, authority_site, place)) for place in range(3)] == [2, 2, 1]


def test_an_officer_of_an_area_writes_to_its_schools_only(
    province: Province, officer_client: OfficerClient, authority_site: AuthoritySite
) -> None:
    """Whatever the form says; "everybody" is everybody there."""
    browser = officer_client(OfficerRole.INTAKE, ["B2"])
    other = TEXT | {"to": "schools", "schools": [province.schools[0].pk]}
    assert browser.post(reverse("desk:message_new"), other).status_code == 422
    assert browser.post(reverse("desk:message_new"), TEXT | {"to": "all"}).status_code == 302
    assert [len(heard(province, authority_site, place)) for place in range(3)] == [1, 1, 2]
    before = reverse("desk:message", args=[province.message.public_id])
    assert province.schools[0].name not in browser.get(before).content.decode()


@pytest.mark.parametrize("to", [{"to": "schools"}, {"to": "areas"}])
def test_a_message_to_nobody_is_not_sent(province: Province, to: dict[str, str]) -> None:
    """The form comes back with what was typed."""
    answer = enter(Client(), province.intake).post(reverse("desk:message_new"), TEXT | to)
    assert answer.status_code == 422
    assert TEXT["text"] in answer.content.decode()
    assert Message.objects.count() == 1


def test_a_school_that_rests_gets_nothing(province: Province, authority_site: AuthoritySite) -> None:
    """Its software is not served any more."""
    school = province.schools[2]
    school.active = False
    school.save()
    enter(Client(), province.intake).post(reverse("desk:message_new"), TEXT | {"to": "all"})
    assert heard(province, authority_site, 2) == ["Nhắc hạn 15/6"]


def test_the_schools_software_takes_it_over_the_exchange(province: Province, authority_site: AuthoritySite) -> None:
    """With the login that it was given; lines stay lines, and the second time it is the same message."""
    school = province.schools[1]
    given = give_login(None, school, user_name="vanthu", at=authority_site.at)
    login = Login.of(given.unit, given.user_name, given.password, given.token)
    form = TEXT | {"text": "Dòng một\r\nDòng hai", "to": "schools", "schools": [school.pk]}
    enter(Client(), province.intake).post(reverse("desk:message_new"), form)
    asked = [AskNotices(login=login, school_year=SchoolYear(2025), message_id=f"m-{n}") for n in range(2)]
    first, second = (
        parse_answer(Client().post(ADDRESS, request_json(one), content_type="application/json").content, one)
        for one in asked
    )
    assert [row.subject for row in first.rows] == ["Lịch tập huấn", "Nhắc hạn 15/6"]
    assert first.rows[0].text == "Dòng một\nDòng hai"
    assert second.rows == first.rows
