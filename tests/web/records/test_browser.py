"""Pages about records in a browser: both sizes, axe-core, nothing sticking out."""

from __future__ import annotations

import pytest
from django.urls import reverse

from hocba_web.records.services import returns, unlocking
from support.web import actor_for
from support.web.record_signing import sign_up_to
from support.web.records import initialised, ready_school, records_of
from support.web.school import NOW

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def lived(at):
    """A class with a record at each stage: one given back, one opened, corrected and made again, one not begun."""
    world = ready_school(pupils=7)
    places = [one.id for one in world.enrolments["4A1"]]
    initialised(world, "4A1", enrolments=places[1:6])
    back, made_again, signed, open_now, _ = records_of(world, "4A1")
    for one in (back, made_again, signed):
        sign_up_to(world, one.id, "CBQL" if one is signed else "GVCN")
    principal, admin = actor_for(world, "principal"), actor_for(world, "school_admin")
    real = principal.factor_checked_at
    for one, part in ((back, "MUSIC"), (made_again, "homeroom")):
        returns.give_back(
            actor=principal, record_id=one.id, part=part, note="Xem lại nhận xét của em", at=NOW, real_at=real
        )
    unlocking.execute(actor=admin, unlocking_id=made_again.unlockings.get().id, at=NOW, real_at=admin.factor_checked_at)
    open_row = returns.give_back(
        actor=principal, record_id=open_now.id, part="PE", note="Thiếu nhận xét", at=NOW, real_at=real
    )
    unlocking.execute(actor=admin, unlocking_id=open_row.unlocking_id, at=NOW, real_at=admin.factor_checked_at)
    pupil = made_again.enrolment.pupil
    pupil.home_place = "Phường Uông Bí, Tỉnh Quảng Ninh"
    pupil.save()
    initialised(world, "4A1", enrolments=[made_again.enrolment_id])
    other = signed.enrolment.pupil
    other.residence = "Tổ 5, Phường Yên Tử, Tỉnh Quảng Ninh"
    other.save()
    registrar = actor_for(world, "registrar")
    unlocking.request(actor=registrar, record_id=signed.id, parts=["homeroom"], reason="Đổi nơi ở", at=NOW)
    return world, back, made_again, signed, open_now


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_pages_hold(lived, request, tmp_path, size):
    world, back, made_again, signed, open_now = lived
    window = request.getfixturevalue(size)
    seen = {
        "registrar": [
            ("overview", reverse("records:overview")),
            ("class", reverse("records:class", args=[world.classes["4A1"].id])),
            ("changed", f"{reverse('records:record', args=[made_again.id])}?tu=1&den=2"),
            ("outdated", reverse("records:record", args=[signed.id])),
            ("cancel", reverse("records:cancel_ask", args=[back.id])),
        ],
        "principal": [
            ("back", reverse("records:record", args=[back.id])),
            ("requests", reverse("records:requests")),
            ("decide", reverse("records:unlock_decide", args=[signed.unlockings.get().id])),
            ("give-back", reverse("records:give_back", args=[made_again.id])),
        ],
        "arts": [
            ("own", reverse("records:record", args=[back.id])),
            ("opened", reverse("records:record", args=[open_now.id])),
            ("mine", reverse("records:overview")),
            ("grid", reverse("assessment:grid", args=[world.classes["4A1"].id, "cn", "giao-duc-the-chat"])),
        ],
        "school_admin": [("to-open", reverse("records:requests"))],
    }
    for key, pages in seen.items():
        window.sign_in(world, key)
        for name, path in pages:
            window.go(path)
            window.picture(tmp_path / f"{size}-{name}.png", full=True)
            window.check()
