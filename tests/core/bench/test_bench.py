"""The measuring itself: fair turns, honest rows, equal input for every contestant."""

import json
from datetime import date
from importlib import import_module
from importlib.util import find_spec

import pytest
from cryptography import x509
from lxml import etree

from hocba.adapters.clock import SystemClock
from hocba.documents.rendition import Stage, form_of, visible_text
from hocba.documents.rendition.form import squeeze
from hocba.documents.xml import write_record
from hocba.errors import UsageError
from hocba.signature_profile import profile
from hocba_cli import bench
from hocba_cli.bench import fixture, memory
from hocba_cli.bench.keyring import make_keyring
from hocba_cli.bench.ours import SIGNATURES, Ours
from hocba_cli.bench.peers_html import html_of
from hocba_cli.bench.report import BenchReport, Machine, Row, faster, over_floor
from hocba_cli.bench.timing import interleaved

DAY = date(2026, 5, 25)


def test_contestants_take_turns_in_both_directions_and_never_repeat_work():
    turns = []
    interleaved({"a": lambda n: turns.append(("a", n)), "b": lambda n: turns.append(("b", n))}, rounds=4)
    assert len({number for _, number in turns}) == len(turns)
    order = [name for name, _ in turns]
    runs = [name for index, name in enumerate(order) if index == 0 or order[index - 1] != name]
    # warm-up a, b; then a b, b a, a b, b a: neighbours of one name are one run
    assert runs == ["a", "b", "a", "b", "a", "b", "a"]


def test_quick_work_repeats_within_a_turn_and_all_have_as_many_rounds(monkeypatch):
    ticks = iter(range(10**9))
    monkeypatch.setattr("time.process_time", lambda: next(ticks) * 0.001)  # each turn takes one millisecond
    calls = {"a": 0, "b": 0}

    def work(name):
        calls[name] += 1

    ms = interleaved({name: (lambda _, name=name: work(name)) for name in calls}, rounds=5)
    assert calls["a"] == calls["b"] == 2 + 5 * 20  # 0.02 s a turn
    assert ms == {"a": pytest.approx(1 / 20), "b": pytest.approx(1 / 20)}


@pytest.mark.parametrize(
    ("judged", "ours", "ratio", "bar", "reached"),
    [
        ("ratio_at_least", 1.0, 15.0, 15, True),
        ("ratio_at_least", 1.0, 14.999, 15, False),
        ("ratio_at_most", 1.0, 1.5, 1.5, True),
        ("ratio_at_most", 1.0, 1.501, 1.5, False),
        ("ours_at_most", 130.0, None, 130, True),
        ("ours_at_most", 130.1, None, 130, False),
        ("shown", 1.0, 1.0, None, None),
        ("ratio_at_least", 1.0, None, 15, None),
        ("ratio_at_least", 1.0, 2.0, None, None),
    ],
)
def test_a_bar_is_held_from_both_sides(judged, ours, ratio, bar, reached):
    row = Row("n", "w", ours, 1.0, "p", "ms", ratio, bar, bar, judged)
    assert row.reached is reached
    assert row.goal_reached is reached
    assert (row in BenchReport(Machine(2, 8.0), (row,)).missed) == (reached is False)


def test_ratios_point_the_way_their_bars_do():
    assert faster("n", "w", 2.0, ("p", 30.0), bar=15, goal=45).ratio == 15
    assert over_floor("n", "w", 6.0, ("p", 4.0), bar=1.5, goal=1.25).ratio == 1.5


def test_json_has_the_promised_keys_alone():
    report = BenchReport(Machine(2, 7.8), (faster("issue_record", "w", 2.0001, ("p", 30.0), bar=15, goal=45),))
    told = json.loads(json.dumps(report.as_json()))
    assert told["machine"] == {"cores": 2, "memory_gib": 7.8}
    (row,) = told["rows"]
    assert set(row) == {"name", "what", "ours", "peer", "peer_name", "unit", "ratio", "bar", "goal"}
    assert row["ours"] == 2.0


