"""Make docs/regulation-map.md from docs/regulation-map.toml, and hold both to the tree.

    python tools/build_regulation_map.py            write the map
    python tools/build_regulation_map.py --check    write nothing; exit 1 and say why if anything is wrong

Wrong is: a clause of the regulation without an entry or with two, an entry for no clause, a status that does not fit
its fields, a path that is not in the tree, a generated file that differs from what would be generated now.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "docs" / "regulation-map.toml"
TARGET = ROOT / "docs" / "regulation-map.md"

# Every clause of Quyết định 32/QĐ-THPĐ and its Quy chế, kept apart from the entries so that none can be forgotten.
# The Quy chế has two "Điều 5" and no "Điều 8"; the Quyết định has no "Điều 3".
CLAUSES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Quyết định", ("QĐ-Đ1", "QĐ-Đ2", "QĐ-Đ4")),
    ("Điều 1. Phạm vi và đối tượng áp dụng", ("Đ1.1", "Đ1.2")),
    ("Điều 2. Giải thích từ ngữ", tuple(f"Đ2.{number}" for number in range(1, 10))),
    ("Điều 3. Giá trị pháp lý của học bạ số", ("Đ3.1", "Đ3.2", "Đ3.3")),
    ("Điều 4. Nguyên tắc quản lý Học bạ số", ("Đ4.1", "Đ4.2", "Đ4.3", "Đ4.4")),
    (
        "Chương I, Điều 5. Yêu cầu, cấu trúc, nội dung; tạo lập, quản lý, sử dụng và chỉnh sửa",
        (
            *(f"I-Đ5.1{letter}" for letter in "abcdđef"),
            *(f"I-Đ5.2{letter}" for letter in "ab"),
            *(f"I-Đ5.3{letter}" for letter in "abcd"),
            *(f"I-Đ5.4{letter}" for letter in "ab"),
            *(f"I-Đ5.5{letter}" for letter in "abcd"),
            *(f"I-Đ5.6{letter}" for letter in "ab"),
        ),
    ),
    (
        "Chương II, Điều 5. Trách nhiệm chung của các tổ chức, cá nhân liên quan",
        ("II-Đ5.1", "II-Đ5.2", "II-Đ5.3", "II-Đ5.4"),
    ),
    (
        "Điều 6. Trách nhiệm của Hiệu trưởng",
        (
            *(f"Đ6.{number}" for number in range(1, 6)),
            *(f"Đ6.6{letter}" for letter in "abcd"),
            *(f"Đ6.{number}" for number in range(7, 12)),
        ),
    ),
    ("Điều 7. Trách nhiệm của Giáo viên chủ nhiệm", ("Đ7.1", "Đ7.2", "Đ7.3", "Đ7.4")),
    ("Điều 9. Trách nhiệm của giáo viên dạy môn học", ("Đ9.1", "Đ9.2", "Đ9.3")),
    (
        "Điều 10. Trách nhiệm của cán bộ quản trị Hệ thống phần mềm Học bạ số",
        tuple(f"Đ10{letter}" for letter in "abcdđef"),
    ),
    ("Điều 11. Kinh phí thực hiện", ("Đ11",)),
    ("Điều 12. Thanh tra, kiểm tra, giám sát", ("Đ12.1", "Đ12.2", "Đ12.3")),
    ("Điều 13. Khen thưởng, kỷ luật", ("Đ13",)),
    ("Điều 14. Điều khoản thi hành", ("Đ14.1", "Đ14.2")),
)

STATUSES = ("done", "partly", "planned", "not software")


class BadMap(Exception):
    """The source cannot be read as a map at all."""


def _in_tree(path: Path) -> bool:
    """A file, or a folder that holds one; an empty folder would not survive a clone."""
    return path.is_file() or any(inner.is_file() and inner.suffix != ".pyc" for inner in path.rglob("*"))


@dataclass(frozen=True, slots=True)
class Entry:
    """What one clause says and where this project carries it out."""

    id: str
    quote: str
    """Short quotation, Vietnamese, NFC."""
    gist: str
    """English, one or two sentences."""
    status: str
    """done | partly | planned | not software"""
    how: str
    """What is done, what is missing, or why software cannot do it."""
    issues: tuple[int, ...] = ()
    """Issues that bring what is missing; for partly and planned only."""
    code: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()

    def problems(self, root: Path) -> Iterator[str]:
        """Everything wrong with this entry by itself."""
        if self.status not in STATUSES:
            yield f"{self.id}: unknown status {self.status!r}"
        if self.status in {"done", "partly"} and not (self.code and self.tests):
            yield f"{self.id}: {self.status} needs code and tests"
        if self.status in {"planned", "not software"} and (self.code or self.tests):
            yield f"{self.id}: {self.status} names code or tests; is it partly done?"
        if (self.status in {"partly", "planned"}) != bool(self.issues):
            yield f"{self.id}: issues belong to partly and planned, and to nothing else"
        for name in ("quote", "gist", "how"):
            text = getattr(self, name)
            if not text.strip():
                yield f"{self.id}: {name} is empty"
            if not unicodedata.is_normalized("NFC", text):
                yield f"{self.id}: {name} is not NFC"
        for path in (*self.code, *self.tests):
            if not _in_tree(root / path):
                yield f"{self.id}: {path} is not in the tree"


@dataclass(frozen=True, slots=True)
class Oddity:
    """A slip or contradiction in the text of the regulation, and what we do about it."""

    where: str
    text: str
    handling: str


@dataclass(frozen=True, slots=True)
class RegulationMap:
    """The whole source file."""

    intro: str
    entries: tuple[Entry, ...]
    oddities: tuple[Oddity, ...]

    def problems(self, root: Path) -> list[str]:
        """Everything wrong with the map; empty when it holds."""
        known = [clause for _, clauses in CLAUSES for clause in clauses]
        times = Counter(entry.id for entry in self.entries)
        found = [f"{clause}: no entry" for clause in known if times[clause] == 0]
        found += [f"{clause}: {count} entries" for clause, count in times.items() if count > 1]
        found += [f"{clause}: not a clause of the regulation" for clause in times if clause not in known]
        for entry in self.entries:
            found += entry.problems(root)
        return found


def _entry(fields: dict[str, Any]) -> Entry:
    values: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in fields.items()}
    return Entry(**values)


def load(source: Path) -> RegulationMap:
    """Read the source.

    Raises:
        BadMap: it is not TOML, or an entry has a wrong or missing field.
    """
    try:
        data = tomllib.loads(source.read_text(encoding="utf-8"))
        entries = tuple(_entry(fields) for fields in data["clause"])
        return RegulationMap(data["intro"].strip(), entries, tuple(Oddity(**fields) for fields in data["oddity"]))
    except (tomllib.TOMLDecodeError, TypeError, KeyError) as error:
        raise BadMap(f"{source.name}: {error}") from error


def _row(*cells: str) -> str:
    return "| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in cells) + " |"


def _table_head(*captions: str) -> list[str]:
    return [_row(*captions), "|---" * len(captions) + "|"]


def _links(paths: Sequence[str]) -> str:
    return ", ".join(f"[`{path}`](../{path})" for path in paths)


def _status(entry: Entry) -> str:
    issues = ", ".join(map(str, entry.issues))
    return f"{entry.status}: issue {issues}" if entry.status == "planned" else entry.status


def _where(entry: Entry) -> str:
    parts = [entry.how]
    if entry.status == "partly":
        parts.append(f"Rest: issue {', '.join(map(str, entry.issues))}.")
    if entry.code:
        parts.append(f"Code: {_links(entry.code)}.")
    if entry.tests:
        parts.append(f"Tests: {_links(entry.tests)}.")
    return " ".join(parts)


def render(data: RegulationMap) -> str:
    """The Markdown text of the map."""
    by_id = {entry.id: entry for entry in data.entries}
    counts = Counter(entry.status for entry in data.entries)
    lines = [
        "# Regulation map",
        "",
        "<!-- Made by tools/build_regulation_map.py from regulation-map.toml; do not edit by hand. -->",
        "",
        data.intro,
        "",
        "| status | clauses |",
        "|---|---|",
        *(f"| {status} | {counts[status]} |" for status in STATUSES),
        f"| all | {len(data.entries)} |",
    ]
    for title, clauses in CLAUSES:
        lines += ["", f"## {title}", "", *_table_head("clause", "text", "what it asks", "status", "where, or why not")]
        for clause in clauses:
            entry = by_id[clause]
            lines.append(_row(clause, f"“{entry.quote}”", entry.gist, _status(entry), _where(entry)))
    lines += ["", "## Oddities of the text, and what we do with them", ""]
    lines += _table_head("where", "what stands there", "what we do")
    lines += [_row(oddity.where, oddity.text, oddity.handling) for oddity in data.oddities]
    return "\n".join(lines) + "\n"


def check(root: Path, source: Path, target: Path) -> list[str]:
    """Everything that `--check` complains about; empty when all is well."""
    try:
        data = load(source)
    except BadMap as error:
        return [str(error)]
    problems = data.problems(root)
    if any(": no entry" in problem for problem in problems):
        return problems
    if not target.exists() or target.read_text(encoding="utf-8") != render(data):
        problems.append(f"{target.name} is not what {source.name} gives: run tools/build_regulation_map.py")
    return problems


def main(arguments: Sequence[str] | None = None) -> int:
    """Write or check the map; 0 if all is well."""
    parser = argparse.ArgumentParser(description="Make docs/regulation-map.md from docs/regulation-map.toml.")
    parser.add_argument("--check", action="store_true", help="write nothing; fail if anything is wrong")
    if parser.parse_args(arguments).check:
        problems = check(ROOT, SOURCE, TARGET)
    else:
        try:
            data = load(SOURCE)
        except BadMap as error:
            problems = [str(error)]
        else:
            problems = data.problems(ROOT)
            if not any(": no entry" in problem for problem in problems):
                TARGET.write_text(render(data), encoding="utf-8")
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
