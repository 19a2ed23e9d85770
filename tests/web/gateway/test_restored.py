"""The drill where the newest backup is lost too: what was accepted after the older one comes again from the schools."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.cache import cache

from hocba.adapters.clock import SystemClock
from hocba.adapters.witness.service import Memory
from hocba.exchange.messages import Want
from hocba.transparency import KeyKind, new_key
from hocba.verification import Indication, Policy, load_trust, verify_receipt
from hocba_web.base.refusals import Refused
from hocba_web.register.models import Number
from hocba_web.register.selectors import records
from hocba_web.register.services import receipts
from hocba_web.transparency import facts
from hocba_web.transparency.services import checkpoints
from hocba_web.transparency.verification import verify
from support.web.authority import NOW, Sender, decide_certificate, make_sender, record_of, sealed
from support.web.lived import lose_everything, run
from support.web.transparent import LogWorld, log_world, witnessed

pytestmark = pytest.mark.django_db(transaction=True)
WANTS = frozenset(Want)


@pytest.fixture
def world(transactional_db, authority_site) -> Iterator[LogWorld]:
    """A log whose witness remembers elsewhere."""
    found = log_world(authority_site.folder / "log")
    authority_site.settings.LOG = found.settings
    with witnessed(found):
        yield found


def _judged_by(world: LogWorld, site, receipt: str):
    trust = Path(site.settings.GATEWAY["trust"])
    for number, key in enumerate((world.log, world.witness)):
        (trust / f"{number}.vkey").write_text(key.vkey)
    return verify_receipt(receipt, Policy(validation_time=NOW, trust=load_trust(trust)))


def test_schools_send_again_what_the_register_lost_and_a_new_log_goes_on(
    world: LogWorld, authority_site, tmp_path: Path
) -> None:
    school: Sender = make_sender()
    school.send(school.certificate())
    decide_certificate(school.school.certificates.get())
    school.judged(sealed(1))
    run("backup", tmp_path / "old")
    request = school.submit(sealed(2))
    school.send(request)
    (before,) = school.send(school.ask(request, wants=WANTS)).rows
    assert before.receipt
    assert _judged_by(world, authority_site, before.receipt).witnessed

    lose_everything()
    cache.clear()
    run("restore", tmp_path / "old")
    assert records.standing(record_of(2).lookup_uuid) is None, "the register knows nothing of it"
    assert school.send(school.ask(request, wants=WANTS)).error == "GATEWAY_MESSAGE_UNKNOWN"

    # The school's outbox takes that for "never arrived", and sends the same message once more.
    assert not school.send(request).refused
    (again,) = school.send(school.ask(request, wants=WANTS)).rows
    assert (again.uuid, again.error, again.receipt) == (before.uuid, "", None)
    assert again.code not in {None, before.code}, "the code in the family's hands counts no more: another is told"
    with pytest.raises(Refused, match="LOG_BEHIND_WITNESS"):
        checkpoints.publish(SystemClock().now())

    # A log that forgot is never signed again: another one goes on, under another name, for everybody to see.
    fresh = new_key("so.example.vn/nhat-ky-2", KeyKind.LOG, secrets.token_bytes)
    (world.folder / "log.key").write_text(fresh.skey)
    other = replace(world, log=fresh)
    Memory.begin(world.memory, [fresh.name])  # its witness is told once (`hocba witness --new`)
    with witnessed(other):
        assert checkpoints.advance(SystemClock().now()) is not None
        assert receipts.sign_due(at=NOW) == 1
    assert {fault.code for fault in verify(facts.trusted()).faults} == {"LOG_CHECKPOINT_CHANGED"}
    (world.folder / "log-1.vkey").write_text(world.log.vkey + "\n")  # what the old one signed counts
    assert verify(facts.trusted()).faults == ()
    (row,) = school.send(school.ask(request, wants=WANTS)).rows
    assert row.receipt
    report = _judged_by(other, authority_site, row.receipt)
    assert (report.indication, report.witnessed) == (Indication.TOTAL_PASSED, True)
    assert _judged_by(world, authority_site, before.receipt).indication is Indication.TOTAL_PASSED, "still a proof"
    assert Number.objects.count() == 2
