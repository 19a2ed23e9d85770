"""What must be right before the authority's side serves: whom it trusts, and its seal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as Caution
from django.db import DatabaseError

from hocba.errors import HocbaError
from hocba.messages import text
from hocba.verification import TrustStore
from hocba.verification.trust import is_demo
from hocba_web.gateway import facts
from hocba_web.register.facts import seal as authority_seal


@register(Tags.security)
def trusted(app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[CheckMessage]:  # noqa: ANN401, ARG001  # Django's signature
    """Demo roots are trusted in demo mode and nowhere else, real ones nowhere in demo mode."""
    if settings.HOCBA.side != "authority":
        return []
    try:
        anchors = facts.load_anchors()
        seal = authority_seal()
    except HocbaError as error:
        return [Error(text(error.code, error.params), id="hocba.E021")]
    found = _anchors(anchors)
    if seal is None:
        found.append(
            Caution(
                "Chưa đặt chứng thư số của Sở (HOCBA_SEAL): không ký được biên nhận và xác nhận chốt.",
                hint="Đặt HOCBA_SEAL và HOCBA_SEAL_PASSWORD_FILE.",
                id="hocba.W021",
            )
        )
    return found


def _anchors(anchors: TrustStore) -> list[CheckMessage]:
    if not anchors.anchors:
        return [
            Caution(
                "Chưa đặt chứng thư gốc được tin cậy (HOCBA_TRUST): mọi gói gửi đến đều bị từ chối.",
                hint="Đặt HOCBA_TRUST là thư mục có các tệp *.pem, *.crl, *.ocsp.",
                id="hocba.W020",
            )
        ]
    if any(is_demo(anchor) != settings.HOCBA.demo for anchor in anchors.anchors):
        return [
            Error(
                "Chứng thư gốc thử nghiệm chỉ đi với chế độ thử nghiệm; chứng thư gốc thật chỉ khi dùng thật.",
                hint="Kiểm tra HOCBA_TRUST và HOCBA_DEMO.",
                id="hocba.E020",
            )
        ]
    return []


@register(Tags.database)
def rehearsing(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:  # noqa: ANN401, ARG001  # Django's signature
    """Faults that were set for practising never meet real records: outside demo mode there are none."""
    if settings.HOCBA.side != "authority" or settings.HOCBA.demo or not kwargs.get("databases"):
        return []
    from hocba_web.gateway.models import Rehearsal  # noqa: PLC0415  # tables are there only once applications are loaded

    try:
        left = Rehearsal.objects.exists()
    except DatabaseError:  # before the first migration
        return []
    if not left:
        return []
    return [
        Error(
            "Còn cách trả lời mô phỏng của trường trong cơ sở dữ liệu, mà đây không phải bản thử nghiệm.",
            hint="Dùng cơ sở dữ liệu riêng cho bản thử nghiệm; đây có thể là bản sao của nó.",
            id="hocba.E022",
        )
    ]
