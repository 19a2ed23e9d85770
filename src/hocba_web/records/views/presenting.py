"""What the pages of records have in common."""

from __future__ import annotations

from django import forms

from hocba.errors import HocbaError
from hocba_web.base.refusals import spoken


def put_refusal(form: forms.Form, error: HocbaError) -> None:
    """Show a refusal in the form that was refused, at its field where it names one."""
    said = spoken(error)
    text = f"{said.what} {said.next}".strip()
    form.add_error(said.where if said.where in form.fields else None, text)
