"""Records that somebody practised on go with the training school; those of a real school cannot."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from hocba_web.base import append_only
from hocba_web.records.models import Record, Signature, Step
from hocba_web.schools.services.training import clear_training
from support.web.record_signing import sign_up_to
from support.web.records import initialised, ready_school, records_of


def test_a_training_school_with_signed_records_is_emptied(db):
    real, training = ready_school(), ready_school()
    for world in (real, training):
        initialised(world, "4A1")
        sign_up_to(world, records_of(world, "4A1")[0].id, "GVBM")
    training.school.is_training = True
    training.school.save()
    clear_training(school_id=training.school.id)
    assert set(Record.objects.values_list("school_id", flat=True)) == {real.school.id}
    assert Signature.objects.count() == 3
    for row in (Step.objects.first(), Signature.objects.first()):
        with pytest.raises(DatabaseError), transaction.atomic():
            type(row).objects.filter(pk=row.pk)._raw_delete(using="default")


@pytest.mark.django_db(transaction=True)
def test_triggers_are_lifted_inside_a_transaction_only(transactional_db):
    with pytest.raises(RuntimeError), append_only.lifted(connection):
        pass
