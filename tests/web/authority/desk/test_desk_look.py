"""Every page of the desk in a browser: clean under axe-core at both sizes."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.urls import reverse

from hocba_web.officers.actor import Officer
from hocba_web.officers.models import Appointment
from hocba_web.officers.roles import OfficerRole
from support.web.authority_site import enter_window, make_officer
from support.web.browser import Window

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def pages(province) -> dict[str, tuple[Officer, list[tuple[str, str]]]]:
    """Who opens what: name of the picture and address."""
    shared = [
        ("home", reverse("desk:home")),
        ("certificates", f"{reverse('desk:certificates')}?muc=prepare"),
        ("certificates-decide", f"{reverse('desk:certificates')}?muc=decide"),
        ("certificate", reverse("desk:certificate", args=[province.certificate.pk])),
        ("certificate-prepared", reverse("desk:certificate", args=[province.prepared_certificate.pk])),
        ("recalls", reverse("desk:recalls")),
        ("recall", reverse("desk:recall", args=[province.recall.pk])),
        ("recall-prepared", reverse("desk:recall", args=[province.prepared_recall.pk])),
        ("closing", reverse("desk:closing")),
        ("closing-area", f"{reverse('desk:closing')}?dia-ban=A1"),
        ("closing-case", reverse("desk:closing_case", args=[province.closing.public_id])),
        ("permits", reverse("desk:permits")),
        ("permit-case", reverse("desk:permit_case", args=[province.late.public_id])),
        ("messages", reverse("desk:messages")),
        ("message", reverse("desk:message", args=[province.message.public_id])),
    ]
    preparing = [
        ("closing-prepare", reverse("desk:closing_prepare")),
        ("permit-late", reverse("desk:permit_late")),
        ("permit-amendment", reverse("desk:permit_amendment")),
        ("message-new", reverse("desk:message_new")),
    ]
    admin = make_officer(OfficerRole.ADMIN)
    keeping = [
        ("home", reverse("desk:home")),
        ("schools", reverse("desk:schools")),
        ("school-new", reverse("desk:school_new")),
        ("school-edit", reverse("desk:school_edit", args=[province.schools[0].pk])),
        ("officers", reverse("desk:officers")),
        ("officer-new", reverse("desk:officer_new")),
        ("account", reverse("accounts:own")),
    ]
    auditor = make_officer(OfficerRole.AUDITOR)
    newcomer = make_officer(OfficerRole.INTAKE)
    Appointment.objects.filter(user_id=newcomer.user_id).update(awaits=True)
    waits = Appointment.objects.get(user_id=newcomer.user_id)
    confirming = [
        ("officers-waiting", reverse("desk:officers_waiting")),
        ("officer-confirm", reverse("desk:officer_confirm", args=[waits.pk])),
    ]
    return {
        "intake": (province.intake, [*shared, *preparing]),
        "decider": (province.decider, [*shared, *confirming]),
        "newcomer": (newcomer, [("officer-own-code", reverse("desk:officer_own_code"))]),
        "admin": (admin, keeping),
        "auditor": (auditor, [("home", reverse("desk:home"))]),
    }


@pytest.mark.parametrize("who", ["intake", "decider", "newcomer", "admin", "auditor"])
def test_every_page_is_clean(province, officer_desk: Window, officer_phone: Window, tmp_path: Path, who: str) -> None:
    """No finding, nothing sticks out sideways, on a laptop and on a phone."""
    officer, addresses = pages(province)[who]
    for size, window in (("desk", officer_desk), ("phone", officer_phone)):
        enter_window(window, officer)
        for name, address in addresses:
            window.go(address)
            window.picture(tmp_path / f"{who}-{size}-{name}.png", full=True)
            window.check()
