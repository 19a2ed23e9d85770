"""The officers' pages about transfers in a browser."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from hocba_web.officers.roles import OfficerRole
from hocba_web.relay.models import Transfer
from support.web.authority_keys import NOW
from support.web.authority_site import AuthoritySite, enter_window, make_officer
from support.web.registering import make_school

if TYPE_CHECKING:
    from support.web.browser import Window

PAGE = "/so/chuyen-truong/"


def some() -> list[Transfer]:
    """A transfer in every state, an overdue one, one that matches nobody."""
    old, new = make_school("22000011"), make_school("22000012")
    made = []
    for number, state in enumerate([*Transfer.State, Transfer.State.ASKED, Transfer.State.ASKED]):
        answered = state in {Transfer.State.RELEASED, Transfer.State.REFUSED, Transfer.State.COLLECTED}
        made.append(
            Transfer.objects.create(
                receiving=new,
                holding=None if number == len(Transfer.State) else old,
                application=f"DXC-{number}",
                applied_on=NOW.date(),
                grade=3,
                asked_uuid=uuid4(),
                state=state,
                asked_at=NOW,
                due=NOW.date() + timedelta(days=-1 if number > len(Transfer.State) else 3),
                expires_on=NOW.date() + timedelta(days=30),
                answered_at=NOW if answered else None,
                decided_by="Trần Thị Thử" if answered else "",
                collected_at=NOW if state == Transfer.State.COLLECTED else None,
                ended_at=NOW if state in {Transfer.State.WITHDRAWN, Transfer.State.EXPIRED} else None,
            )
        )
    return made


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_pages_hold_on_both_screens(
    officer_desk: Window, officer_phone: Window, authority_site: AuthoritySite, tmp_path: Path
) -> None:
    officer = make_officer(OfficerRole.AUDITOR)
    for window in (officer_desk, officer_phone):
        enter_window(window, officer)
        window.go(PAGE)
        window.check()
    made = some()
    for name, window in (("desk", officer_desk), ("phone", officer_phone)):
        window.go(f"{PAGE}?loc=tat-ca")
        window.check()
        window.picture(tmp_path / f"list-{name}.png", full=True)
        for transfer in (made[3], made[6]):
            window.go(f"{PAGE}{transfer.public_id}/")
            window.check()
            window.picture(tmp_path / f"{transfer.application}-{name}.png", full=True)
