"""Everything that writes who works here."""

from hocba_web.officers.services.appointing import Naming, end, name_again, name_first_admin, name_new, renew

__all__ = ["Naming", "end", "name_again", "name_first_admin", "name_new", "renew"]
