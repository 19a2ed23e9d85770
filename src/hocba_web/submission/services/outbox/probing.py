"""A harmless question to the gateway: whether it can be reached and knows the school."""

from __future__ import annotations

from uuid import uuid4

from hocba.errors import HocbaError
from hocba.exchange.messages import AskClosings
from hocba.exchange.ports import Gateway
from hocba.model import SchoolYear
from hocba_web.submission.gateway import gateway as the_gateway
from hocba_web.submission.selectors.years import current_year
from hocba_web.submission.services.account import login_of, require_account


def probe(school_id: int, gateway: Gateway | None = None) -> HocbaError | None:
    """What stands in the way of the gateway; None if nothing does. Changes nothing on either side.

    A gateway that answers this question with a refusal was reached and knows the account, which is all that is asked.

    Args:
        school_id: the school.
        gateway: the authority's; by default the one of the settings.
    """
    try:
        login = login_of(require_account(school_id))
        year = SchoolYear(current_year(school_id).first)
        (gateway or the_gateway()).send(AskClosings(login=login, school_year=year, message_id=str(uuid4())))
    except HocbaError as error:
        return error
    return None
