"""A dossier's lists are read at the other school: Vietnamese, whatever language the principal reads."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.utils.translation import override

from hocba_web.schools.selectors.pupils.transfer_facts import transfer_facts
from hocba_web.submission.models import InheritedFile
from hocba_web.submission.services import store
from hocba_web.submission.transfers.dossier.packing import packed
from web.transfers.conftest import LEFT, Move

pytestmark = pytest.mark.django_db


def test_a_dossier_is_the_same_in_both_languages(move: Move) -> None:
    transfer_id = move.release()
    departure = move.seal(move.sign(move.prepare(transfer_id)))
    arrival = move.apply()
    arrival.school_id, arrival.pupil_id = move.old.school.pk, move.pupil.pk
    arrival.save()
    InheritedFile.objects.create(
        school=move.old.school,
        arrival=arrival,
        kind=InheritedFile.Kind.RECORD,
        media="xml",
        name="la.xml",
        sha256=store.put(b"<la/>"),
        size=5,
        kept=True,
        first=2024,
        school_name="Trường Tiểu học Xa",
        brought_by=move.old.staff["registrar"].user,
        brought_at=LEFT,
    )
    made = {}
    for language in ("vi", "en"):
        with override(language):
            made[language] = packed(departure, transfer_facts(move.old.school.pk, transfer_id), LEFT)
    assert made["vi"] == made["en"]
    with zipfile.ZipFile(io.BytesIO(made["en"])) as opened:
        texts = b"".join(opened.read(name) for name in opened.namelist() if name.endswith(".txt")).decode()
    assert "Học bạ năm học 2024-2025 của Trường Tiểu học Xa (kế thừa)" in texts
