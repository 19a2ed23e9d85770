"""What somebody has not finished, before their account is closed."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from hocba.model import Moment
from hocba_web.accounts.ports import OpenWork, ports
from hocba_web.assessment.selectors.progress import wall
from hocba_web.base import clock
from hocba_web.schools.selectors.setup import current_year
from hocba_web.supervision.selectors.lateness import owed_parts
from hocba_web.supervision.selectors.signing.leaving import batches_and_certificates, unsigned
from hocba_web.supervision.selectors.words import moment_words


def open_work_of(user_id: int) -> list[OpenWork]:
    """What a person owes: parts not marked complete, records not signed, batches half-done, certificates in use.

    Args:
        user_id: the account.
    """
    at = clock.now()
    found: list[OpenWork] = []
    for school_id in sorted(ports.schools_of_user(user_id)):
        year = current_year(school_id)
        if year is None:
            continue
        found += unsigned(user_id, year.id)
        found += batches_and_certificates(user_id, school_id)
        for moment in Moment:
            for one in owed_parts(year.id, wall(year.id, moment, at), clock.local(at).date()):
                if one.user_id == user_id:
                    words = {"what": one.words, "when": moment_words(moment), "missing": one.missing}
                    what = _("%(what)s, %(when)s: còn %(missing)d ô") % words
                    found.append(OpenWork(what, reverse("assessment:class", args=[one.class_id, moment.value])))
    return found
