"""The pages in Chromium at both sizes: axe-clean, nothing sticks out."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from hocba_web.base import clock
from hocba_web.schools.services.attachments import Upload
from hocba_web.submission.models import Departure
from hocba_web.submission.transfers.services import digitising
from hocba_web.submission.transfers.services.digitising import PaperYear
from support.web.acting import actor_for
from web.transfers.conftest import LEFT, SCAN, Move
from web.transfers.test_whole_way import place, received

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def look(window: Any, folder: Path, shown: list[tuple[Any, str, str]]) -> None:
    for number, (world, who, address) in enumerate(shown):
        window.sign_in(world, who)
        window.go(address)
        window.check()
        size = "desk" if window.page.viewport_size["width"] > 1000 else "phone"
        window.picture(folder / f"{size}-{number:02}.png", full=True)


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_pages_of_transfers(
    move: Move, size: str, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: LEFT)
    window = request.getfixturevalue(size)
    waiting = move.apply(name="Phạm Gia Hân", agree=False)
    arrival = received(move)
    move.bring(arrival, Upload("la.xml", b"<la/>"), papers=[SCAN])
    departure = Departure.objects.get()
    old, new = move.old, move.new
    row = digitising.type_year(
        actor=actor_for(old, "registrar", at=LEFT),
        pupil_id=move.pupil.pk,
        told=PaperYear(2023, 2, "2A", "Trường Tiểu học Xa", date(2023, 9, 5), {"subjects": {"MATHS": ["T", 9]}}),
        scan=SCAN,
        at=LEFT,
    )
    before = [
        (new, "registrar", reverse("submission:transfer_steps")),
        (new, "registrar", reverse("submission:arrival_new")),
        (new, "principal", reverse("submission:arrival", args=[waiting.pk])),
        (new, "registrar", reverse("submission:arrival", args=[arrival.pk])),
        (new, "registrar", reverse("submission:arrival_place", args=[arrival.pk])),
        (old, "principal", reverse("submission:departure", args=[departure.pk])),
        (old, "vice_principal", reverse("submission:digitised", args=[row.pk])),
        (old, "registrar", reverse("submission:digitise", args=[move.pupil.pk])),
        (old, "registrar", reverse("submission:digitise", args=[move.pupil.pk]) + "?nam=2022&khoi=1"),
        (old, "registrar", reverse("submission:inherited", args=[move.pupil.pk])),
    ]
    look(window, tmp_path, before)
    placed = place(move, arrival)
    shown = [(new, "homeroom:4B1", reverse("submission:inherited", args=[placed.pupil_id]))]
    look(window, tmp_path / "placed", shown)


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_pages_of_a_dossier_on_its_way(
    move: Move, size: str, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: LEFT)
    window = request.getfixturevalue(size)
    transfer_id = move.release()
    prepare = reverse("submission:departure_prepare", args=[transfer_id])
    look(window, tmp_path / "a", [(move.old, "registrar", prepare)])
    departure = move.prepare(transfer_id)
    move.pki.give(move.old, "principal", at=LEFT)
    page = reverse("submission:departure", args=[departure.pk])
    look(window, tmp_path / "b", [(move.old, "principal", page)])
    move.seal(move.sign(departure))
    look(window, tmp_path / "c", [(move.old, "principal", page)])
