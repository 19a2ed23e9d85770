"""One pupil's year as a record, and the steps of its life."""

from __future__ import annotations

from django.db import models

from hocba.lifecycle import Event, Role, State
from hocba.model import ClosingGroup

STATES = [(state.value, state.value) for state in State]
VOID_STATES = (State.RECALLED.value, State.SUPERSEDED.value, State.CANCELLED.value)
"""A record in one of these is kept and shown as void; another may take its place."""
REPLACEABLE = models.Q(state__in=VOID_STATES) | models.Q(amending_since__isnull=False)
"""Records that another one may take the place of."""
LIVING = ~models.Q(state__in=VOID_STATES) & models.Q(amending_since__isnull=True)
"""The others: at most one a place in a class."""


class Record(models.Model):
    """One pupil's year with one look-up UUID; a recalled one stays, its replacement is another row.

    Personal data: identifiers of a child's record and how far it got; kept permanently (Nghị định 88/2026, art. 8(3)).
    """

    uuid = models.UUIDField(unique=True)
    """Mã số tra cứu học bạ, version 4; never used again after a recall (CV 2088, 1.4)."""
    identifier = models.CharField(max_length=60)
    """Mã số định danh học bạ."""
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="+")
    school_class = models.ForeignKey("schools.SchoolClass", on_delete=models.PROTECT, related_name="records")
    enrolment = models.ForeignKey("schools.Enrolment", on_delete=models.PROTECT, related_name="records")
    profile = models.CharField(max_length=30)
    """Name of the XML profile."""
    state = models.CharField(max_length=20, choices=STATES, default=State.OPEN_ENTRY.value)
    state_at = models.DateTimeField()
    """Product clock, when the state was reached."""
    revision = models.PositiveIntegerField(default=0)
    """Number of the current revision; 0 before the first."""
    group = models.CharField(max_length=5, choices=[(group.value, group.value) for group in ClosingGroup])
    closing_on = models.DateField()
    """Calendar date of the group."""
    planned_issue_on = models.DateField()
    """Fixed at initialisation; the seal must not precede it."""
    issued_at = models.DateTimeField(null=True, blank=True)
    """The school's seal on both files."""
    accepted_at = models.DateTimeField(null=True, blank=True)
    reported_at = models.DateTimeField(null=True, blank=True)
    finalised_at = models.DateTimeField(null=True, blank=True)
    """The register's closing ("chốt"); never set by the school itself."""
    effective_from = models.DateField(null=True, blank=True)
    """Local date of `finalised_at` (Decision 32/QĐ-THPĐ, chapter I art. 5(3)(d))."""
    amending_since = models.DateTimeField(null=True, blank=True)
    """Closed and in effect until its amended replacement is accepted; only behind a permission of the authority
    (Decision 1789/QĐ-SGDĐT (Thành phố Hồ Chí Minh), art. 21)."""
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by_record"
    )
    """The void record that this one takes the place of."""
    created_at = models.DateTimeField()

    class Meta:
        """One living record a place in a class."""

        ordering = ["school_class", "enrolment__number", "id"]
        constraints = [models.UniqueConstraint(fields=["enrolment"], condition=LIVING, name="one_living_record")]
        indexes = [models.Index(fields=["school_class", "state"], name="record_by_class_state")]

    def __str__(self) -> str:
        return str(self.uuid)

    @property
    def stands(self) -> State:
        """The state as the core names it."""
        return State(self.state)


class Step(models.Model):
    """One step of a record's life, by the table of `hocba.lifecycle`. Append-only.

    Personal data: who acted; kept permanently.
    """

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="steps")
    event = models.CharField(max_length=20, choices=[(event.value, event.value) for event in Event])
    from_state = models.CharField(max_length=20, choices=STATES)
    to_state = models.CharField(max_length=20, choices=STATES)
    revision = models.PositiveIntegerField()
    """The current revision when it happened."""
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role])
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    """Empty: gateway, authority or calendar."""
    at = models.DateTimeField()
    """Product clock."""
    source = models.CharField(max_length=200)
    """The article it rests on."""
    reason = models.CharField(max_length=1000, blank=True)
    decision = models.ForeignKey("schools.Decision", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        """In the order in which they were taken."""

        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"
