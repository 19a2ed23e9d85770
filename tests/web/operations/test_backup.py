"""The drill: a school is backed up, lost, and restored; damaged and foreign backups change nothing."""

from __future__ import annotations

import json
import shutil
import sqlite3
import stat
from contextlib import closing
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings

from hocba_web.audit import triggers
from hocba_web.audit.models import Entry, Link
from hocba_web.audit.verification import verify
from hocba_web.base import clock
from hocba_web.base.backup import databases, inspect, manifest
from hocba_web.base.models import Heartbeat
from support.web.traces import chained, tamper, trace

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _place(settings, tmp_path: Path) -> None:
    """A data folder and a storage of this test's own."""
    (tmp_path / "data").mkdir()
    settings.HOCBA = type(settings.HOCBA)(
        side="school", data=tmp_path / "data", demo=False, base_url="http://localhost"
    )
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "data" / "files"), "base_url": None},
        }
    }


@pytest.fixture
def lived() -> None:
    """Traces of two schools, stored files, somebody logged in."""
    chained(5)
    chained(2, school_id=8)
    default_storage.save("ab/cd/decision.pdf", ContentFile("Quyết định số 12".encode()))
    default_storage.save("top.bin", ContentFile(bytes(range(256)) * 5000))
    Session.objects.create(session_key="k" * 32, session_data="", expire_date=clock.real_now())


def run(command: str, *words: object) -> str:
    out = StringIO()
    call_command(command, *map(str, words), stdout=out)
    return out.getvalue()


def lose_everything() -> None:
    """What a failed disk leaves: empty tables, no files."""
    call_command("flush", interactive=False, verbosity=0)
    shutil.rmtree(storages["default"].location, ignore_errors=True)


def stored(name: str) -> bytes:
    with default_storage.open(name) as content:
        return content.read()


def contents() -> dict[str, object]:
    return {
        "entries": list(Entry.objects.order_by("pk").values_list()),
        "links": list(Link.objects.order_by("pk").values_list()),
        "files": {name: stored(name) for name in ("ab/cd/decision.pdf", "top.bin")},
    }


@pytest.mark.usefixtures("lived")
def test_everything_comes_back_as_it_was(tmp_path: Path) -> None:
    said = run("backup", tmp_path / "copy")
    before = contents()
    assert "2 tệp" in said
    assert len(before["entries"]) == 8  # that a backup was made is a trace itself
    lose_everything()
    assert not Entry.objects.exists()

    said = run("restore", tmp_path / "copy")
    assert "2 tệp được ghi lại" in said
    assert "nguyên vẹn" in said
    after = contents()
    assert after["files"] == before["files"]
    assert after["entries"][:8] == before["entries"]
    assert after["links"][:8] == before["links"]
    assert [entry[8] for entry in after["entries"][8:]] == ["audit.backup.restored"]
    assert verify(now=clock.real_now()).intact
    assert triggers.present(connection) == triggers.names(connection)
    assert not Session.objects.exists()  # nobody is logged in by an old session


@pytest.mark.usefixtures("lived")
def test_the_restored_installation_works_on(tmp_path: Path) -> None:
    run("backup", tmp_path / "copy")
    lose_everything()
    run("restore", tmp_path / "copy")
    chained(2, school_id=9)
    assert Entry.objects.order_by("pk").last().school_id == 9
    run("backup", tmp_path / "second")
    assert len(inspect(tmp_path / "second").chains) == 4  # of no school, 7, 8, 9


@pytest.mark.usefixtures("lived")
def test_nothing_of_a_backup_is_readable_by_others_and_it_appears_whole(tmp_path: Path) -> None:
    run("backup", tmp_path / "copy")
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "copy").rglob("*")}
    assert modes <= {0o600, 0o700}
    assert not (tmp_path / "copy.unfinished").exists()


@pytest.mark.usefixtures("lived")
def test_a_backup_that_fails_leaves_no_folder_that_looks_like_one(tmp_path: Path, monkeypatch) -> None:
    def full(_folder: Path) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(databases, "dump", full)
    with pytest.raises(OSError, match="No space"):
        run("backup", tmp_path / "copy")
    assert not list(tmp_path.glob("copy*"))


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def _edit(path: Path, **changed: object) -> None:
    """Change a manifest and its checksum, as somebody would who wants to pass."""
    told = json.loads((path / "manifest.json").read_text()) | changed
    (path / "manifest.json").write_text(json.dumps(told))
    (path / "manifest.json.sha256").write_text(f"{manifest.sha256(path / 'manifest.json')}  manifest.json\n")


