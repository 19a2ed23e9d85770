"""The folder of stored files: whole or not there, written once, by many at once; and how a bucket is set."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError

from hocba_web.base import clock
from hocba_web.base.stores import Folder, StorageAway, find, keep
from hocba_web.config import env
from hocba_web.register import files
from support.web.lived import run

pytestmark = pytest.mark.usefixtures("place")
LARGE = os.urandom(4_000_000)


@pytest.fixture
def folder() -> Path:
    """Where files lie."""
    return Path(default_storage.location)


def _everything(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and path.name != "lock"]


def _put(location: str, start, results) -> None:  # of multiprocessing
    """A process of its own puts the same content as its neighbours."""
    start.wait()
    folder = Folder(location=location, durable=False)
    try:
        folder.save("ab/same", ContentFile(LARGE))
        results.put("written")
    except FileExistsError:
        with folder.open("ab/same") as there:
            results.put("there" if there.read() == LARGE else "half")


def test_processes_that_put_the_same_at_once_write_it_once_and_see_it_whole(folder: Path) -> None:
    processes = multiprocessing.get_context("fork")
    start, results = processes.Event(), processes.Queue()
    writers = [processes.Process(target=_put, args=(str(folder), start, results)) for _ in range(6)]
    for writer in writers:
        writer.start()
    start.set()
    said = sorted(results.get(timeout=30) for _ in writers)
    for writer in writers:
        writer.join(30)
    assert said == ["there"] * 5 + ["written"]
    assert _everything(folder) == [folder / "ab" / "same"]


def test_who_reads_while_it_is_written_sees_nothing_or_all_of_it() -> None:
    digest, done, seen = hashlib.sha256(LARGE).hexdigest(), Event(), []

    def read() -> None:
        while not done.is_set():
            seen.append(find(files.place_of(digest)))

    reader = Thread(target=read)
    reader.start()
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(files.put, [LARGE] * 8))
    done.set()
    reader.join(10)
    assert {content for content in seen if content is not None} <= {LARGE}
    assert files.get(digest) == LARGE


def test_a_writer_that_ends_in_the_middle_leaves_nothing(folder: Path) -> None:
    class Broken(ContentFile):
        def chunks(self, **_size: int):
            yield b"half"
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        default_storage.save("ab/file", Broken(b""))
    assert _everything(folder) == []
    keep("ab/file", b"whole")
    assert find("ab/file") == b"whole"


def test_a_full_disk_is_a_storage_that_is_away(monkeypatch) -> None:
    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "link", full)
    with pytest.raises(StorageAway, match="No space"):
        files.put_many([b"one", b"two"])


def test_what_a_killed_writer_left_is_swept_after_a_day_and_not_before(folder: Path) -> None:
    keep("ab/file", b"whole")
    left = folder / ".incoming" / "new-left"
    left.write_bytes(b"half")
    now = clock.real_now()
    assert default_storage.sweep(now + timedelta(hours=23)) == 0
    assert default_storage.sweep(now + timedelta(hours=25)) == 1
    assert _everything(folder) == [folder / "ab" / "file"]
    assert default_storage.listdir("") == (["ab"], [])


def test_damage_is_moved_aside_once_and_never_thrown_away(folder: Path) -> None:
    digest = files.put(b"content")
    place = folder / files.place_of(digest)
    place.write_bytes(b"cont")
    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(files.put, [b"content"] * 16)) == {digest}
    assert files.get(digest) == b"content"
    (aside,) = (folder / "damaged").iterdir()
    assert aside.read_bytes() == b"cont"


def test_many_at_once_come_back_in_their_order() -> None:
    contents = [b"%d" % (number % 7) for number in range(20)]
    assert [files.get(digest) for digest in files.put_many(contents)] == contents
    assert files.put_many([]) == []


@pytest.mark.django_db
def test_the_command_tells_whether_every_file_is_whole(folder: Path) -> None:
    digest = files.put(b"content")
    keep("notes/readme", b"its name says nothing of it")
    assert "ghi được" in run("storage", "check")
    assert "1 tệp, 0 tệp không nguyên vẹn" in run("storage", "verify")
    (folder / files.place_of(digest)).write_bytes(b"else")
    with pytest.raises(CommandError, match="bản sao lưu"):
        run("storage", "verify")


@pytest.mark.django_db
def test_files_of_this_machine_are_never_only_listed(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="phải chép cả tệp"):
        run("backup", tmp_path / "copy", "--list-files")
    assert not (tmp_path / "copy").exists()


BUCKET = {
    "url": "https://kho.example.vn:8333",
    "bucket": "hoc-ba",
    "region": "us-east-1",
    "key": "so",
    "secret": "bi-mat",
    "ca": "",
    "lock": "",
}


def test_the_address_of_a_bucket_makes_it_the_storage(tmp_path: Path) -> None:
    told = env.storage(tmp_path, BUCKET, testing=False)
    assert told["BACKEND"] == "hocba_web.base.stores.s3.Bucket"
    assert told["OPTIONS"] == BUCKET


def test_without_an_address_files_lie_in_the_data_folder_and_reach_the_disk(tmp_path: Path) -> None:
    told = env.storage(tmp_path, BUCKET | {"url": ""}, testing=False)
    assert told["BACKEND"] == "hocba_web.base.stores.Folder"
    assert (told["OPTIONS"]["location"], told["OPTIONS"]["durable"]) == (str(tmp_path / "files"), True)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"url": "http://kho.example.vn"}, "https://"),
        ({"url": "https://so:mat-khau@kho.example.vn"}, "dạng"),
        ({"url": "https://kho.example.vn/hoc-ba"}, "dạng"),
        ({"url": "ftp://kho.example.vn"}, "dạng"),
        ({"lock": "mãi"}, "HOCBA_S3_LOCK"),
        ({"lock": "0"}, "HOCBA_S3_LOCK"),
        ({"ca": "khong-co.pem"}, "HOCBA_S3_CA"),
        ({"bucket": ""}, "HOCBA_S3_BUCKET"),
        ({"key": ""}, "HOCBA_S3_KEY"),
        ({"secret": ""}, "HOCBA_S3_SECRET"),
    ],
)
def test_a_bucket_that_is_set_wrongly_stops_the_start(tmp_path: Path, changes: dict[str, str], reason: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=reason) as stopped:
        env.storage(tmp_path, BUCKET | changes, testing=False)
    assert "mat-khau" not in str(stopped.value)


def test_on_this_machine_a_bucket_may_do_without_tls(tmp_path: Path) -> None:
    told = env.storage(tmp_path, BUCKET | {"url": "http://127.0.0.1:8333", "lock": "hold"}, testing=False)
    assert told["OPTIONS"]["lock"] == "hold"
