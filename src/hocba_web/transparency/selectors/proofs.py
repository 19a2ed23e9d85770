"""What the log hands out: the last published checkpoint, proofs that lead to it."""

from __future__ import annotations

import base64
from collections.abc import Collection
from dataclasses import dataclass

from hocba.transparency import Place, consistency_proof, inclusion_proof
from hocba_web.transparency.models import Checkpoint, Leaf, Position, Publication
from hocba_web.transparency.selectors import stored


@dataclass(frozen=True, slots=True)
class Proof:
    """That a leaf stands in the log under a published checkpoint."""

    leaf: bytes
    index: int
    size: int
    """Of the checkpoint's tree."""
    proof: tuple[bytes, ...]
    checkpoint: str
    """The note with the cosignatures."""

    def as_member(self) -> dict[str, object]:
        """The member `log` of a receipt (`hocba.exchange.statements.Receipt`)."""
        return {
            "leaf": base64.urlsafe_b64encode(self.leaf).rstrip(b"=").decode("ascii"),
            "index": self.index,
            "size": self.size,
            "proof": [base64.b64encode(one).decode("ascii") for one in self.proof],
            "checkpoint": self.checkpoint,
        }


def latest() -> Publication | None:
    """The last published checkpoint."""
    return Publication.objects.select_related("checkpoint").order_by("checkpoint__size").last()


def inclusion(leaf_id: int) -> Proof | None:
    """Proof of one leaf; None until it stands under a published checkpoint."""
    return inclusion_many([leaf_id]).get(leaf_id)


def inclusion_many(leaf_ids: Collection[int]) -> dict[int, Proof]:
    """Proofs of those leaves, by number, that stand under a published checkpoint."""
    head = latest()
    if head is None:
        return {}
    size = head.checkpoint.size
    rows = list(
        Position.objects.filter(leaf_id__in=list(leaf_ids), id__lt=size).values_list("leaf_id", "id", "leaf__body")
    )
    wanted: set[Place] = set()

    def noted(places: Collection[Place]) -> dict[Place, bytes]:
        wanted.update(places)
        return dict.fromkeys(places, b"")

    for _, index, _ in rows:
        inclusion_proof(index, size, noted)
    known = stored.fetch(wanted)
    return {
        leaf_id: Proof(
            (body or "").encode("ascii"), index, size, inclusion_proof(index, size, lambda _: known), head.note
        )
        for leaf_id, index, body in rows
    }


def by_hash(digest: str) -> Proof | None:
    """Proof of the leaf with this hash (hexadecimal); None where it does not stand under a published checkpoint."""
    leaf_id = Leaf.objects.filter(hash=digest).values_list("pk", flat=True).first()
    return inclusion(leaf_id) if leaf_id is not None else None


def consistency(old: int, new: int) -> tuple[bytes, ...] | None:
    """Proof from one size to another; None where the newer one was not published yet.

    Raises:
        ValueError: not 0 <= old <= new.
    """
    published = Publication.objects.order_by("checkpoint__size").values_list("checkpoint__size", flat=True).last()
    proof = consistency_proof(old, new, stored.fetch) if 0 <= old <= new <= (published or 0) else None
    if proof is None and not 0 <= old <= new:
        raise ValueError(f"{old} -> {new}")
    return proof


def note_of_size(size: int) -> str | None:
    """The published checkpoint of exactly this size."""
    found = Checkpoint.objects.filter(size=size, publication__isnull=False).select_related("publication").first()
    return found.publication.note if found else None