def _link_out(copy: Path) -> None:
    target = copy / "files" / "top.bin"
    elsewhere = copy.with_name("elsewhere")
    target.rename(elsewhere)
    target.symlink_to(elsewhere)


def _escaping(copy: Path) -> None:
    told = json.loads((copy / "manifest.json").read_text())
    (copy.parent / "outside").write_bytes(b"x")
    told["files"][0] = {"path": "files/../../outside", "size": 1, "sha256": manifest.sha256(copy.parent / "outside")}
    _edit(copy, files=told["files"])


DAMAGE = {
    "a bit in the database": (lambda copy: _flip(next(copy.glob("database.*"))), "đã bị thay đổi hoặc hỏng"),
    "a bit in a file": (lambda copy: _flip(copy / "files" / "top.bin"), "“files/top.bin” của bản sao lưu đã bị"),
    "a bit in the manifest": (lambda copy: _flip(copy / "manifest.json"), "manifest.json"),
    "a file cut short": (lambda copy: (copy / "files" / "top.bin").write_bytes(b"\x00"), "files/top.bin"),
    "a missing file": (lambda copy: (copy / "files" / "top.bin").unlink(), "thiếu tệp “files/top.bin”"),
    "a missing database": (lambda copy: next(copy.glob("database.*")).unlink(), "thiếu tệp"),
    "no manifest": (lambda copy: (copy / "manifest.json").unlink(), "không phải là một bản sao lưu hoàn chỉnh"),
    "no checksum": (lambda copy: (copy / "manifest.json.sha256").unlink(), "không phải là một bản sao lưu hoàn chỉnh"),
    "another format": (lambda copy: _edit(copy, format="hocba-backup-9"), "không theo định dạng"),
    "another kind of database": (lambda copy: _edit(copy, vendor="oracle"), "của oracle"),
    "the other side": (lambda copy: _edit(copy, side="authority"), "của phía authority"),
    "a newer version": (lambda copy: _edit(copy, migrations=["audit.0099_future"]), "phiên bản mới hơn"),
    "a path that leads out": (_escaping, "đường dẫn không hợp lệ"),
    "a link that leads out": (_link_out, "đường dẫn không hợp lệ"),
}


@pytest.mark.usefixtures("lived")
@pytest.mark.parametrize("kind", DAMAGE)
@pytest.mark.parametrize("options", [(), ("--check",), ("--force",)])
def test_a_backup_that_does_not_do_is_refused_and_nothing_is_changed(
    kind: str, options: tuple[str, ...], tmp_path: Path
) -> None:
    run("backup", tmp_path / "copy")
    damage, told = DAMAGE[kind]
    damage(tmp_path / "copy")
    before = contents()
    with pytest.raises(CommandError) as refused:
        run("restore", tmp_path / "copy", *options)
    assert told in str(refused.value)
    assert contents() == before
    assert Session.objects.exists()
    assert not (tmp_path / "data" / "before-restore").exists()


@pytest.mark.usefixtures("lived")
def test_data_that_are_there_are_never_replaced_without_being_told_to(tmp_path: Path) -> None:
    run("backup", tmp_path / "copy")
    trace(99)
    before = contents()
    with pytest.raises(CommandError, match="đang có dữ liệu"):
        run("restore", tmp_path / "copy")
    assert contents() == before


@pytest.mark.usefixtures("lived")
def test_with_force_what_was_there_is_backed_up_first(tmp_path: Path) -> None:
    run("backup", tmp_path / "copy")
    trace(99)
    default_storage.delete("top.bin")
    default_storage.save("top.bin", ContentFile(b"changed since"))
    said = run("restore", tmp_path / "copy", "--force")
    assert not Entry.objects.filter(subject_id="99").exists()
    assert stored("top.bin") == bytes(range(256)) * 5000
    (safety,) = (tmp_path / "data" / "before-restore").iterdir()
    assert str(safety) in said

    run("restore", safety, "--force")  # and there is a way back
    assert Entry.objects.filter(subject_id="99").exists()
    assert stored("top.bin") == b"changed since"


