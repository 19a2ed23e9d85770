"""A school's whole folder through the site: uploaded, read, applied in order."""

from __future__ import annotations

import time

import pytest

from hocba_web.intake.models import ImportRun
from hocba_web.intake.services.whole import ask_all
from support.web import actor_for
from support.web.school import NOW
from support.web.workbooks import open_everything, sample_uploads


@pytest.mark.slow
def test_whole(empty, bring, django_capture_on_commit_callbacks):
    open_everything(empty)
    began = time.perf_counter()
    batch = bring(empty, sample_uploads(""))
    print("read", time.perf_counter() - began)
    for run in batch.runs.all():
        print(run.name, run.kind, run.moment, run.state, run.outcome.get("refusal"), run.outcome.get("counts"), run.preview.get("counts"))
    began = time.perf_counter()
    with django_capture_on_commit_callbacks(execute=True):
        ask_all(actor=actor_for(empty, "registrar"), uuid=str(batch.uuid), seen={}, at=NOW)
    print("apply", time.perf_counter() - began)
    for run in batch.runs.all():
        print(run.name, run.state, run.left, run.preview.get("counts"))
    assert not batch.runs.exclude(state=ImportRun.State.APPLIED).exists()
