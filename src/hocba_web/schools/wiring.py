"""Fills the ports of the accounts application, which stands below this one."""

from __future__ import annotations

from hocba_web.accounts.ports import ports
from hocba_web.schools.selectors import staff_accounts
from hocba_web.schools.services.staff.accounts import link_staff


def fill_ports() -> None:
    """Called once, when Django starts."""
    ports.roles_of_user = staff_accounts.roles_today
    ports.schools_of_user = staff_accounts.schools_of_user
    ports.holders_of_school = staff_accounts.holders_of_school
    ports.staff_without_account = staff_accounts.staff_without_account
    ports.link_staff = link_staff
    ports.idle_minutes = staff_accounts.idle_minutes
