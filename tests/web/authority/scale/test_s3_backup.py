"""The drill with files in a bucket: a backup that copies them, and one that lists them and says so."""

from __future__ import annotations

import json
import secrets
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from hocba_web.audit.models import Entry
from hocba_web.base.stores import keep
from hocba_web.register import files
from support.web.buckets import Weed, program
from support.web.lived import run
from support.web.traces import chained

pytestmark = [
    pytest.mark.service,
    pytest.mark.skipif(program() is None, reason="SeaweedFS is not installed"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def own(transactional_db, authority_site, _server: Weed, settings) -> Weed:
    """A bucket of this test's own, with traces in the database."""
    name = f"hocba-{secrets.token_hex(4)}"
    _server.client().create_bucket(Bucket=name, ObjectLockEnabledForBucket=True)
    settings.STORAGES = settings.STORAGES | {"default": _server.storages(bucket=name, lock="hold")}
    chained(3)
    return _server


def test_a_backup_copies_a_bucket_and_brings_it_back_into_an_empty_one(own: Weed, settings, tmp_path: Path) -> None:
    contents = [b"%d" % number for number in range(20)]
    digests = files.put_many(contents)
    default_storage.ready()  # the probe of health is no file of ours
    assert "20 tệp" in run("backup", tmp_path / "copy")
    call_command("flush", interactive=False, verbosity=0)
    name = f"hocba-{secrets.token_hex(4)}"
    own.client().create_bucket(Bucket=name)
    settings.STORAGES = settings.STORAGES | {"default": own.storages(bucket=name)}
    assert "20 tệp được ghi lại" in run("restore", tmp_path / "copy")
    assert [files.get(digest) for digest in digests] == contents


def test_a_backup_that_lists_says_what_it_does_not_hold_and_a_restore_finds_what_is_gone(
    own: Weed, tmp_path: Path
) -> None:
    digests = files.put_many([b"%d" % number for number in range(20)])
    said = run("backup", tmp_path / "copy", "--list-files")
    assert "20 tệp" in said
    assert "KHÔNG có trong bản sao lưu này" in said
    listed = json.loads((tmp_path / "copy" / "manifest.json").read_text(encoding="utf-8"))["listed"]
    assert {one["sha256"] for one in listed} == set(digests)
    assert not (tmp_path / "copy" / "files").exists()
    assert "20 tệp trong kho đúng như đã liệt kê" in run("restore", tmp_path / "copy", "--check")

    default_storage.delete(files.place_of(digests[0]))
    with pytest.raises(CommandError, match="1 trong 20 tệp"):
        run("restore", tmp_path / "copy", "--force")
    assert Entry.objects.exists()
    keep(files.place_of(digests[0]), b"0")
    call_command("flush", interactive=False, verbosity=0)
    assert "Đã khôi phục" in run("restore", tmp_path / "copy")
    assert Entry.objects.exists()


def test_the_commands_say_what_the_bucket_does_and_what_is_damaged(own: Weed, settings) -> None:
    said = run("storage", "check")
    assert "(If-None-Match): có" in said
    assert "khóa đối tượng của ngăn chứa: có; HOCBA_S3_LOCK: giữ vô thời hạn" in said
    digest = files.put(b"content")
    assert "1 tệp, 0 tệp không nguyên vẹn" in run("storage", "verify")
    name = settings.STORAGES["default"]["OPTIONS"]["bucket"]
    own.client().put_object(Bucket=name, Key=files.place_of(digest), Body=b"somebody else's")
    with pytest.raises(CommandError, match="bản sao lưu"):
        run("storage", "verify")
    settings.STORAGES = settings.STORAGES | {"default": own.storages(bucket="khong-co")}
    with pytest.raises(CommandError, match="NoSuchBucket"):
        run("storage", "check")
