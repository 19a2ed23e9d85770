"""The form of a message."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from hocba_web.desk.common import areas_of, choose, schools_of
from hocba_web.desk.messages.services import Recipients
from hocba_web.officers.actor import Officer


class MessageForm(forms.Form):
    """To whom, and what."""

    to = forms.ChoiceField(
        label=_("Gửi tới"),
        widget=forms.RadioSelect,
        choices=[("schools", _("Một số trường")), ("areas", _("Mọi trường của địa bàn")), ("all", _("Mọi trường"))],
        initial="schools",
    )
    schools = forms.TypedMultipleChoiceField(
        label=_("Trường"),
        required=False,
        coerce=int,
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text=_("Giữ phím Ctrl để chọn nhiều trường."),
    )
    areas = forms.MultipleChoiceField(
        label=_("Địa bàn"), required=False, widget=forms.CheckboxSelectMultiple(attrs={"class": "choices--row"})
    )
    subject = forms.CharField(label=_("Tiêu đề"), max_length=150)
    text = forms.CharField(
        label=_("Nội dung"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Không ghi họ tên hay mã định danh của học sinh."),
    )

    def __init__(self, data: object = None, *, officer: Officer, **more: object) -> None:
        super().__init__(data, **more)  # type: ignore[arg-type]  # request.POST or None, and Django's own
        found = schools_of(officer).filter(active=True)
        choose(self, "schools", [(one.pk, f"{one.name} ({one.code})") for one in found])
        choose(self, "areas", areas_of(officer))
        if not self.fields["areas"].choices:  # type: ignore[attr-defined]  # a choice field, see above
            del self.fields["areas"]

    def recipients(self) -> Recipients:
        """To whom, of a valid form."""
        told = self.cleaned_data
        return Recipients(
            schools=told["schools"] if told["to"] == "schools" else (),
            areas=told.get("areas", ()) if told["to"] == "areas" else (),
            everybody=told["to"] == "all",
        )