def test_the_table_says_what_was_missed(capsys, monkeypatch):
    monkeypatch.setenv("HOCBA_LANG", "en")
    monkeypatch.setenv("COLUMNS", "200")
    missed = faster("verify_pair", "w", 1.0, ("the peer", 2.0), bar=50, goal=100)
    kept = Row("sealed_pdf_kib", "w", 80.0, None, None, "KiB", None, 130, 85, "ours_at_most")
    shown = Row("verify_text", "w", 1.0, None, None, "ms CPU", None, None, None, "shown")
    bench.show(BenchReport(Machine(2, 8.0), (missed, kept, shown)))
    printed = capsys.readouterr().out
    assert "bar MISSED" in printed
    assert "goal reached" in printed
    assert "≤ 130 KiB" in printed
    assert bench.cells(shown)[-1] == ""


def test_this_machine_is_named_by_size_alone():
    machine = Machine.here()
    assert machine.cores >= 1
    assert machine.memory_gib > 0.1


def test_without_the_peers_the_command_says_how_to_get_them(monkeypatch):
    monkeypatch.setattr(bench, "find_spec", lambda name: None if name == "weasyprint" else find_spec(name))
    with pytest.raises(UsageError) as refused:
        bench.measure(quick=True)
    assert refused.value.code == "BENCH_PEERS_MISSING"
    assert refused.value.params["names"] == "weasyprint"


def test_a_peer_that_cannot_load_is_named(monkeypatch):
    def broken(name):
        raise OSError("cannot load library 'libpango-1.0-0'\nmore")

    monkeypatch.setattr(bench, "PEERS", ())
    monkeypatch.setattr(bench, "import_module", broken)
    with pytest.raises(UsageError) as refused:
        bench.measure(quick=True)
    assert refused.value.code == "BENCH_PEERS_BROKEN"
    assert refused.value.params["reason"] == "cannot load library 'libpango-1.0-0'"


def test_records_differ_and_each_can_be_written():
    written = {write_record(fixture.record(number, DAY), profile("school-2025")) for number in (0, 1, 7, 999_999)}
    assert len(written) == 4


def test_html_shows_the_same_texts_as_ours():
    form = form_of(fixture.record(5, DAY), (), stage=Stage.SEALED, demo=True)
    tree = etree.HTML(html_of(form, "<svg/>"))
    body = tree.find("body")
    for repeated in body.xpath("*[contains(@class, 'running') or contains(@class, 'mark')]"):
        body.remove(repeated)
    # Cells that span rows are read at another place by a browser, so the order may differ; nothing else may.
    assert sorted(squeeze("".join(body.itertext()))) == sorted(visible_text(form))


@pytest.fixture(scope="module")
def stack(tmp_path_factory):
    now = SystemClock().now()
    keyring = make_keyring(tmp_path_factory.mktemp("bench") / "pki", now)
    return keyring, Ours(keyring, now)


def test_ours_signs_six_times_and_passes_its_own_verification(stack):
    _, ours = stack
    xml = ours.sign(ours.record(1))
    assert xml.count(b"<ds:SignatureValue") == SIGNATURES
    ours.verify(xml)
    with pytest.raises(ValueError, match="TOTAL_FAILED"):
        ours.verify(xml.replace(b">Kinh<", b">Kinx<", 1))


def test_ours_made_apart_is_what_issuing_makes(stack):
    _, ours = stack
    issued = ours.issue(3)
    xml, form = ours.signed_with_form(3)
    assert xml == issued.xml
    assert ours.form_lines(3) == ours.form_lines(4)
    made = ours.seal(ours.render(form, xml))
    ours.verify_with_text(made)
    ours.verify(made)
    assert abs(len(made) - len(issued.pdf)) < 200  # the QR code of the issued one holds an address


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # WeasyPrint leaves a file open
def test_all_rows_about_a_record_where_the_peers_are(stack):
    pytest.importorskip("weasyprint")
    rows = import_module("hocba_cli.bench.record_rows")
    keyring, ours = stack
    found = rows.record_rows(ours, keyring, rounds=1)
    assert {row.name for row in found} >= {
        "issue_record",
        "issue_record_tuned",
        "sign_xml_over_floor",
        "verify_xml_xmlsec",
        "verify_xml_signxml",
        "verify_pair",
        "verify_text",
        "sealed_pdf_kib",
    }
    assert all(row.ours > 0 for row in found)


