"""Providers are data of the installation: what a file may say, and where secrets may go."""

from __future__ import annotations

import pytest

from hocba.adapters.csc import CscProvider, chunks, load_providers
from hocba.adapters.csc.provider import is_safe_address
from hocba.errors import UsageError
from hocba.messages import catalogue

GOOD = """
[demo]
label = "Dịch vụ ký số thử nghiệm"
base_url = "http://127.0.0.1:9000/"
version = "1.0.4"

[tinh]
label = "Ký số từ xa của tỉnh"
base_url = "https://ky.example.vn/rssp"
version = "2"
auth = "oauth_client"
token_url = "https://ky.example.vn/oauth2/token"
most_hashes = 200
wait_seconds = 120
algorithms = ["rsa-pss-sha256"]
asynchronous = true
ca_file = "ca.pem"
"""


def write(tmp_path, text):
    path = tmp_path / "providers.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_many_providers_stand_in_one_file(tmp_path):
    (tmp_path / "ca.pem").write_text("-----BEGIN CERTIFICATE-----\n")
    found = load_providers(write(tmp_path, GOOD))
    assert found["demo"] == CscProvider("demo", "Dịch vụ ký số thử nghiệm", "http://127.0.0.1:9000", "1.0.4")
    assert found["tinh"].most_hashes == 200
    assert found["tinh"].algorithms == ("rsa-pss-sha256",)
    assert found["tinh"].ca_file == str(tmp_path / "ca.pem")


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ('base_url = "http://ky.example.vn"', "base_url"),
        ('base_url = "https://user:pass@ky.example.vn"', "base_url"),
        ('base_url = "ky.example.vn"', "base_url"),
        ('version = "3"', "version"),
        ('auth = "digest"', "auth"),
        ('auth = "oauth_client"', "token_url"),
        ("most_hashes = 0", "most_hashes"),
        ("most_hashes = true", "most_hashes"),
        ("wait_seconds = 1000000", "wait_seconds"),
        ("algorithms = []", "algorithms"),
        ('algorithms = ["rsa-sha1"]', "algorithms"),
        ('asynchronous = "yes"', "asynchronous"),
        ('ca_file = "missing.pem"', "ca_file"),
        ('pin = "123456"', "pin"),
        ('label = ""', "label"),
    ],
)
def test_what_a_file_may_not_say(tmp_path, line, field):
    lines = {"label": 'label = "x"', "base_url": 'base_url = "https://a.example"', "version": 'version = "2"'}
    lines[line.split(" ", 1)[0]] = line
    with pytest.raises(UsageError) as refused:
        load_providers(write(tmp_path, "[one]\n" + "\n".join(lines.values())))
    assert refused.value.code == "CSC_PROVIDER_INVALID"
    assert refused.value.where == f"one.{field}"
    assert refused.value.code in catalogue()


@pytest.mark.parametrize("text", ["one = 1", "[one", "\udcff"])
def test_files_that_are_no_list_of_providers(tmp_path, text):
    path = tmp_path / "providers.toml"
    path.write_bytes(text.encode("utf-8", errors="surrogateescape"))
    with pytest.raises(UsageError):
        load_providers(path)


def test_a_missing_file_is_refused_without_its_path(tmp_path):
    with pytest.raises(UsageError) as refused:
        load_providers(tmp_path / "secret-place" / "providers.toml")
    assert refused.value.code == "CSC_PROVIDERS_UNREADABLE"
    assert "secret-place" not in str(refused.value)


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://ky.example.vn/rssp", True),
        ("http://127.0.0.1:9000", True),
        ("http://[::1]:9000", True),
        ("http://localhost", True),
        ("http://192.168.1.5", False),
        ("http://localhost.example.vn", False),
        ("http://127.0.0.1.example.vn", False),
        ("ftp://127.0.0.1", False),
        ("https://", False),
        ("https://a.example:99999", False),
        ("https://a.example/?next=b", False),
    ],
)
def test_secrets_go_by_https_or_stay_on_this_machine(url, safe):
    assert is_safe_address(url) is safe


def test_lots_keep_order_and_lose_nothing():
    provider = CscProvider("one", "x", "https://a.example", "2", most_hashes=50)
    items = list(range(123))
    lots = list(chunks(items, provider))
    assert [len(lot) for lot in lots] == [50, 50, 23]
    assert [item for lot in lots for item in lot] == items
    assert [len(lot) for lot in chunks(items, provider, 100)] == [50, 50, 23]
    assert [len(lot) for lot in chunks(items[:5], provider, 2)] == [2, 2, 1]
    assert list(chunks([], provider)) == []
