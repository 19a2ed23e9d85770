"""Forms of the rehearsal."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hocba.exchange.refusals import known_codes
from hocba_web.gateway.models import Rehearsal
from hocba_web.gateway.services.rehearsal import LONGEST

_LINE = re.compile(r"(\d{12})\s+([A-Z_]+)", re.ASCII)


class RulesForm(forms.ModelForm[Rehearsal]):
    """How the gateway behaves to one school."""

    refusals = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        label=_("Từ chối học bạ của các học sinh"),
        help_text=_(
            "Mỗi dòng một học sinh: số định danh cá nhân, dấu cách, mã lỗi. Ví dụ: 022216000012 GATEWAY_PUPIL_NAME"
        ),
    )

    class Meta:
        """Everything but whose it is and the refusals, which are typed as lines."""

        model = Rehearsal
        fields = (
            "approve_after",
            "recalls",
            "recall_after",
            "judge_after",
            "answer_after",
            "answer_twice",
            "drop_answers",
            "never_answer",
        )
        labels: ClassVar[dict[str, Any]] = {
            "approve_after": _("Tự phê duyệt chứng thư số sau (giây)"),
            "recalls": pgettext_lazy("kind", "Đề nghị thu hồi"),
            "recall_after": _("Tự quyết định thu hồi sau (giây)"),
            "judge_after": _("Xử lý gói sau (giây)"),
            "answer_after": _("Trả lời chậm (giây)"),
            "answer_twice": _("Trả kết quả lặp hai lần"),
            "drop_answers": _("Số câu trả lời tiếp theo bị mất trên đường"),
            "never_answer": _("Không trả lời"),
        }
        help_texts: ClassVar[dict[str, Any]] = {"approve_after": _("Để trống: chờ cán bộ của Sở phê duyệt.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  # Django's signature
        super().__init__(*args, **kwargs)
        refuse: dict[str, str] = self.instance.refuse
        self.fields["refusals"].initial = "\n".join(f"{person} {code}" for person, code in refuse.items())
        self.fields["answer_after"].widget.attrs["max"] = LONGEST

    def clean_refusals(self) -> dict[str, str]:
        """Lines to a table.

        Raises:
            ValidationError: a line is of another form, or its code is unknown.
        """
        found: dict[str, str] = {}
        for line in str(self.cleaned_data["refusals"]).splitlines():
            if not line.strip():
                continue
            match = _LINE.fullmatch(line.strip())
            if match is None or match[2] not in known_codes():
                raise forms.ValidationError(_("Dòng “%(line)s” không đúng dạng."), params={"line": line.strip()[:60]})
            found[match[1]] = match[2]
        return found
