"""Out of one school and into another, with everything that must not get through on the way."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date, datetime
from typing import Any

import pytest

from hocba.documents.handover import Handover
from hocba.model import Moment
from hocba_web.base.refusals import Forbidden, Missing, Refused
from hocba_web.schools.models import Enrolment, Pupil
from hocba_web.schools.services.attachments import Upload
from hocba_web.submission.models import Arrival, InheritedFile
from hocba_web.submission.services import store
from hocba_web.submission.transfers.dossier.manifest import digests
from hocba_web.submission.transfers.inheriting import content_of, identity_source
from hocba_web.submission.transfers.services import arrivals, departures, dossiers
from support.web.acting import actor_for
from web.transfers.conftest import LEFT, Move

pytestmark = pytest.mark.django_db


def files_of(archive: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def zip_of(files: dict[str, bytes]) -> Upload:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return Upload("ho-so.zip", packed.getvalue())


def place(move: Move, arrival: Arrival, *, at: datetime = LEFT, on: date = date(2026, 2, 9), **typed: Any) -> Arrival:
    """The new school's registrar proposes a class with the identity of the signed file; its principal decides."""
    source = identity_source(arrival)
    assert source is not None
    who = source.pupil
    values = {
        name: getattr(who, name)
        for name in ("name", "personal_id", "ministry_id", "ethnicity", "birthplace", "home_place", "residence")
    } | {"sex": who.sex.value, "born": who.born, "mother_name": who.family.mother}
    arrivals.propose(
        actor=actor_for(move.new, "registrar", at=at),
        arrival_id=arrival.pk,
        class_id=move.new.classes["4B1"].pk,
        values=values | typed,
        on=on,
        reason="Chuyển đến theo đơn",
        at=at,
    )
    return arrivals.decide_placing(
        actor=actor_for(move.new, "principal", at=at), arrival_id=arrival.pk, agree=True, answer="", at=at
    )


def received(move: Move) -> Arrival:
    """A child whose dossier came whole."""
    arrival = move.apply()
    move.bring(arrival, Upload("ho-so.zip", move.dossier()))
    return dossiers.receive(
        actor=actor_for(move.new, "registrar", at=LEFT), arrival_id=arrival.pk, on=date(2026, 2, 9), at=LEFT
    )


def test_out_of_one_school_and_into_another(move: Move) -> None:
    archive = move.dossier()
    files = files_of(archive)
    said = digests(files["manifest.json"])
    assert said is not None
    assert set(said) == set(files) - {"manifest.json"}
    assert any(name.startswith("giay-to/don-xin-chuyen-truong") for name in files)
    arrival = move.apply()
    brought = move.bring(arrival, Upload("ho-so.zip", archive))
    assert (brought.refused, brought.known) == (0, 0)
    document = arrival.files.get(kind="handover")
    assert (document.verdict, document.kept, document.class_name) == ("TOTAL_PASSED", True, "4A1")
    dossiers.receive(
        actor=actor_for(move.new, "registrar", at=LEFT), arrival_id=arrival.pk, on=date(2026, 2, 9), at=LEFT
    )
    arrival.refresh_from_db()
    assert arrival.place_due == date(2026, 2, 12)
    placed = place(move, arrival)
    assert placed.state == "placed"
    pupil = Pupil.objects.get(pk=placed.pupil_id)
    assert (pupil.school_id, pupil.personal_id) == (move.new.school.pk, move.pupil.personal_id)
    assert Enrolment.objects.get(pupil=pupil).school_class.name == "4B1"
    told = content_of(document)
    assert isinstance(told, Handover)
    assert [one.moment for one in told.moments] == [Moment.END1]
    assert told.moments[0].comments.homeroom == "Em ngoan, chăm học."
    assert (told.absences.excused, told.absences.unexcused) == (2, 1)
    assert told.left_on == date(2026, 2, 8)


def test_the_same_archive_twice_is_kept_once(move: Move) -> None:
    archive = Upload("ho-so.zip", move.dossier())
    arrival = move.apply()
    first = move.bring(arrival, archive)
    again = move.bring(arrival, archive)
    assert (again.kept, again.refused, again.known) == (0, 0, first.kept)


@pytest.mark.parametrize("who", ["registrar", "vice_principal", "clerk", "school_admin", "homeroom:4A1"])
def test_nobody_but_the_principal_releases(move: Move, who: str) -> None:
    departure = move.seal(move.sign(move.prepare(move.release())))
    with pytest.raises(Forbidden):
        move.hand_over(departure, who=who)
    departure.refresh_from_db()
    assert (departure.state, departure.archive) == ("sealed", "")


def test_the_principal_of_another_school_sees_nothing_of_it(move: Move) -> None:
    departure = move.seal(move.sign(move.prepare(move.release())))
    with pytest.raises(Missing, match="NOT_FOUND_HERE"):
        departures.hand_over(
            actor=actor_for(move.new, "principal", at=LEFT),
            departure_id=departure.pk,
            document=departure.document,
            receiver="Ai đó",
            at=LEFT,
        )


