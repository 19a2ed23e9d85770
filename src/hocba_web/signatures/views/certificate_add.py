"""Declaring a certificate: one's own, or the school's, by the way in which its key is reached."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods

from hocba.errors import HocbaError
from hocba_web.accounts.acting import acting
from hocba_web.base import clock
from hocba_web.base.refusals import Missing
from hocba_web.signatures.forms import KeyFileForm
from hocba_web.signatures.models import Certificate
from hocba_web.signatures.selectors.certificates import Holder
from hocba_web.signatures.selectors.ways import config
from hocba_web.signatures.services import certificates
from hocba_web.signatures.services.certificates.checks import require_declaring
from hocba_web.signatures.views.refusing import refuse_in

HOLDERS: dict[str, Holder] = {"person": "person", "organisation": "organisation"}


def holder_in(value: str) -> Holder:
    """Whose certificate an address is about.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    found = HOLDERS.get(value)
    if found is None:
        raise Missing("NOT_FOUND_HERE")
    return found


def list_of(holder: Holder) -> str:
    """Name of the address of the list it appears in."""
    return "signatures:certificates" if holder == "person" else "signatures:certificates_school"


def told(holder: Holder) -> str:
    """What is said once it is declared."""
    if holder == "person":
        return _("Đã đăng ký chứng thư. Từ bây giờ thầy/cô ký được bằng chứng thư này.")
    return _("Đã khai báo chứng thư số của trường và gửi Sở phê duyệt. Dùng được khi Sở trả lời.")


@require_GET
def add(request: HttpRequest, holder: str) -> HttpResponse:
    """The ways to choose from."""
    actor, whose = acting(request), holder_in(holder)
    require_declaring(actor, whose)
    return render(
        request,
        "signatures/certificates/add.html",
        {"holder": whose, "back": list_of(whose), "ways": list(_ways(whose))},
    )


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters("password")
@sensitive_variables()
def add_file(request: HttpRequest, holder: str) -> HttpResponse:
    """By a PKCS#12 file; its password opens it once, here."""
    actor, whose = acting(request), holder_in(holder)
    require_declaring(actor, whose)
    if not settings.PKCS12_ALLOWED:
        raise Missing("NOT_FOUND_HERE")
    form = KeyFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            certificates.register_file(
                actor=actor,
                holder=whose,
                content=form.cleaned_data["file"].read(),
                password=form.cleaned_data["password"],
                at=clock.now(),
                real_at=clock.real_now(),
            )
        except HocbaError as refused:
            refuse_in(request, actor, form, refused)
        else:
            messages.success(request, told(whose))
            return redirect(list_of(whose))
    return render(
        request,
        "signatures/certificates/add_file.html",
        {"form": form, "holder": whose, "back": list_of(whose)},
        status=422 if form.errors else 200,
    )


def remote_names() -> tuple[str, ...]:
    """Remote services that this installation can log in to."""
    found = config()
    return tuple(name for name in found.providers if name in found.logins)


def _ways(holder: Holder) -> Iterator[dict[str, str]]:
    """Each way that this installation offers, as a card: what is most used first."""
    yield {
        "title": _("USB ký số của Ban Cơ yếu Chính phủ"),
        "icon": "hard-drive",
        "text": _("Cần phần mềm VGCA Sign Service đang chạy trên máy này. Mã PIN nhập trong phần mềm ấy."),
        "action": _("Dùng USB với phần mềm VGCA"),
        "url": reverse("signatures:certificate_add_token", args=[holder, Certificate.Way.VGCA.value]),
    }
    yield {
        "title": _("USB ký số khác"),
        "icon": "hard-drive",
        "text": _("USB của nhà cung cấp công cộng. Cần chương trình hocba agent đang chạy trên máy này."),
        "action": _("Dùng USB với hocba agent"),
        "url": reverse("signatures:certificate_add_token", args=[holder, Certificate.Way.AGENT.value]),
    }
    for name in remote_names():
        yield {
            "title": _("Ký số từ xa: %s") % config().providers[name].label,
            "icon": "smartphone",
            "text": _("Khóa do nhà cung cấp giữ; mỗi lần ký thầy/cô xác nhận trên điện thoại."),
            "action": _("Dùng dịch vụ này"),
            "url": reverse("signatures:certificate_add_remote", args=[holder, name]),
        }
    if config().devices:
        yield {
            "title": _("Thiết bị ký gắn với máy chủ"),
            "icon": "server",
            "text": _("Thiết bị do nhà trường đặt ở máy chủ (HSM hoặc token)."),
            "action": _("Dùng thiết bị của máy chủ"),
            "url": reverse("signatures:certificate_add_device", args=[holder]),
        }
    if settings.PKCS12_ALLOWED:
        yield {
            "title": _("Tệp khóa .p12"),
            "icon": "file-check",
            "text": _("Tệp do nơi cấp gửi, có mật khẩu. Cách này dành cho thử nghiệm và trường nhỏ."),
            "action": _("Tải tệp lên"),
            "url": reverse("signatures:certificate_add_file", args=[holder]),
        }
