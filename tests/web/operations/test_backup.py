"""The drill: a school is backed up, lost, and restored."""

from __future__ import annotations

import stat
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings

from hocba_web.audit import triggers
from hocba_web.audit.models import Entry
from hocba_web.audit.verification import verify
from hocba_web.base import clock
from hocba_web.base.backup import databases, inspect
from hocba_web.base.models import Heartbeat
from support.web.lived import contents, lose_everything, run, stored
from support.web.traces import chained, tamper, trace

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("place")]


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
