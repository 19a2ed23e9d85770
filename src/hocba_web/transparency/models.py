"""Tables of the log: everything is only ever added (triggers of the database), but for what waits for its place."""

from __future__ import annotations

from django.db import models

from hocba.transparency import Kind, Place


class Leaf(models.Model):
    """One thing that happened, as bytes that are hashed.

    Personal data: none, numbers and digests behind a salt; kept permanently.
    """

    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in Kind])
    subject = models.CharField(max_length=128)
    """What it happened to; stands in the body as well."""
    body = models.TextField()
    """Canonical JSON (`hocba.transparency.leaf_bytes`); text, so that what is hashed is what is stored."""
    hash = models.CharField(max_length=64)
    """RFC 6962 hash of the body, hexadecimal."""

    class Meta:
        """Each once; found by its hash. No index more: whatever the register does waits for this row."""

        constraints = [models.UniqueConstraint(fields=["hash"], name="transparency_leaf_once")]

    def __str__(self) -> str:
        return f"{self.pk} {self.kind}"


class Position(models.Model):
    """The place of one leaf in the tree: `id` is 0, 1, 2 ... without a gap.

    Personal data: none; kept permanently.
    """

    id = models.BigIntegerField(primary_key=True)
    leaf = models.OneToOneField(Leaf, on_delete=models.DO_NOTHING, related_name="position", db_constraint=False)

    def __str__(self) -> str:
        return f"{self.pk}: {self.leaf_id}"


class Node(models.Model):
    """The hash of a complete subtree above the leaves.

    Personal data: none; kept permanently.
    """

    _LEVEL_BITS = 56

    id = models.BigIntegerField(primary_key=True)
    """Level and index in one number: `Node.key`."""
    hash = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        level, index = divmod(self.pk, 1 << self._LEVEL_BITS)
        return f"{level}/{index}"

    @classmethod
    def key(cls, place: Place) -> int:
        """The number of a subtree."""
        level, index = place
        return (level << cls._LEVEL_BITS) | index


class Checkpoint(models.Model):
    """A state of the tree that the log signed: stored before anybody sees it, so that none is ever denied.

    Personal data: none; kept permanently.
    """

    size = models.BigIntegerField(unique=True)
    root = models.CharField(max_length=64)
    """Hexadecimal."""
    note = models.TextField()
    """With the log's signature only."""
    signed_at = models.DateTimeField()
    """The machine's clock, UTC."""

    def __str__(self) -> str:
        return f"{self.size} {self.root[:8]}"


class Publication(models.Model):
    """A checkpoint as the world sees it: with the cosignatures of witnesses.

    Personal data: none; kept permanently.
    """

    checkpoint = models.OneToOneField(Checkpoint, on_delete=models.PROTECT, related_name="publication")
    note = models.TextField()
    """With the lines of all witnesses that answered."""
    witnesses = models.PositiveSmallIntegerField()
    """How many; 0 only in an installation that has none."""
    published_at = models.DateTimeField()
    """The machine's clock, UTC."""

    def __str__(self) -> str:
        return f"{self.checkpoint_id}"


class Waiting(models.Model):
    """A leaf that waits for its place; a trigger fills this table, the sequencer empties it.

    Personal data: none; kept until it is placed.
    """

    leaf = models.OneToOneField(
        Leaf, on_delete=models.DO_NOTHING, primary_key=True, related_name="+", db_constraint=False
    )

    def __str__(self) -> str:
        return str(self.pk)
