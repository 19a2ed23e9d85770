"""The slip with a record's confirmation code: printed once, on a sheet of its own, kept nowhere afterwards."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from hocba_web.base import clock
from hocba_web.base.refusals import Missing, Refused
from hocba_web.issuance import parcel
from hocba_web.issuance.forms import RecipientForm
from hocba_web.issuance.ports import CodeState, ports
from hocba_web.issuance.selectors import held
from hocba_web.issuance.services import handing as write
from hocba_web.issuance.views.common import saved
from hocba_web.issuance.views.handing import office
from hocba_web.schools.selectors.pupils.scope import find_pupil
from hocba_web.schools.views.common import refuse_in, status_of


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("code")
def slip(request: HttpRequest, record_id: int) -> HttpResponse:
    """Who fetches the slip; the answer to the form is the sheet itself."""
    actor, at = office(request), clock.now()
    (record,) = held.find(actor.school_id, [record_id])
    form = RecipientForm(request.POST or None)
    child = find_pupil(actor, record.pupil_id)
    form.known((one.kind, one.name) for one in child.guardians.all())
    if request.method == "POST" and form.is_valid():
        try:
            record, code, number = write.hand_out_code(actor=actor, record_id=record_id, recipient=form.told(), at=at)
        except Missing:
            raise
        except Refused as error:
            refuse_in(request, actor, form, error)
        else:
            return saved(parcel.slip(record, code, actor.school_id, at), f"phieu-ma-xac-nhan-{number}.pdf")
    state = ports.code_states([record_id]).get(record_id, CodeState.NONE)
    context = {"record": record, "form": form, "code": state}
    return render(request, "issuance/handing/slip.html", context, status=status_of(form))