def test_an_unsealed_document_is_not_handed_over(move: Move) -> None:
    departure = move.sign(move.prepare(move.release()))
    with pytest.raises(Refused, match="HANDOVER_NOT_SEALED"):
        move.hand_over(departure)


def test_preparing_anew_drops_signatures(move: Move) -> None:
    transfer_id = move.release()
    first = move.sign(move.prepare(transfer_id))
    uuid = first.uuid
    again = move.prepare(transfer_id, materials="Đã học hết tuần 21.")
    assert (again.state, again.document, again.signed_by_id) == ("prepared", 2, None)
    assert again.uuid != uuid
    assert b"ds:Signature" not in store.get(again.sha256)


def test_a_forged_handover_is_refused_and_nothing_of_it_is_believed(move: Move) -> None:
    files = files_of(move.dossier())
    name = next(one for one in files if one.startswith("PhieuBanGiao") and one.endswith(".xml"))
    forged = files[name].replace(b"<DIEM_KIEM_TRA_DINH_KY>9<", b"<DIEM_KIEM_TRA_DINH_KY>10<", 1)
    assert forged != files[name]
    arrival = move.apply()
    brought = move.bring(arrival, Upload("phieu.xml", forged))
    assert (brought.kept, brought.refused) == (0, 1)
    row = arrival.files.get()
    assert (row.verdict, row.kept, row.personal_id, row.kind) == ("TOTAL_FAILED", False, "", "unknown")
    assert content_of(row) is None
    with pytest.raises(Missing):
        store.get(row.sha256)
    with pytest.raises(Refused, match="DOSSIER_EMPTY"):
        dossiers.receive(
            actor=actor_for(move.new, "registrar", at=LEFT), arrival_id=arrival.pk, on=date(2026, 2, 9), at=LEFT
        )


def test_a_document_that_lacks_the_seal_is_refused(move: Move) -> None:
    headed = store.get(move.sign(move.prepare(move.release())).sha256)
    arrival = move.apply()
    assert move.bring(arrival, Upload("phieu.xml", headed)).kept == 0
    assert arrival.files.get().verdict == "INDETERMINATE"


def test_a_file_that_differs_from_the_manifest_is_refused(move: Move) -> None:
    files = files_of(move.dossier())
    manifest = json.loads(files["manifest.json"])
    for one in manifest["files"]:
        if one["kind"] == "handover":
            one["sha256"] = "0" * 64
    files["manifest.json"] = json.dumps(manifest).encode()
    arrival = move.apply()
    move.bring(arrival, zip_of(files))
    assert arrival.files.get(code="DOSSIER_FILE_CHANGED").kept is False


def test_another_pupils_file_is_refused(move: Move) -> None:
    archive = move.dossier()
    arrival = move.apply(name="Trần Văn Khác")
    move.bring(arrival, Upload("ho-so.zip", archive))
    row = arrival.files.get(media="xml")
    assert (row.code, row.kept, row.personal_id) == ("DOSSIER_OTHER_PUPIL", False, "")


def test_a_personal_id_other_than_the_signed_one_is_not_placed(move: Move) -> None:
    arrival = move.apply()
    move.bring(arrival, Upload("ho-so.zip", move.dossier()))
    dossiers.receive(
        actor=actor_for(move.new, "registrar", at=LEFT), arrival_id=arrival.pk, on=date(2026, 2, 9), at=LEFT
    )
    with pytest.raises(Refused, match="DOSSIER_OTHER_PUPIL"):
        place(move, arrival, personal_id="022216900001")


def test_no_dossier_before_the_principal_agreed(move: Move) -> None:
    archive = move.dossier()
    arrival = move.apply(agree=False)
    with pytest.raises(Refused, match="ARRIVAL_NOT_AGREED"):
        move.bring(arrival, Upload("ho-so.zip", archive))


def test_nothing_is_prepared_before_the_principal_lets_the_pupil_go(move: Move) -> None:
    from hocba_web.schools.services.pupils import transfer_out_ask  # noqa: PLC0415  # only here
    from web.transfers.conftest import SCAN  # noqa: PLC0415  # the same

    asked = transfer_out_ask(
        actor=actor_for(move.old, "registrar", at=LEFT),
        pupil_id=move.pupil.pk,
        on=date(2026, 2, 9),
        other_school="Trường khác",
        other_province="Hà Nội",
        reason="Chuyển nơi ở",
        evidence=SCAN,
        at=LEFT,
    )
    with pytest.raises(Refused, match="DEPARTURE_NOT_RELEASED"):
        move.prepare(asked.pk)


def test_a_broken_archive_is_refused_whole(move: Move) -> None:
    arrival = move.apply()
    with pytest.raises(Refused, match="DOSSIER_ARCHIVE_BROKEN"):
        move.bring(arrival, Upload("ho-so.zip", b"PK\x03\x04 not an archive"))
    assert not InheritedFile.objects.exists()


def test_an_archive_that_swells_is_refused(move: Move) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xml", b"<" + b" " * (60 * 1024 * 1024))
    arrival = move.apply()
    with pytest.raises(Refused, match="DOSSIER_TOO_LARGE"):
        move.bring(arrival, Upload("ho-so.zip", packed.getvalue()))
