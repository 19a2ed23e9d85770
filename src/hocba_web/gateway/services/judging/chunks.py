"""Decisions, some fifty at once.

A judge that is killed leaves whole decisions, and whoever goes on passes over them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db import transaction

from hocba.exchange.refusals import field_title
from hocba_web.gateway.models import Item
from hocba_web.gateway.services import certificates
from hocba_web.gateway.services.judging import lease
from hocba_web.gateway.services.judging.deciding import Bench, Candidate, Fit, newest_pdfs, require_fit
from hocba_web.gateway.services.judging.outcome import Refusal, Undecided, WholeRefused
from hocba_web.gateway.services.judging.register import Known, require_new
from hocba_web.gateway.wording import sentence
from hocba_web.register import files
from hocba_web.register.services.accepting import Accepted, Raced, accept_many

SIZE = 50
_DESCRIPTION = 1000
_ROUNDS = 5
"""How often a record that another judge was faster with is looked at again; then it waits for the next judge."""


def decide(bench: Bench, chunk: Sequence[Candidate]) -> bool:
    """Decide some records in a transaction or two.

    Returns:
        Whether all of them are decided.

    Raises:
        WholeRefused: the certificate of the list was withdrawn meanwhile; nothing of these records is written.
        Lost: the message is somebody else's meanwhile; the same.
        StorageAway: nothing of these records is written.
    """
    fits: list[Fit] = []
    refused: dict[int, Refusal] = {}
    undecided = False
    claimed = [candidate.listed.claimed.uuid for candidate in chunk if candidate.listed.claimed]
    pdfs = newest_pdfs(bench.message.school, claimed)
    for candidate in chunk:
        try:
            fits.append(require_fit(bench, candidate, pdfs))
        except Refusal as refusal:
            refused[candidate.position] = refusal
        except Undecided:
            undecided = True
    files.put_many([fit.candidate.listed.file for fit in fits])  # before anything is locked: a storage may be slow
    for _ in range(_ROUNDS):
        with transaction.atomic():
            fits = _written(bench, fits, refused)
        refused = {}
        if not fits:
            return not undecided
    return False


def _written(bench: Bench, fits: Sequence[Fit], refused: dict[int, Refusal]) -> list[Fit]:
    """Write what can be decided; returns those that another judge, or a record of the same pupil, was faster with."""
    lease.require(bench.message)
    still = _still_approved(bench, fits)
    positions = [fit.candidate.position for fit in fits] + list(refused)
    waiting = Item.objects.select_for_update().filter(message=bench.message, position__in=positions)
    items = {item.position: item for item in waiting.filter(state=Item.State.PENDING)}
    open_ = [fit for fit in fits if fit.candidate.position in items]
    known = Known.of(bench, open_)
    wanted: dict[int, tuple[Fit, Accepted]] = {}
    pupils: set[str] = set()
    done: list[Item] = []
    again: list[Fit] = []
    for fit in open_:
        position = fit.candidate.position
        try:
            _require_approved(fit, still)
            found = require_new(bench, fit, known)
        except Refusal as refusal:
            refused[position] = refusal
            continue
        if found is None:
            done.append(_accepted(items[position], fit))
        elif found.personal_id in pupils:  # two records of one pupil: the first decides
            again.append(fit)
        else:
            pupils.add(found.personal_id)
            wanted[position] = (fit, found)
    answers = accept_many([found for _, found in wanted.values()], at=bench.at) if wanted else {}
    for position, (fit, found) in wanted.items():
        if isinstance(answers[found.uuid], Raced):
            again.append(fit)
        else:
            done.append(_accepted(items[position], fit))
    done += [_refused(items[position], refusal) for position, refusal in refused.items() if position in items]
    _save(done)
    return again


def _still_approved(bench: Bench, fits: Sequence[Fit]) -> set[int]:
    """Those of the certificates that are approved at this moment; nobody decides about them until all is written.

    Raises:
        WholeRefused: the one with which the list is signed is not.
    """
    still = certificates.keep_approved({bench.sender.id, *(fit.certificate.id for fit in fits)})
    if bench.sender.id not in still:
        raise WholeRefused("GATEWAY_CERTIFICATE_NOT_APPROVED", bench.sender.serial_number)
    return still


def _require_approved(fit: Fit, still: Collection[int]) -> None:
    if fit.certificate.id not in still:
        raise Refusal("GATEWAY_SEAL_CERTIFICATE")


def _accepted(item: Item, fit: Fit) -> Item:
    item.state, item.warnings = Item.State.ACCEPTED, list(fit.roster)
    return item


def _refused(item: Item, refusal: Refusal) -> Item:
    item.state, item.error = Item.State.REFUSED, refusal.code
    item.field_title, item.description = field_title(refusal.code), _description(refusal)
    return item


def _description(refusal: Refusal) -> str:
    """The code's sentence, and that of the finding behind it with its place."""
    text = sentence(refusal.code)
    if refusal.finding:
        place = f" ({refusal.where})" if refusal.where else ""
        text = f"{text} {sentence(refusal.finding, refusal.params)}{place}"
    return text[:_DESCRIPTION]


def _save(items: Sequence[Item]) -> None:
    """Most are accepted without a word: one statement for all of them."""
    plain = [item.id for item in items if item.state == Item.State.ACCEPTED and not item.warnings]
    Item.objects.filter(id__in=plain).update(state=Item.State.ACCEPTED)
    for item in items:
        if item.id not in plain:
            item.save(update_fields=["state", "error", "field_title", "description", "warnings"])
