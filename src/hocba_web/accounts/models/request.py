"""What is asked about accounts, who decided, who carried it out."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AccountRequest(models.Model):
    """Somebody asks, somebody else decides, the admin carries out (Decision 32/QĐ-THPĐ, art. 6(5) and art. 10(đ)).

    Personal data: name and e-mail of whom the account is for, who asked, decided and carried out, and why; kept as long
    as the account.
    """

    class Kind(models.TextChoices):
        """What is asked for."""

        CREATE = "create", _("Cấp tài khoản")
        PASSWORD_RESET = "password_reset", _("Đặt lại mật khẩu")
        FACTOR_RESET = "factor_reset", _("Đặt lại bước xác thực thứ hai")
        DEACTIVATE = "deactivate", _("Ngừng tài khoản")
        REACTIVATE = "reactivate", _("Mở lại tài khoản")

    class State(models.TextChoices):
        """Where it stands."""

        ASKED = "asked", _("Chờ quyết định")
        GRANTED = "granted", _("Đồng ý, chờ thực hiện")
        DONE = "done", _("Đã thực hiện")
        REFUSED = "refused", pgettext_lazy("state", "Không đồng ý")
        WITHDRAWN = "withdrawn", _("Đã rút")

    OPEN = (State.ASKED, State.GRANTED)

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    school_id = models.BigIntegerField(db_index=True)
    """The school; a plain number, for the register stands above this application."""
    kind = models.CharField(max_length=20, choices=Kind.choices)
    staff_id = models.BigIntegerField(null=True, blank=True)
    """The staff member an account is asked for."""
    owner = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="requests")
    """The account concerned; of a new one, once it is made."""
    full_name = models.CharField(max_length=150)
    email = models.EmailField(blank=True)
    reason = models.CharField(max_length=500)
    effective_on = models.DateField(null=True, blank=True)
    """First day on which a closed account opens no more; empty: at once."""
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    asked_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=500, blank=True)
    done_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """One open request of a kind at a time for an account or a staff member."""

        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "kind"],
                condition=models.Q(state__in=("asked", "granted"), owner__isnull=False),
                name="account_request_open_once",
            ),
            models.UniqueConstraint(
                fields=["school_id", "staff_id"],
                condition=models.Q(state__in=("asked", "granted"), kind="create"),
                name="account_request_for_staff_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.full_name}"
