"""Everything that writes who works here."""

from hocba_web.officers.services.appointing import Naming, end, name_again, name_first_admin, name_new, renew
from hocba_web.officers.services.confirming import Awaiting, awaited, awaiting, confirm, confirm_at_machine

__all__ = [
    "Awaiting",
    "Naming",
    "awaited",
    "awaiting",
    "confirm",
    "confirm_at_machine",
    "end",
    "name_again",
    "name_first_admin",
    "name_new",
    "renew",
]
