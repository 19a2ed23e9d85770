"""Addresses of imports and exports: who gets in, what is refused, what leaves a trace."""

from __future__ import annotations

import gc
import io
import logging

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from hocba.model import Moment
from hocba_web.assessment.models import SubjectResult
from hocba_web.audit.models import Entry
from hocba_web.base.refusals import Forbidden, Missing
from hocba_web.intake.exporting import Wanted
from hocba_web.intake.kinds import FileKind
from hocba_web.intake.models import Batch, ImportRun
from hocba_web.intake.services.exports import export
from hocba_web.schools.models import Pupil, School
from hocba_web.schools.services.attachments import Upload
from support.sample_school import SAMPLE
from support.web import actor_for, logged_in, make_school
from support.web.school import NOW
from support.web.workbooks import open_everything, sample_uploads


@pytest.fixture
def school(world, at):
    open_everything(world)
    return world


def post_files(client, world, *files):
    return client.post("/nhap-tep/", {"year": world.year.id, "files": list(files)})


def test_from_upload_to_undo(empty, at, client, django_capture_on_commit_callbacks):
    logged_in(client, empty, "registrar")
    content = (SAMPLE / "LopHoc.xlsx").read_bytes()
    with django_capture_on_commit_callbacks(execute=True):
        answer = post_files(client, empty, SimpleUploadedFile("../../LopHoc.xlsx", content))
    batch, run = Batch.objects.get(), ImportRun.objects.get()
    assert answer.headers["Location"] == f"/nhap-tep/dot/{batch.uuid}/"
    assert run.name == "LopHoc.xlsx"
    page = client.get(answer.headers["Location"]).content.decode()
    assert "Danh sách lớp" in page
    page = client.get(f"/nhap-tep/{run.uuid}/").content.decode()
    assert run.preview["digest"] in page
    answer = client.post(f"/nhap-tep/{run.uuid}/ap-dung/", {"digest": run.preview["digest"]})
    assert answer.status_code == 302
    assert empty.year.classes.count() == 25
    answer = client.get(f"/nhap-tep/{run.uuid}/tep/")
    assert answer.content == content
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "Hoàn tác tất cả" in client.get(f"/nhap-tep/{run.uuid}/hoan-tac/").content.decode()
    client.post(f"/nhap-tep/{run.uuid}/hoan-tac/")
    assert empty.year.classes.count() == 0


