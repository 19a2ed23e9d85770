"""Who may ask, what was asked, whom to tell of changes."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Client(models.Model):
    """A system of another body that may ask about single records.

    Personal data: name and e-mail of a contact; who prepared and decided; kept as long as its calls.
    """

    class State(models.TextChoices):
        """Where it stands."""

        WAITING = "waiting", _("Chờ duyệt")
        APPROVED = "approved", _("Đang dùng")
        REFUSED = "refused", _("Không duyệt")
        STOPPED = "stopped", _("Đã dừng")

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    """`client_id` of OAuth."""
    name = models.CharField(max_length=150)
    """The system, as families read it: "Tuyển sinh đầu cấp – Phòng GDĐT …"."""
    owner = models.CharField(max_length=200)
    """The body that answers for it."""
    legal_basis = models.CharField(max_length=300)
    """Number and date of the decision, and the article."""
    contact = models.EmailField()
    purposes = models.JSONField(default=list)
    """Values of `Purpose`."""
    scopes = models.JSONField(default=list)
    """Values of `Scope`."""
    addresses = models.JSONField(default=list, blank=True)
    """Networks (CIDR) that it calls from; empty: any."""
    quota_day = models.PositiveIntegerField(default=500)
    quota_minute = models.PositiveIntegerField(default=30)
    valid_from = models.DateField()
    valid_until = models.DateField()
    """Both days count, in Vietnam."""
    secret = models.CharField(max_length=200, blank=True)
    """Slow hash of the client secret; empty until it is approved and a secret was handed out."""
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=500, blank=True)
    hook_url = models.CharField(max_length=300, blank=True)
    """Where changes are told; https, a public address; set by an admin only."""
    hook_secret = models.CharField(max_length=300, blank=True)
    """Key of the webhooks' signatures, encrypted under the installation's secret key."""

    class Meta:
        """Newest first."""

        ordering = ["-prepared_at", "-id"]

    def __str__(self) -> str:
        return self.name


class Token(models.Model):
    """An access token; only its hash is kept.

    Personal data: none; deleted after it ended.
    """

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="tokens")
    sha256 = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField()
    expires_at = models.DateTimeField(db_index=True)
    """The machine's clock."""

    def __str__(self) -> str:
        return f"{self.client_id} {self.expires_at}"


class Call(models.Model):
    """One question and whether it was answered, noted before anything is looked up; never what was told.

    Personal data: the link to a record; kept as long as the record, for its family to see.
    """

    class Outcome(models.TextChoices):
        """What came of it."""

        ANSWERED = "answered", _("Đã trả lời")
        MISSED = "missed", _("Không khớp")
        REFUSED = "refused", pgettext_lazy("state", "Từ chối")

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="calls")
    at = models.DateTimeField()
    """Product clock, UTC."""
    real_at = models.DateTimeField()
    """The machine's clock; quotas count by it."""
    purpose = models.CharField(max_length=30)
    dossier = models.CharField(max_length=60)
    """Number of the dossier at the asking body."""
    nonce = models.CharField(max_length=64)
    scopes = models.JSONField(default=list)
    outcome = models.CharField(max_length=10, choices=Outcome)
    code = models.CharField(max_length=60, blank=True)
    uuid = models.UUIDField(null=True)
    """Of the record, where it was answered."""

    class Meta:
        """A nonce once a client; found by record and for quotas."""

        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["client", "nonce"], name="procedures_nonce_once")]
        indexes = [
            models.Index(fields=["uuid", "at"], name="procedures_call_of"),
            models.Index(fields=["client", "real_at"], name="procedures_call_quota"),
        ]

    def __str__(self) -> str:
        return f"{self.client_id} {self.purpose} {self.outcome}"


class Watch(models.Model):
    """A record that a client got an answer about: it is told when that changes, while its dossier may be open.

    Personal data: the link to a record; deleted when the watch ends.
    """

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="watches")
    uuid = models.UUIDField()
    told = models.CharField(max_length=40)
    """What it was told last: state and whether closed."""
    until = models.DateTimeField(db_index=True)

    class Meta:
        """A record once a client."""

        constraints = [models.UniqueConstraint(fields=["client", "uuid"], name="procedures_watch_once")]

    def __str__(self) -> str:
        return f"{self.client_id} {self.uuid}"


class Delivery(models.Model):
    """One webhook on its way (Standard Webhooks): resent until taken or given up.

    Personal data: the UUID of a record; deleted thirty days after it ended.
    """

    class State(models.TextChoices):
        """Where it stands."""

        WAITING = "waiting", _("Chờ gửi")
        TAKEN = "taken", _("Đã nhận")
        GIVEN_UP = "given_up", _("Đã bỏ")

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="deliveries")
    message_id = models.CharField(max_length=60, unique=True)
    body = models.TextField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(db_index=True)
    """The machine's clock; also the end of the lease of who sends it now."""
    made_at = models.DateTimeField()
    failure = models.CharField(max_length=60, blank=True)
    """Code of the last failure."""

    class Meta:
        """Oldest first."""

        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.message_id} {self.state}"