def test_the_signer_refuses_another_algorithm(stack):
    keyring, _ = stack
    signer = keyring.person(fixture.HEAD.personal_id)
    with pytest.raises(ValueError, match="ecdsa"):
        signer.sign([b"x"], import_module("hocba.signature_profile").algorithm("ecdsa-sha256"))


def test_signxml_and_xmlsec_verify_what_they_are_given_and_notice_changes(stack):
    pytest.importorskip("xmlsec")
    peers = import_module("hocba_cli.bench.peers_xml")
    keyring, ours = stack
    record = ours.record(2)
    parts = [f"gv-{part.teacher.personal_id}" for part in record.assessment.parts]
    places = peers.places(keyring, parts, fixture.HOMEROOM.personal_id, fixture.HEAD.personal_id)
    (root_pem,) = keyring.pki.trust.glob("*.pem")
    verify = peers.SignxmlVerifier(root_pem, places)
    signed = peers.sign_by_signxml(ours.unsigned(record), places)
    verify(signed)
    name = record.pupil.name.encode()
    with pytest.raises(import_module("signxml").InvalidDigest):
        verify(signed.replace(name, name[:-1] + b"x", 1))
    own = ours.sign(record)
    xmlsec = peers.XmlsecVerifier(keyring.root)
    assert xmlsec(own) == SIGNATURES
    with pytest.raises(import_module("xmlsec").Error):
        xmlsec(own.replace(name, name[:-1] + b"x", 1))


def test_the_keys_belong_to_the_people_of_the_fixture(stack):
    keyring, _ = stack
    assert set(keyring.people) == {person.personal_id for person in fixture.STAFF}
    seal = keyring.own_seal.chain[0]
    assert seal.subject.get_attributes_for_oid(x509.NameOID.ORGANIZATION_NAME)[0].value == fixture.SCHOOL.name


def _filled(sheet):
    rows = ([cell for cell in row if cell not in {"", None}] for row in sheet.rows)
    return [row for row in rows if row]


def test_openpyxl_gives_the_same_cells_as_our_reader():
    peers = import_module("hocba_cli.bench.peers_excel")
    sheets = import_module("hocba.workbooks.sheets")
    files = import_module("hocba.workbooks.school.files")
    folder = import_module("hocba_cli.sample").SAMPLE_SCHOOL
    for name in ("LopHoc.xlsx", "TongKet-4.xlsx"):
        data = (folder / name).read_bytes()
        mine, theirs = sheets.read_sheets(data, name), peers.read_by_openpyxl(data, name)
        assert [sheet.merges for sheet in mine.sheets] == [sheet.merges for sheet in theirs.sheets]
        assert [_filled(sheet) for sheet in mine.sheets] == [_filled(sheet) for sheet in theirs.sheets]
    before = files.read_sheets
    with peers.reading_by_openpyxl():
        assert files.read_sheets is peers.read_by_openpyxl
    assert files.read_sheets is before


@pytest.mark.slow
def test_memory_is_that_of_the_fresh_process():
    ballast = bytearray(256 * 2**20)  # what this process holds must not count
    found = memory.measured(2, 2)
    assert 20 < found.early_mib <= found.peak_mib < len(ballast) / 2**20


@pytest.mark.slow
def test_two_workers_issue_what_one_does(stack):
    rows = import_module("hocba_cli.bench.school_rows")
    keyring, ours = stack
    row = rows.workers_row(ours, keyring, classes=1, rounds=1)
    assert row.ours > 0
    assert row.ratio == pytest.approx(row.peer / row.ours)
