"""Files in a real bucket: written once, by many at once, kept by its locks, and honest about a storage that is away."""

from __future__ import annotations

import hashlib
import secrets
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from botocore.exceptions import ClientError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages

from hocba_web.base import clock
from hocba_web.base.refusals import Refused
from hocba_web.base.stores import StorageAway, find, keep, s3
from hocba_web.demo.tls import make_tls
from hocba_web.register import files
from support.web.buckets import BUCKET, SECRET, Weed, program, weed

pytestmark = [
    pytest.mark.service,
    pytest.mark.skipif(program() is None, reason="SeaweedFS is not installed"),
]


def _content() -> bytes:
    return secrets.token_bytes(30_000)


def _versions(bucket: Weed, place: str) -> list[dict[str, object]]:
    found = bucket.client().list_object_versions(Bucket=BUCKET, Prefix=place)
    return list(found.get("Versions", []))


def test_what_is_put_comes_back_and_is_listed(bucket: Weed) -> None:
    content = _content()
    digest = files.put(content)
    assert (digest, files.get(digest)) == (hashlib.sha256(content).hexdigest(), content)
    place = files.place_of(digest)
    assert default_storage.exists(place)
    assert default_storage.size(place) == len(content)
    assert digest in default_storage.listdir(f"register/{digest[:2]}")[1]
    assert digest[:2] in default_storage.listdir("register")[0]
    assert not default_storage.exists(place + "0")
    with pytest.raises(Refused, match="REGISTER_FILE_LOST"):
        files.get("0" * 64)


def test_a_listing_goes_on_over_its_pages(bucket: Weed) -> None:
    folder = f"pages-{secrets.token_hex(4)}"
    with ThreadPoolExecutor(16) as threads:
        list(threads.map(lambda number: keep(f"{folder}/{number:04}", b"%d" % number), range(1_030)))
    assert sorted(default_storage.listdir(folder)[1]) == [f"{number:04}" for number in range(1_030)]


def test_one_content_put_by_many_at_once_is_one_file_of_one_version(bucket: Weed) -> None:
    content = _content()
    with ThreadPoolExecutor(16) as threads:
        digests = set(threads.map(lambda _: files.put(content), range(48)))
    (digest,) = digests
    assert files.get(digest) == content
    assert len(_versions(bucket, files.place_of(digest))) == 1


def test_nothing_that_lies_there_is_written_over(bucket: Weed) -> None:
    place = f"once/{secrets.token_hex(8)}"
    keep(place, b"first")
    with pytest.raises(FileExistsError):
        default_storage.save(place, ContentFile(b"second"))
    with pytest.raises(Refused, match="STORAGE_FILE_DAMAGED"):
        keep(place, b"second")
    assert find(place) == b"first"
    assert len(_versions(bucket, place)) == 1


@pytest.mark.parametrize("lock", ["hold", "10"])
def test_a_locked_file_is_deleted_by_nobody(bucket: Weed, settings, lock: str) -> None:
    settings.STORAGES = settings.STORAGES | {"default": bucket.storages(lock=lock)}
    content = _content()
    digest = files.put(content)
    place = files.place_of(digest)
    (version,) = _versions(bucket, place)
    with pytest.raises(ClientError) as refused:
        bucket.client().delete_object(Bucket=BUCKET, Key=place, VersionId=version["VersionId"])
    assert refused.value.response["Error"]["Code"] == "AccessDenied"
    assert files.get(digest) == content
    default_storage.delete(place)  # a restore may hide it, and it is there all the same
    assert [one["VersionId"] for one in _versions(bucket, place)] == [version["VersionId"]]
    assert files.put(content) == digest
    assert files.get(digest) == content


def test_a_storage_that_is_gone_is_away_and_what_it_had_is_there_again(bucket: Weed) -> None:
    before, during = _content(), _content()
    digest = files.put(before)
    with bucket.away():
        with pytest.raises(StorageAway, match="STORAGE_AWAY: EndpointConnectionError"):
            files.get(digest)
        with pytest.raises(StorageAway):
            files.put(during)
        with pytest.raises(StorageAway):
            default_storage.exists(files.place_of(digest))
    assert files.get(digest) == before
    assert files.get(files.put(during)) == during


def test_a_storage_that_takes_the_connection_and_says_nothing_is_away(bucket: Weed, settings, monkeypatch) -> None:
    monkeypatch.setattr(s3, "_READ_SECONDS", 0.3)
    settings.STORAGES = settings.STORAGES | {"default": bucket.storages()}  # a client of this patience
    with bucket.silent(), pytest.raises(StorageAway, match="ReadTimeoutError"):
        files.put(_content())


def test_a_write_whose_answer_was_lost_is_no_damage(bucket: Weed, monkeypatch) -> None:
    """The library asks again by itself; then the name is taken, by this very content."""
    client, content = storages["default"]._client(), _content()
    put = client.put_object

    def lost(**arguments):
        put(**arguments)
        return put(**arguments)

    monkeypatch.setattr(client, "put_object", lost)
    digest = files.put(content)
    assert files.get(digest) == content
    assert len(_versions(bucket, files.place_of(digest))) == 1


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"secret": "sai"}, "SignatureDoesNotMatch"),
        ({"key": "khong-ai"}, "InvalidAccessKeyId"),
        ({"bucket": "khac"}, "NoSuchBucket"),
    ],
)
def test_a_wrong_setting_is_a_storage_that_is_away_not_a_file_that_is_lost(
    bucket: Weed, settings, changes: dict[str, str], reason: str
) -> None:
    digest = files.put(_content())
    settings.STORAGES = settings.STORAGES | {"default": bucket.storages(**changes)}
    with pytest.raises(StorageAway, match=reason) as away:
        files.get(digest)
    assert SECRET not in repr(away.value)
    for act in (lambda: files.put(_content()), lambda: default_storage.exists("a")):
        with pytest.raises(StorageAway):
            act()


def test_the_environment_of_the_process_says_nothing(bucket: Weed, settings, monkeypatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE", "AWS_ENDPOINT_URL", "HTTP_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    settings.STORAGES = settings.STORAGES | {"default": bucket.storages()}
    content = _content()
    assert files.get(files.put(content)) == content


def test_over_tls_only_a_server_of_the_named_ca_is_the_storage(tmp_path: Path, settings) -> None:
    make_tls(tmp_path / "tls", now=clock.real_now())
    (tmp_path / "weed").mkdir()
    content = _content()
    with contextmanager(weed)(tmp_path / "weed", tmp_path / "tls") as secured:
        assert secured.url.startswith("https://")
        settings.STORAGES = settings.STORAGES | {"default": secured.storages()}
        digest = files.put(content)
        assert files.get(digest) == content
        settings.STORAGES = settings.STORAGES | {"default": secured.storages(ca="")}
        with pytest.raises(StorageAway, match="SSLError"):
            files.get(digest)
