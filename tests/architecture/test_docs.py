"""The documents say what the code does: codes, sentences, decisions, links, names, and nothing about our machines."""

from __future__ import annotations

import re
import string
import subprocess
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from hocba.lifecycle import Event, Guard, Lock, Role, State
from hocba.lint.finding import Severity, rules
from hocba.messages import catalogue
from hocba.verification.codes import FINDINGS, STEPS
from hocba.verification.report import Indication, SubIndication
from hocba_cli.main import COMMANDS, command_parser
from support.source_codes import SourceCodes, read_source

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src"
DECISIONS = ROOT / "docs" / "decisions"
ETH = "\u00d0"  # the letter that looks like Đ


@cache
def source_codes() -> SourceCodes:
    return read_source(SOURCE, without="/messages/catalogue/")


@cache
def repository_files() -> tuple[Path, ...]:
    """What a clone holds: tracked files, and new ones that are not ignored."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, check=True,
    ).stdout.decode("utf-8")  # fmt: skip
    return tuple(path for name in listing.split("\0") if name and (path := ROOT / name).is_file())


def pages() -> Iterator[tuple[Path, str]]:
    for path in repository_files():
        if path.suffix == ".md":
            yield path, path.read_text(encoding="utf-8")


def text_of(path: Path) -> str | None:
    data = path.read_bytes()
    return None if b"\0" in data else data.decode("utf-8", errors="replace")


# ---------------------------------------------------------------- codes and sentences


def test_the_reader_of_codes_reads_codes():
    # a reader that finds nothing would make the tests below pass on anything
    found = source_codes()
    assert "SCHOOL_YEAR_INVALID" in found.passed
    assert "SCHOOL_YEAR_INVALID" in found.raised
    assert "ID_SEX_MISMATCH" in found.passed
    assert "ID_SEX_MISMATCH" not in found.raised


def test_every_code_has_a_sentence():
    without = {code: sorted(places)[:3] for code, places in source_codes().passed.items() if code not in catalogue()}
    assert without == {}


def words_of_the_life_of_a_record() -> set[str]:
    return {f"{kind.__name__.upper()}_{word.name}" for kind in (State, Lock, Event, Role, Guard) for word in kind}


def test_every_entry_of_a_table_of_codes_has_a_sentence():
    # tables whose codes no call names, so that reading the source does not meet them
    assert set(rules()) | set(FINDINGS) | set(STEPS) | words_of_the_life_of_a_record() <= set(catalogue())


def test_every_sentence_has_a_code():
    known = words_of_the_life_of_a_record()
    assert sorted(code for code in catalogue() if code not in known and not source_codes().uses(code)) == []


def test_every_sentence_stands_in_both_languages():
    half = [
        code
        for code, sentence in catalogue().items()
        if not (sentence.vi.strip() and sentence.en.strip())
        or bool(sentence.next_vi.strip()) != bool(sentence.next_en.strip())
    ]
    assert half == []


def test_every_refusal_says_what_to_do_next():
    refusals = set(source_codes().raised) | set(FINDINGS)
    refusals |= {code for code, rule in rules().items() if rule.severity is Severity.ERROR}
    assert sorted(code for code in refusals & set(catalogue()) if not catalogue()[code].next_vi.strip()) == []


def test_both_languages_name_the_same_values():
    def names(*texts: str) -> set[str]:
        return {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name is not None}

    uneven = [
        code
        for code, sentence in catalogue().items()
        if names(sentence.vi, sentence.next_vi) != names(sentence.en, sentence.next_en)
    ]
    assert uneven == []


def test_vietnamese_sentences_are_nfc_and_spelled_with_our_d():
    wrong = [
        code
        for code, sentence in catalogue().items()
        for text in (sentence.vi, sentence.next_vi)
        if not unicodedata.is_normalized("NFC", text) or (ETH in text and "U+00D0" not in text)
    ]
    assert wrong == []


# ---------------------------------------------------------------- decision records

RECORDS = sorted(DECISIONS.glob("[0-9]*.md"))
HEADINGS = ["Status", "Context", "Decision", "Consequences", "Rejected"]


@pytest.mark.parametrize("record", RECORDS, ids=lambda path: path.stem)
def test_a_decision_record_has_its_parts(record: Path):
    text = record.read_text(encoding="utf-8")
    assert text.startswith(f"# {record.name[:4]} ")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == HEADINGS
    parts = re.split(r"^## .+$", text, flags=re.MULTILINE)[1:]
    assert all(len(part.split()) > 2 for part in parts[1:])
    status = parts[0].strip()
    assert status.startswith(("Accepted", "Superseded by"))
    assert "planned" not in status or "issue" in status


def test_decision_records_are_numbered_without_gaps_and_indexed():
    assert [record.name[:4] for record in RECORDS] == [f"{number:04}" for number in range(1, len(RECORDS) + 1)]
    index = (DECISIONS / "README.md").read_text(encoding="utf-8")
    for record in RECORDS:
        title = record.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ")
        assert f"[{title}]({record.name})" in index


def requirement_names(lines: list[str]) -> set[str]:
    names = (re.match(r"[A-Za-z0-9._-]+", line.strip()) for line in lines if not line.strip().startswith(("#", "-")))
    return {match[0].lower() for match in names if match}


def test_every_dependency_has_its_reason():
    record = (DECISIONS / "0022-dependencies.md").read_text(encoding="utf-8")
    reasoned = {
        name.strip().lower()
        for first in re.findall(r"^\| ([^|]+) \| [^|]+ \| [^|]+ \|$", record, re.MULTILINE)
        for name in first.split(",")
    } - {"package"}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = requirement_names(project["dependencies"])
    for extra in project["optional-dependencies"].values():
        wanted |= requirement_names(extra)
    for name in ("base.in", "agent.in", "web.in", "dev.in"):
        wanted |= requirement_names((ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines())
    assert reasoned == wanted


# ---------------------------------------------------------------- links and names


def slug(heading: str) -> str:
    kept = "".join(c for c in heading.lower() if c.isalnum() or c in " -_")
    return kept.strip().replace(" ", "-")


def headings(page: Path) -> set[str]:
    return {slug(title) for title in re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)}


def test_links_between_documents_lead_somewhere():
    broken = []
    for page, text in pages():
        for target in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"```.*?```", "", text, flags=re.DOTALL)):
            if re.match(r"[a-z]+:", target) or (target.startswith("/") and "guides" in page.parts):
                continue  # guides lead to addresses of the site; tests of the site ask for them
            path, _, anchor = target.partition("#")
            goal = (page.parent / path) if path else page
            if path.startswith("pictures/") and "guides" in page.parts:
                goal = page.parent.parent / "static" / "support" / path
            if not goal.exists() or (anchor and goal.suffix == ".md" and anchor not in headings(goal)):
                broken.append(f"{page.relative_to(ROOT)}: {target}")
    assert broken == []


def test_paths_named_in_documents_are_in_the_tree():
    named = re.compile(r"`((?:src|tests|docs|tools|requirements)/[^`\s*<]*)`")
    gone = [
        f"{page.relative_to(ROOT)}: {path}"
        for page, text in pages()
        for path in named.findall(text)
        if not (ROOT / path).exists()
    ]
    assert gone == []


def test_commands_shown_in_documents_have_those_options():
    wrong = []
    shown = 0
    for page, text in pages():
        for command, rest in re.findall(r"(?<![\w/.-])(?:\.venv/bin/)?hocba ([a-z]+)([^`\n#|]*)", text):
            if command not in COMMANDS:
                continue
            shown += 1
            known = {option for action in command_parser(command)._actions for option in action.option_strings}
            given = set(re.findall(r"(?<!\S)--[a-z][a-z-]*", rest))
            wrong += [f"{page.relative_to(ROOT)}: hocba {command} {option}" for option in sorted(given - known)]
    assert wrong == []
    assert shown > 10


def test_codes_named_in_how_to_pages_exist():
    words = {item.value for item in (*Indication, *SubIndication)}
    unknown = [
        f"{page.name}: {code}"
        for page in sorted((ROOT / "docs" / "how-to").glob("*.md"))
        for code in re.findall(r"`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)`", page.read_text(encoding="utf-8"))
        if code not in catalogue() and code not in words and not code.startswith("HOCBA_")
    ]
    assert unknown == []


def test_the_glossary_shows_every_state_of_a_record():
    glossary = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    rows = {state.name: f"| {state.label()} | {state.label('en')} | `{state.name}` |" for state in State}
    assert [name for name, row in rows.items() if row not in glossary] == []


def test_the_glossary_names_what_the_code_names():
    glossary = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1:-1] for line in glossary.splitlines() if line.startswith("| ") and "---" not in line]
    source = "\n".join(path.read_text(encoding="utf-8") for path in sorted(SOURCE.rglob("*.py")))
    words = set(re.findall(r"[A-Za-z_][A-Za-z0-9_]*", source))
    named = 0
    unknown = []
    for row in rows:
        cell = row[2]
        if "planned" in cell:
            continue
        for name in re.findall(r"`([A-Za-z_][A-Za-z0-9_.]*)`", cell):
            named += 1
            unknown += [name] if not set(name.split(".")) <= words else []
    assert unknown == []
    assert named > 40


# ---------------------------------------------------------------- nothing about our machines

# Written in pieces, so that this file is not its own finding.
FORBIDDEN = [
    "/" + "work/",
    "/" + "root/",
    "/" + "farm/",
    "tmp/" + "bash_jobs",
    "../" + "shared",
    "--index" + "-url",
    "--extra-index" + "-url",
    "--find" + "-links",
    "pypi" + ".org",
    "pythonhosted" + ".org",
    "registry.npmjs" + ".org",
    "repo1.maven" + ".org",
    "repo.maven.apache" + ".org",
]


def test_no_file_names_a_machine_path_or_a_registry():
    found = []
    for path in repository_files():
        text = text_of(path)
        if text is None:
            continue
        found += [f"{path.relative_to(ROOT)}: {mark}" for mark in FORBIDDEN if mark in text]
    assert found == []


def test_documents_are_nfc():
    assert [
        str(path.relative_to(ROOT))
        for path in repository_files()
        if path.suffix in {".md", ".toml"} and not unicodedata.is_normalized("NFC", path.read_text(encoding="utf-8"))
    ] == []