@pytest.mark.usefixtures("lived")
def test_stored_files_alone_make_an_installation_used(tmp_path: Path) -> None:
    run("backup", tmp_path / "copy")
    call_command("flush", interactive=False, verbosity=0)
    with pytest.raises(CommandError, match="đang có dữ liệu"):
        run("restore", tmp_path / "copy")


@pytest.mark.usefixtures("lived")
def test_what_every_fresh_installation_holds_is_no_data(tmp_path: Path) -> None:
    run("backup", tmp_path / "copy")
    lose_everything()
    Heartbeat.objects.create(name="tick", at=clock.real_now())
    assert "Đã khôi phục" in run("restore", tmp_path / "copy")


@pytest.mark.usefixtures("lived")
def test_traces_that_were_tampered_with_before_the_backup_are_told_at_the_restore(tmp_path: Path) -> None:
    tamper("UPDATE audit_entry SET user_id = 99 WHERE subject_id = '3'")
    run("backup", tmp_path / "copy")
    lose_everything()
    out = StringIO()
    with pytest.raises(CommandError, match="không nguyên vẹn"):
        call_command("restore", str(tmp_path / "copy"), stdout=out)
    assert "nội dung mục" in out.getvalue()
    assert Entry.objects.filter(user_id=99).exists()  # restored all the same: it is the evidence


@pytest.mark.usefixtures("lived")
def test_traces_that_waited_for_their_place_during_the_backup_are_no_fault(tmp_path: Path, monkeypatch) -> None:
    dump = databases.dump

    def busy(folder: Path) -> str:
        trace(50)  # somebody works on while the backup is made
        return dump(folder)

    monkeypatch.setattr(databases, "dump", busy)
    run("backup", tmp_path / "copy")
    lose_everything()
    real = clock.real_now()
    monkeypatch.setattr(clock, "real_now", lambda: real.replace(year=real.year + 1))
    assert "nguyên vẹn" in run("restore", tmp_path / "copy")


@pytest.mark.usefixtures("lived")
def test_another_secret_key_is_told(tmp_path: Path) -> None:
    run("backup", tmp_path / "copy")
    assert "HOCBA_SECRET_KEY" not in run("restore", tmp_path / "copy", "--force")
    with override_settings(SECRET_KEY="another-key-" * 5):
        assert "HOCBA_SECRET_KEY khác lúc sao lưu" in run("restore", tmp_path / "copy", "--force")


@pytest.mark.usefixtures("lived")
def test_a_sound_backup_can_be_checked_without_touching_anything(tmp_path: Path) -> None:
    run("backup", tmp_path / "copy")
    before = contents()
    assert "nguyên vẹn: cơ sở dữ liệu và 2 tệp" in run("restore", tmp_path / "copy", "--check")
    assert contents() == before


def test_a_folder_that_holds_something_is_not_written_into(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "letter.txt").write_text("x")
    with pytest.raises(CommandError, match="đã có nội dung"):
        run("backup", tmp_path / "taken")
    (tmp_path / "empty").mkdir()
    run("backup", tmp_path / "empty")
    assert inspect(tmp_path / "empty").files == ()


def test_dated_backups_are_kept_up_to_a_number_and_nothing_else_is_removed(tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "hocba-mine").mkdir()
    (tmp_path / "hocba-mine" / "letter.txt").write_text("x")
    real = clock.real_now()
    for hour in range(4):
        monkeypatch.setattr(clock, "real_now", lambda hour=hour: real.replace(hour=hour))
        run("backup", tmp_path, "--dated", "--keep", 2)
    kept = sorted(path.name for path in tmp_path.iterdir() if path.name != "data")
    assert len(kept) == 3
    assert "hocba-mine" in kept
    assert [name[-6:-4] for name in kept if name != "hocba-mine"] == ["09", "10"]  # 02 and 03 UTC in Vietnam


@pytest.mark.parametrize("words", [("--keep", "2"), ("--dated", "--keep", "0")])
def test_keeping_without_dates_or_nothing_at_all_is_a_mistake(words: tuple[str, ...], tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="--keep"):
        run("backup", tmp_path / "copy", *words)
    assert not (tmp_path / "copy").exists()