@pytest.fixture
def _unlogged():
    """Nothing keeps the torn request alive, so that its file is closed within the test."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)
    gc.collect()


@pytest.mark.usefixtures("_unlogged")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Django leaves it to the collector
def test_fifty_megabytes_are_refused_while_they_arrive(school, settings):
    settings.UPLOAD_LIMIT = 20 * 1024 * 1024
    client = logged_in(Client(raise_request_exception=False), school, "registrar")
    answer = post_files(client, school, SimpleUploadedFile("to.xlsx", b"PK\x03\x04" + b"0" * (50 * 1024 * 1024)))
    assert answer.status_code == 413
    assert "20" in answer.content.decode()
    assert not Batch.objects.exists()


def test_without_a_file_or_with_another_schools_year(school, client):
    logged_in(client, school, "registrar")
    assert client.post("/nhap-tep/", {"year": school.year.id}).status_code == 409
    other = make_school()
    answer = client.post("/nhap-tep/", {"year": other.year.id, "files": SimpleUploadedFile("a.xlsx", b"PK\x03\x04")})
    assert answer.status_code == 404
    assert client.get(f"/xuat-tep/{other.year.id}/pupils/").status_code == 404
    assert client.get(f"/xuat-tep/{school.year.id}/tat-ca/").status_code == 404
    assert client.get(f"/xuat-tep/{school.year.id}/results/?khoi=9").status_code == 404


def test_the_cells_to_mend_and_the_marked_workbook(school, one, client):
    rows = [
        ("Mã lớp", "Mã học sinh", "Họ tên", "Ngày sinh", "Giới tính"),
        ("4A1", "2299000001", "Lê <b>An</b>", "31/02/2016", "Nam"),
    ]
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as out:
        sheet = out.add_worksheet("DS")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    run = one(school, Upload("hs.xlsx", target.getvalue()))
    logged_in(client, school, "registrar")
    page = client.get(f"/nhap-tep/{run.uuid}/").content.decode()
    assert "31/02/2016" in page
    assert "<b>An</b>" not in page
    marked = load_workbook(io.BytesIO(client.get(f"/nhap-tep/{run.uuid}/tep-can-sua/").content))["DS"]
    assert marked["D2"].comment is not None
    assert marked["D2"].fill.start_color.rgb == "FFFFC7CE"


def test_looking_at_pupils_is_traced_and_cheap(empty, bring, at, client, django_assert_max_num_queries):
    open_everything(empty)
    batch = bring(empty, sample_uploads("LopHoc"))
    logged_in(client, empty, "registrar")
    run = batch.runs.get()
    client.post(f"/nhap-tep/{run.uuid}/ap-dung/", {"digest": run.preview["digest"]})
    run = bring(empty, sample_uploads("C1")).runs.get()
    with django_assert_max_num_queries(40):
        client.get(f"/nhap-tep/{run.uuid}/?xem=moi&lop=4A1")
    assert Entry.objects.filter(action="intake.run.viewed").count() == 1
    client.post(f"/nhap-tep/{run.uuid}/ap-dung/", {"digest": run.preview["digest"]})
    assert Pupil.objects.count() == 823


def test_who_may_take_what_out(school):
    SubjectResult.objects.create(
        enrolment=school.enrolments["4A1"][0], moment="cn", subject="MATHS", level="T", score=9, updated_at=NOW
    )
    SubjectResult.objects.create(
        enrolment=school.enrolments["4A1"][0], moment="cn", subject="FOREIGN_LANG_1", level="H", updated_at=NOW
    )

    def out(key, kind, **wanted):
        return export(actor=actor_for(school, key), year_id=school.year.id, wanted=Wanted(kind, **wanted), at=NOW)

    results = {"grade": 4, "moment": Moment.YEAR_END}
    for key in ("school_admin", "clerk"):
        with pytest.raises(Forbidden, match="ROLE_MAY_NOT"):
            out(key, FileKind.RESULTS, **results)
    with pytest.raises(Forbidden):
        out("homeroom:4A1", FileKind.STAFF)
    with pytest.raises(Forbidden, match="OUT_OF_SCOPE"):
        out("homeroom:4A1", FileKind.PUPILS, class_name="4A2")
    own = out("homeroom:4A1", FileKind.PUPILS)
    assert set(own.pupil_ids) == {one.pupil_id for one in school.enrolments["4A1"]}
    texts = {
        cell.value
        for row in load_workbook(io.BytesIO(out("english", FileKind.RESULTS, **results).content))["Sheet1"].iter_rows(
            min_row=4
        )
        for cell in row
    }
    assert "H" in texts
    assert not texts & {"T", 9}
    with pytest.raises(Missing):
        export(
            actor=actor_for(make_school(), "registrar"), year_id=school.year.id, wanted=Wanted(FileKind.PUPILS), at=NOW
        )
    entry = Entry.objects.filter(action="intake.file.exported").order_by("id").first()
    assert set(entry.pupils.values_list("pupil_id", flat=True)) == set(own.pupil_ids)


def test_an_empty_school_teaches_what_to_do(empty, at, client):
    School.objects.filter(id=empty.school.id).update(is_training=True)
    logged_in(client, empty, "principal")
    assert "Chưa có gì để xuất" in client.get("/xuat-tep/").content.decode()
    logged_in(client, empty, "clerk")
    assert client.get("/nhap-tep/").status_code == 403
