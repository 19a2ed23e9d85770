"""How every form of the project is drawn: labels, hints and messages that readers of screens can follow."""

from __future__ import annotations

from django.forms.renderers import DjangoTemplates


class Renderer(DjangoTemplates):
    """Our form and field templates; widgets stay Django's."""

    form_template_name = "hocba/forms/form.html"
    field_template_name = "hocba/forms/field.html"
    formset_template_name = "hocba/forms/formset.html"