@pytest.mark.usefixtures("lived")
def test_a_broken_database_is_not_passed_on_as_a_backup(tmp_path: Path) -> None:
    """A dump whose checksum is right and whose pages are not."""
    run("backup", tmp_path / "copy")
    (database,) = (tmp_path / "copy").glob("database.*")
    content = bytearray(database.read_bytes())
    content[200 : len(content) // 2] = bytes(len(content) // 2 - 200)
    database.write_bytes(content)
    told = json.loads((tmp_path / "copy" / "manifest.json").read_text())
    told["database"]["sha256"] = manifest.sha256(database)
    _edit(tmp_path / "copy", database=told["database"])
    before = contents()
    with pytest.raises(CommandError):
        run("restore", tmp_path / "copy", "--force")
    assert contents() == before


@pytest.mark.postgres
@pytest.mark.usefixtures("lived")
def test_a_restore_that_breaks_off_in_the_middle_leaves_what_was_there(tmp_path: Path, monkeypatch) -> None:
    """The dump passes every check and then cannot be read to its end."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite loads pages, not statements")
    run("backup", tmp_path / "copy")
    before = contents()
    (database,) = (tmp_path / "copy").glob("database.*")
    database.write_bytes(database.read_bytes()[:-2000])
    with pytest.raises(Exception, match="BACKUP_TOOL_FAILED"):
        databases.load(database)
    assert contents() == before


@pytest.mark.postgres
@pytest.mark.usefixtures("lived")
def test_a_restore_while_the_site_works_gives_up_and_changes_nothing(tmp_path: Path, monkeypatch) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("on SQLite the last test does it")
    run("backup", tmp_path / "copy")
    before = contents()
    monkeypatch.setattr(databases, "_PATIENCE_SECONDS", 1.0)
    (database,) = (tmp_path / "copy").glob("database.*")
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN; SELECT 1 FROM audit_entry LIMIT 1")
            with pytest.raises(Exception, match="RESTORE_DATABASE_BUSY"):
                databases.load(database)
    finally:
        other.close()
    assert contents() == before


@pytest.mark.postgres
@pytest.mark.usefixtures("lived")
def test_a_missing_program_is_named(tmp_path: Path, monkeypatch) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite needs no program")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CommandError, match="chưa có chương trình pg_dump"):
        run("backup", tmp_path / "copy")


@pytest.mark.postgres
@pytest.mark.usefixtures("lived")
def test_the_password_is_in_no_argument_and_in_no_message(tmp_path: Path, monkeypatch) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no password")
    monkeypatch.setitem(connection.settings_dict, "PASSWORD", "mat-khau-bi-mat")
    monkeypatch.setitem(connection.settings_dict, "NAME", "no_such_database")
    with pytest.raises(CommandError) as refused:
        databases_error(tmp_path)
    assert "mat-khau-bi-mat" not in str(refused.value)
    assert "no_such_database" in str(refused.value)


def databases_error(tmp_path: Path) -> None:
    from hocba.errors import HocbaError  # noqa: PLC0415  # only here
    from hocba.messages import text  # noqa: PLC0415  # only here

    try:
        databases.dump(tmp_path)
    except HocbaError as error:
        raise CommandError(text(error.code, error.params)) from error


def test_a_database_in_use_is_not_waited_for_for_ever(tmp_path: Path, monkeypatch) -> None:
    """Somebody writes into the SQLite file and does not stop."""
    monkeypatch.setattr(databases, "_PATIENCE_SECONDS", 0.0)
    target, source = tmp_path / "target.sqlite3", tmp_path / "source.sqlite3"
    for path in (target, source):
        with closing(sqlite3.connect(path)) as made:
            made.execute("CREATE TABLE x (a)")
            made.executemany("INSERT INTO x VALUES (?)", [("y" * 1000,)] * 100)
            made.commit()
    with (
        closing(sqlite3.connect(target, isolation_level=None)) as writer,
        closing(sqlite3.connect(target, timeout=0)) as mine,
    ):
        writer.execute("BEGIN IMMEDIATE")
        with closing(sqlite3.connect(source)) as copy, pytest.raises(Exception, match="RESTORE_DATABASE_BUSY"):
            copy.backup(mine, progress=databases._until_deadline(), sleep=0.01)
