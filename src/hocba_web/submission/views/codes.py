"""Asking the register for another confirmation code."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hocba_web.accounts.acting import acting
from hocba_web.base import clock
from hocba_web.schools.views.common import back_to
from hocba_web.submission.services.codes import ask_new


@require_POST
def new_code(request: HttpRequest, record_id: int) -> HttpResponse:
    """Ask for a new code; the old one is void once it comes."""
    ask_new(actor=acting(request), record_id=record_id, at=clock.now(), real_at=clock.real_now())
    messages.success(request, _("Đã xin mã xác nhận mới; mã cũ hết giá trị khi cổng trả lời."))
    return redirect(back_to(request, "/phat-hanh/ban-giao/"))
