"""Files with what is on file about somebody: for oneself, and of a child for its family.

A right of whom the data are about (Law 91/2025/QH15; children by their legal representative, art. 24). What was handed
out is traced.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from django.contrib.auth import get_user_model
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import override

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, require
from hocba_web.accounts.ports import ports
from hocba_web.accounts.roles import Role
from hocba_web.audit import services as audit
from hocba_web.audit.selectors import Trace, Wanted, traces
from hocba_web.base.clock import local
from hocba_web.schools.pupil_fields import IDENTITY, LABELS, snapshot
from hocba_web.schools.selectors.pupils.page import shown
from hocba_web.schools.selectors.pupils.scope import find_pupil, require_for
from hocba_web.support.selectors.handed_out import Part, about_pupil, about_user, in_words, named_in

_AT_ONCE = 1000
_OF_DISABILITY = ("disability", "not_assessed", "individual_plan")


@dataclass(frozen=True, slots=True)
class Archive:
    """A zip file to save."""

    name: str
    content: bytes


@transaction.atomic
def own_data(*, actor: Actor, at: datetime) -> Archive:
    """Everything on file about the person who asks, with their own trace.

    Raises:
        Forbidden: ROLE_MAY_NOT.
    """
    require(actor, Action.OWN_DATA_EXPORT, Target(school_id=actor.school_id, user_id=actor.user_id))
    with override("vi"):  # as every paper of the school, whatever language its reader chose for the pages
        packed = _packed("Dữ liệu của tôi", _own_parts(actor), at)
    audit.viewed(  # nothing is changed by it
        actor=actor,
        action="support.own_data.exported",
        subject=("account", actor.user_id),
        at=at,
        school_id=actor.school_id,
    )
    return Archive(f"du-lieu-cua-toi-{local(at):%Y-%m-%d}.zip", packed)


def _own_parts(actor: Actor) -> Iterator[Part]:
    user = get_user_model().objects.get(pk=actor.user_id)
    account = (
        ("Tên đăng nhập", user.username),
        ("Họ và tên", user.full_name),
        ("Thư điện tử", user.email),
        ("Tạo lúc", in_words(user.created_at)),
    )
    yield Part("Tài khoản", {"field": "Mục", "value": "Giá trị"}, account)
    yield from about_user(actor.user_id)
    yield named_in(actor.user_id)
    yield Part(
        "Nhật ký việc thầy/cô đã làm và đã xem",
        {"at": "Lúc", "what": "Việc", "role": "Vai trò"},
        tuple((in_words(one.at), one.phrase, _role(one.role)) for one in _traces_of(actor)),
    )


@transaction.atomic
def child_data(*, actor: Actor, pupil_id: int, at: datetime) -> Archive:
    """Everything on file about a child, to hand to its family; the school's inner notes and traces are not in it.

    Raises:
        Missing: NOT_FOUND_HERE.
        Forbidden: by scope.
    """
    pupil = find_pupil(actor, pupil_id)
    require_for(actor, Action.PRIVACY_CHILD_VIEW, pupil)
    require_for(actor, Action.REGISTER_EXPORT, pupil)
    known = snapshot(pupil) | {name: getattr(pupil, name) for name in _OF_DISABILITY}
    with override("vi"):  # as every paper of the school, whatever language its reader chose for the pages
        identity = tuple((str(LABELS[name]), shown(name, known[name])) for name in (*IDENTITY, *_OF_DISABILITY))
        parts = [Part("Hồ sơ", {"field": "Mục", "value": "Giá trị"}, identity), *about_pupil(pupil_id)]
        packed = _packed(f"Dữ liệu của học sinh {pupil.name}", parts, at)
    audit.viewed(  # nothing is changed by it
        actor=actor,
        action="support.child_data.exported",
        subject=("pupil", pupil_id),
        at=at,
        school_id=actor.school_id,
        pupils=[pupil_id],
    )
    return Archive(f"du-lieu-hoc-sinh-{pupil_id}-{local(at):%Y-%m-%d}.zip", packed)


def _traces_of(actor: Actor) -> Iterable[Trace]:
    for school_id in sorted({actor.school_id, *ports.schools_of_user(actor.user_id)}):
        before: int | None = None
        while True:
            page = traces(school_id=school_id, wanted=Wanted(user_id=actor.user_id), before=before, limit=_AT_ONCE)
            yield from page.traces
            before = page.before
            if before is None:
                break


def _role(value: str) -> str:
    return Role(value).label if value in {role.value for role in Role} else ""


def _packed(title: str, parts: Iterable[Part], at: datetime) -> bytes:
    filled = [part for part in parts if part.rows]
    plain = {
        "title": title,
        "made_at": at.isoformat(),
        "parts": [
            {"title": part.title, "rows": [dict(zip(part.columns, row, strict=True)) for row in part.rows]}
            for part in filled
        ],
    }
    page = render_to_string("support/privacy/handed_out.html", {"title": title, "parts": filled, "at": at})
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (
            ("du-lieu.html", page),
            ("du-lieu.json", json.dumps(plain, ensure_ascii=False, indent=1)),
        ):
            archive.writestr(zipfile.ZipInfo(name, local(at).timetuple()[:6]), text)
    return packed.getvalue()
