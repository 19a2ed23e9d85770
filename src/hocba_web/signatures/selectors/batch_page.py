"""What the page of a batch says beside its counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hocba_web.accounts.actor import Actor
from hocba_web.signatures.chains import read_pem
from hocba_web.signatures.models import Batch
from hocba_web.signatures.selectors.batches import state_of

KIND_WORDS: Mapping[str, Promise] = MappingProxyType(
    {
        "slot": _("Ký học bạ"),
        "seal": _("Đóng dấu học bạ"),
        "paper": _("Ký bản sao, trích sao"),
        "package": _("Ký danh sách nộp học bạ"),
        "recall": _("Ký danh sách thu hồi"),
        "handover": _("Ký hồ sơ chuyển trường"),
    }
)
"""What is signed, by the name of the kind; another one reads "Ký số"."""


@dataclass(frozen=True, slots=True)
class BatchFacts:
    """A batch as its page names it."""

    title: str
    mine: bool
    owner: str
    confirmed_at: datetime
    holder_name: str
    """On the certificate."""
    way_label: str
    provider: str
    certificate_id: int


@dataclass(frozen=True, slots=True)
class AgentFacts:
    """What a program on the signer's computer is told beside the hashes."""

    certificate: bytes
    """DER."""
    algorithm: str
    title: str


def kind_words(kind: str) -> str:
    """What a kind of signing is called."""
    return str(KIND_WORDS.get(kind, _("Ký số")))


def batch_facts(actor: Actor, batch_id: int) -> BatchFacts:
    """Names and times of a batch that somebody may see.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    state_of(actor, batch_id)
    batch = Batch.objects.select_related("owner", "certificate").get(id=batch_id)
    certificate = batch.certificate
    return BatchFacts(
        title=kind_words(batch.kind),
        mine=batch.owner_id == actor.user_id,
        owner=batch.owner.full_name,
        confirmed_at=batch.confirmed_at,
        holder_name=certificate.holder_name,
        way_label=str(certificate.get_way_display()),
        provider=certificate.provider,
        certificate_id=certificate.id,
    )


def agent_facts(batch_id: int) -> AgentFacts:
    """Certificate and algorithm of a batch; the caller has made sure whose it is."""
    batch = Batch.objects.select_related("certificate").get(id=batch_id)
    return AgentFacts(read_pem(batch.certificate.chain)[0], batch.algorithm, kind_words(batch.kind))
