"""The pages about certificates beside each other, as far as somebody may open them."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, allowed


def certificate_tabs(actor: Actor, here: str) -> list[dict[str, object]]:
    """Tabs for `{% tabs %}`.

    Args:
        actor: who looks.
        here: name of the address that is shown, without "signatures:".
    """
    at_school = Target(school_id=actor.school_id)
    own = Target(school_id=actor.school_id, user_id=actor.user_id)
    sees_school = any(
        allowed(actor, action, at_school) for action in (Action.CERTIFICATE_SCHOOL_DECLARE, Action.RECORD_SEAL)
    )
    pages = [
        ("certificates", _("Của tôi"), allowed(actor, Action.CERTIFICATE_OWN, own)),
        ("certificates_school", _("Của trường"), sees_school),
        ("certificates_staff", _("Cán bộ, giáo viên"), allowed(actor, Action.STAFF_VIEW, at_school)),
        ("trust", _("Gốc tin cậy"), True),
    ]
    return [
        {"label": label, "url": reverse(f"signatures:{name}"), "current": name == here, "count": None}
        for name, label, may in pages
        if may
    ]
