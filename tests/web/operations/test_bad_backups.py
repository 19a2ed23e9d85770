"""Damaged, foreign and interrupted backups change nothing."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError
from django.db import connection

from hocba_web.base.backup import databases, manifest
from support.web.lived import contents, run

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("place")]


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def edit(path: Path, **changed: object) -> None:
    """Change a manifest and its checksum, as somebody would who wants to pass."""
    told = json.loads((path / "manifest.json").read_text()) | changed
    (path / "manifest.json").write_text(json.dumps(told))
    edit_sum(path)


def edit_sum(path: Path) -> None:
    """Give a changed manifest its checksum."""
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
    edit(copy, files=told["files"])


def _linked_folder(copy: Path) -> None:
    """The files lie behind a link: nothing of it is in the backup."""
    (copy / "files").rename(copy.with_name("elsewhere"))
    (copy / "files").symlink_to(copy.with_name("elsewhere"))


def _listed_as(copy: Path, path: object) -> None:
    told = json.loads((copy / "manifest.json").read_text())
    edit(copy, files=[told["files"][0] | {"path": path}])


def _rewritten(copy: Path, text: str) -> None:
    (copy / "manifest.json").write_text(text)
    edit_sum(copy)


DAMAGE = {
    "a bit in the database": (lambda copy: flip(next(copy.glob("database.*"))), "đã bị thay đổi hoặc hỏng"),
    "a bit in a file": (lambda copy: flip(copy / "files" / "top.bin"), "“files/top.bin” của bản sao lưu đã bị"),
    "a bit in the manifest": (lambda copy: flip(copy / "manifest.json"), "manifest.json"),
    "a file cut short": (lambda copy: (copy / "files" / "top.bin").write_bytes(b"\x00"), "files/top.bin"),
    "a missing file": (lambda copy: (copy / "files" / "top.bin").unlink(), "thiếu tệp “files/top.bin”"),
    "a missing database": (lambda copy: next(copy.glob("database.*")).unlink(), "thiếu tệp"),
    "no manifest": (lambda copy: (copy / "manifest.json").unlink(), "không phải là một bản sao lưu hoàn chỉnh"),
    "no checksum": (lambda copy: (copy / "manifest.json.sha256").unlink(), "không phải là một bản sao lưu hoàn chỉnh"),
    "another format": (lambda copy: edit(copy, format="hocba-backup-9"), "không theo định dạng"),
    "another kind of database": (lambda copy: edit(copy, vendor="oracle"), "của oracle"),
    "the other side": (lambda copy: edit(copy, side="authority"), "của phía authority"),
    "a newer version": (lambda copy: edit(copy, migrations=["audit.0099_future"]), "phiên bản mới hơn"),
    "a path that leads out": (_escaping, "đường dẫn không hợp lệ"),
    "a link that leads out": (_link_out, "đường dẫn không hợp lệ"),
    "a folder that leads out": (_linked_folder, "đường dẫn không hợp lệ"),
    "a file that is no stored one": (lambda copy: _listed_as(copy, "manifest.json"), "đường dẫn không hợp lệ"),
    "a path that is none": (lambda copy: _listed_as(copy, "files/a\0b"), "đường dẫn không hợp lệ"),
    "a number for a path": (lambda copy: _listed_as(copy, 5), "không theo định dạng"),
    "a manifest without files": (lambda copy: edit(copy, files=None), "không theo định dạng"),
    "a manifest of more": (lambda copy: edit(copy, more=1), "không theo định dạng"),
    "migrations that are none": (lambda copy: edit(copy, migrations=[["a"]]), "phiên bản mới hơn"),
    "a manifest that is no object": (lambda copy: _rewritten(copy, "[1]"), "không theo định dạng"),
    "a manifest that is no JSON": (lambda copy: _rewritten(copy, "{"), "không theo định dạng"),
    "a manifest without end": (lambda copy: _rewritten(copy, "[" * 100_000), "không theo định dạng"),
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
def test_a_broken_database_is_not_passed_on_as_a_backup(tmp_path: Path) -> None:
    """A dump whose checksum is right and whose pages are not."""
    run("backup", tmp_path / "copy")
    (database,) = (tmp_path / "copy").glob("database.*")
    content = bytearray(database.read_bytes())
    content[200 : len(content) // 2] = bytes(len(content) // 2 - 200)
    database.write_bytes(content)
    told = json.loads((tmp_path / "copy" / "manifest.json").read_text())
    told["database"]["sha256"] = manifest.sha256(database)
    edit(tmp_path / "copy", database=told["database"])
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
