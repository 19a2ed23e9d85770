"""The page `/xac-thuc/tren-may/`: a file is verified in the browser and never leaves the machine."""

from __future__ import annotations

from typing import Any

from csp.constants import NONCE, NONE, SELF
from csp.decorators import csp
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hocba.adapters.limited.child import state_of
from hocba.errors import UsageError
from hocba.verification import TrustStore
from hocba_web.accounts.gates import open_to_everyone
from hocba_web.base import clock
from hocba_web.gateway import facts
from hocba_web.portal.offline import pack
from hocba_web.portal.offline.drawings import with_drawings_inside
from hocba_web.portal.offline.words import words

_NOTHING_LEAVES = {
    "default-src": [NONE],
    "connect-src": [NONE],
    "form-action": [NONE],
    "frame-ancestors": [NONE],
    "base-uri": [NONE],
    "script-src": [SELF, NONCE],
    "style-src": [SELF],
    "img-src": [SELF],
    "font-src": [SELF],
    # No script may turn text into markup or code, so that nothing in a file can become either.
    "require-trusted-types-for": ["'script'"],
    "trusted-types": [NONE],
}


@open_to_everyone
@require_safe
@never_cache
@csp(_NOTHING_LEAVES)
def page(request: HttpRequest) -> HttpResponse:
    """The page with all that it needs; afterwards it makes no request at all.

    Its time is that of this server when the page was made: the clock of the reader's machine may be wrong, and in a
    demonstration time is another.
    """
    now = int(clock.now().timestamp() * 1000)
    data = {**pack.rules(), "trust": _trust(), "now": now}
    html = render_to_string("portal/offline/page.html", {"pack": data, "words": words()}, request)
    return HttpResponse(with_drawings_inside(html))


def _trust() -> dict[str, Any]:
    """Whom the authority trusts, as public data; empty where it names nobody."""
    folder = facts.trust_folder()
    state = state_of(folder) if folder and folder.exists() else ""
    try:
        return pack.trust_of(folder, state, facts.load_anchors)
    except (
        UsageError
    ):  # TRUST_EMPTY, TRUST_UNREADABLE: start-up checks say so; the page then trusts nobody and says that
        return pack.trust(TrustStore())
