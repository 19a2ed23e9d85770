"""What people type about accounts."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hocba_web.accounts.models import AccountRequest
from hocba_web.accounts.ports import Holder, Person

_REASON = forms.Textarea(attrs={"rows": 2, "maxlength": 500})


class NewPasswordForm(forms.Form):
    """One's own password in place of a given one."""

    password1 = forms.CharField(
        label=_("Mật khẩu mới"),
        help_text=_("Ít nhất 10 ký tự. Một câu ngắn dễ nhớ là tốt nhất, ví dụ bốn từ không liên quan."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "autofocus": True}),
        strip=False,
        max_length=128,
    )
    password2 = forms.CharField(
        label=_("Nhập lại mật khẩu mới"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
        max_length=128,
    )

    def clean_password2(self) -> str:
        """Both must be the same."""
        second: str = self.cleaned_data["password2"]
        if second != self.cleaned_data.get("password1", second):
            raise ValidationError(gettext("Hai lần nhập chưa giống nhau."))
        return second


class EmailForm(forms.Form):
    """Where reminders go."""

    email = forms.EmailField(
        label=_("Thư điện tử"),
        required=False,
        help_text=_("Để nhận nhắc việc. Không dùng để đăng nhập hay lấy lại mật khẩu."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class AskAccountForm(forms.Form):
    """For whom an account is asked, and why."""

    staff = forms.TypedChoiceField(label=_("Cán bộ, giáo viên"), coerce=int)
    email = forms.EmailField(label=_("Thư điện tử"), required=False, help_text=_("Bỏ trống nếu lấy theo hồ sơ."))
    reason = forms.CharField(label=_("Lý do"), max_length=500, widget=_REASON)

    def __init__(self, *, people: list[Person], data: dict[str, str] | None = None) -> None:
        super().__init__(data)
        staff = self.fields["staff"]
        assert isinstance(staff, forms.ChoiceField)  # noqa: S101  # for the type checker
        staff.choices = [("", "–"), *((one.staff_id, f"{one.name} ({one.code})") for one in people)]
        self._emails = {one.staff_id: one.email for one in people}

    def clean(self) -> dict[str, object]:
        """The address of the staff row where none was typed."""
        cleaned = super().clean() or {}
        if not cleaned.get("email") and "email" not in self.errors:
            cleaned["email"] = self._emails.get(cleaned.get("staff", 0), "")
        return cleaned


class AskChangeForm(forms.Form):
    """What is asked about which account, and why."""

    KINDS: ClassVar[list[tuple[str, object]]] = [
        (kind.value, kind.label) for kind in AccountRequest.Kind if kind is not AccountRequest.Kind.CREATE
    ]

    owner = forms.TypedChoiceField(label=_("Tài khoản của"), coerce=int)
    kind = forms.TypedChoiceField(label=_("Việc cần làm"), choices=KINDS, coerce=AccountRequest.Kind)
    effective_on = forms.DateField(
        label=_("Ngừng từ ngày"),
        required=False,
        help_text=_("Chỉ khi ngừng tài khoản; bỏ trống là ngừng ngay khi thực hiện."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    reason = forms.CharField(label=_("Lý do"), max_length=500, widget=_REASON)

    def __init__(
        self,
        *,
        holders: list[Holder],
        kinds: set[AccountRequest.Kind],
        data: dict[str, str] | None = None,
        initial: dict[str, object] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        owner, kind = self.fields["owner"], self.fields["kind"]
        assert isinstance(owner, forms.ChoiceField)  # noqa: S101  # for the type checker
        assert isinstance(kind, forms.ChoiceField)  # noqa: S101  # for the type checker
        owner.choices = [("", "–"), *((one.user_id, f"{one.name} ({one.code})") for one in holders)]
        kind.choices = [(value, label) for value, label in self.KINDS if AccountRequest.Kind(value) in kinds]


class DecideForm(forms.Form):
    """Yes or no, with an answer."""

    grant = forms.TypedChoiceField(
        label=_("Quyết định"),
        choices=[("yes", _("Đồng ý")), ("no", _("Không đồng ý"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("Ý kiến"), required=False, max_length=500, help_text=_("Cần có khi không đồng ý."), widget=_REASON
    )


class CreateForm(forms.Form):
    """The login name of a new account."""

    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=60,
        help_text=_("Chữ thường không dấu, số, dấu chấm, gạch; không đổi về sau."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
