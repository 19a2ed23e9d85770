"""The signing queue: what one person confirmed at once, and how far each signature got."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hocba_web.signatures.models.certificates import Certificate


class Batch(models.Model):
    """One confirmation by one person with one certificate.

    Personal data: who signed when; kept permanently.
    """

    class State(models.TextChoices):
        """Whether it goes on."""

        OPEN = "open", _("Đang ký")
        STOPPED = "stopped", pgettext_lazy("state", "Tạm dừng")
        DONE = "done", _("Đã xong")

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=30)
    """Role of the capacity in which it was confirmed."""
    capacity = models.CharField(max_length=60)
    """Key of that capacity."""
    kind = models.CharField(max_length=20)
    """Name of a registered kind."""
    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="batches")
    algorithm = models.CharField(max_length=30)
    """Name of the signature algorithm."""
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    confirmed_at = models.DateTimeField()
    """Product clock: the moment of confirmation."""
    real_at = models.DateTimeField()
    """The machine's clock."""
    ended_at = models.DateTimeField(null=True, blank=True)
    stopped_code = models.CharField(max_length=60, blank=True)
    """Why it stopped by itself, as the code of a refusal: a wrong PIN, a provider that is gone."""
    stopped_params = models.JSONField(default=dict)
    """For the sentence of that code; no secret."""
    remote_handle = models.TextField(blank=True)
    """A confirmation that is being waited for, as `hocba.adapters.csc.Pending` writes itself; no secret."""
    remote_items = models.JSONField(default=list)
    """Numbers of the items whose hashes it covers, in the order in which they were sent."""
    remote_asked_at = models.DateTimeField(null=True, blank=True)
    """Real time."""

    class Meta:
        """Newest first."""

        ordering = ["-id"]
        indexes = [models.Index(fields=["owner", "state"], name="batch_by_owner")]

    def __str__(self) -> str:
        return f"{self.kind} {self.confirmed_at:%d/%m/%Y %H:%M}"


class Item(models.Model):
    """One signature to be made.

    Personal data: which record, whose slot; kept permanently as the evidence of how a signature came about.
    """

    class State(models.TextChoices):
        """How far it is."""

        SHOWN = "shown", _("Chờ chuẩn bị")
        HASHED = "hashed", _("Chờ ký")
        SIGNED = "signed", _("Chờ kiểm tra")
        COMMITTED = "committed", _("Đã ký")
        FAILED = "failed", _("Không ký được")
        STOPPED = "stopped", _("Đã dừng")

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="items")
    kind = models.CharField(max_length=20)
    """The batch's kind."""
    target = models.BigIntegerField()
    """Number of the object in the kind's own table."""
    slot = models.CharField(max_length=20, blank=True)
    person = models.CharField(max_length=12, blank=True)
    """Personal ID of the holder where the slot repeats."""
    revision = models.PositiveIntegerField(default=0)
    order = models.PositiveSmallIntegerField(default=0)
    """Within one target, lower first."""
    shown_digest = models.CharField(max_length=64)
    """SHA-256 of what the person was shown, lower-case hexadecimal."""
    state = models.CharField(max_length=9, choices=State.choices, default=State.SHOWN)
    signing_at = models.DateTimeField(null=True, blank=True)
    """The signing time that stands in the signature; product clock, whole seconds."""
    to_be_signed = models.BinaryField(null=True, blank=True)
    value = models.BinaryField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    """Real time until which one process works on it."""
    lease_by = models.CharField(max_length=32, blank=True)
    attempt = models.PositiveSmallIntegerField(default=0)
    failure_code = models.CharField(max_length=60, blank=True)
    failure_params = models.JSONField(default=dict)
    """For the sentence of that code; no secret."""
    committed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """One signature once in a batch, and one going on for a slot of a revision, whoever started it."""

        ordering = ["batch", "target", "order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "target", "slot", "person", "revision"], name="item_once"),
            models.UniqueConstraint(
                fields=["kind", "target", "slot", "person", "revision"],
                condition=models.Q(state__in=("shown", "hashed", "signed")),
                name="one_going_on",
            ),
        ]
        indexes = [
            models.Index(fields=["batch", "state"], name="item_by_batch_state"),
            models.Index(fields=["state", "lease_until"], name="item_by_lease"),
        ]

    def __str__(self) -> str:
        return f"{self.slot} {self.target} {self.state}"
