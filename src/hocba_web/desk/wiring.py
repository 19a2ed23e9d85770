"""Fills the ports of applications below this one."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse

from hocba_web.accounts.ports import ports
from hocba_web.base import clock
from hocba_web.officers.roles import OfficerRole
from hocba_web.officers.selectors import roles_on
from hocba_web.officers.services import awaited
from hocba_web.portal.ports import ports as portal_ports
from hocba_web.procedures.selectors.calls import calls_of


def fill_ports() -> None:
    """Called once, when Django starts on the authority's side."""
    ports.landing = landing
    portal_ports.calls_of = calls_of


def landing(user_id: int) -> str:
    """Where an officer's work begins; a school manager reads in the portal, and nobody's front is the public's."""
    today = clock.today()
    roles = roles_on(user_id, today)
    name = "portal:school" if OfficerRole.SCHOOL_MANAGER in roles else "desk:home" if roles else ""
    if not name:
        name = "desk:officer_own_code" if awaited(user_id, today=today) else "accounts:own"
    try:
        return reverse(name)
    except NoReverseMatch:
        return "/"
