"""Initialising records: what is frozen, who is refused and why."""

from __future__ import annotations

from hocba.lifecycle import State
from hocba_web.records.selectors.drafts import draft_of
from support.web.records import initialised, ready_school, records_of, sample_on_site


def test_sample_class(db):
    import time

    world = sample_on_site()
    t = time.time()
    found = initialised(world, "4A2")
    print(
        time.time() - t,
        len(found.made),
        [(one.name, [(o.code, o.where) for o in one.obstacles]) for one in found.refused],
    )
    assert draft_of(found.made[0].record_id).record.class_name == "4A2"


def test_small(db):
    world = ready_school()
    found = initialised(world, "4A1")
    print([(one.name, [(o.code, o.where, dict(o.params)) for o in one.obstacles]) for one in found.refused])
    assert [one.state for one in found.made] == [State.DRAFT, State.DRAFT]
    assert not initialised(world, "4A1").made
    assert len(records_of(world, "4A1")) == 2


def test_signs(db):
    from support.web.record_signing import sign_up_to

    world = ready_school()
    found = initialised(world, "4A1")
    record = sign_up_to(world, found.made[0].record_id)
    assert record.stands is State.PRINCIPAL_SIGNED
    import time

    t = time.time()
    record = sign_up_to(world, found.made[1].record_id, "KY_PHAT_HANH")
    print(time.time() - t)
    assert record.stands is State.PRINCIPAL_SIGNED
