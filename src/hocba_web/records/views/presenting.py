"""What the pages of records have in common."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest

from hocba_web.accounts.acting import acting
from hocba_web.base.refusals import Refused
from hocba_web.schools.views.common import refuse_in


def put_refusal(request: HttpRequest, form: forms.Form, error: Refused) -> None:
    """Show a refusal in the form that was refused, at its field where it names one, and trace it."""
    refuse_in(request, acting(request), form, error)
