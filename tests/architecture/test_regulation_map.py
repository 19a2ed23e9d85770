"""The regulation map is complete, up to date, and its checker notices what it claims to notice."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOOL = ROOT / "tools" / "build_regulation_map.py"

_spec = importlib.util.spec_from_file_location("build_regulation_map", TOOL)
assert _spec is not None
assert _spec.loader is not None
tool = importlib.util.module_from_spec(_spec)
sys.modules[_spec.name] = tool
_spec.loader.exec_module(tool)


def test_the_map_of_this_tree_holds():
    run = subprocess.run([sys.executable, str(TOOL), "--check"], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")


def test_the_list_of_clauses_is_the_regulation():
    known = [clause for _, clauses in tool.CLAUSES for clause in clauses]
    assert len(known) == len(set(known)) == 81
    # the oddities of the text: two articles 5, none 8 and no article 3 of the decision
    assert {"I-Đ5.1đ", "II-Đ5.4", "Đ10đ", "Đ6.6d", "QĐ-Đ4"} <= set(known)
    assert not {clause for clause in known if clause.startswith(("Đ8", "QĐ-Đ3"))}


# "Decision 32/QĐ-THPĐ, chapter I art. 5(3)(a), 6(9), 7(2)-(3)": one reference and what may follow it
REFERENCE = r"(?:chapter I{1,2} )?(?:art\. )?\d+(?:\([0-9a-zđ]+\))*(?:-\(\d+\))?"
CITATION = re.compile(rf"(?:32/QĐ-THPĐ|\{{_SCHOOL\}}), ({REFERENCE}(?:(?:, | and ){REFERENCE})*)")
ONE = re.compile(r"(?:chapter (I{1,2}) )?(?:art\. )?(\d+)((?:\([0-9a-zđ]+\))*)(?:-\((\d+)\))?")


def cited(reference: re.Match[str]) -> list[str]:
    """The clauses, or beginnings of clauses, that one reference names."""
    chapter, article, points, last = reference.groups()
    parts = re.findall(r"\(([^)]+)\)", points)
    head = f"{chapter}-Đ{article}" if chapter else f"Đ{article}"
    numbers = [parts[0], last] if last else parts[:1]
    dot = "" if article == "10" else "."
    return [head + dot + number + "".join(parts[1:]) for number in numbers] or [head]


def test_the_reader_of_citations_reads_citations():
    text = "Decision 32/QĐ-THPĐ, chapter I art. 5(3)(a), 6(9) and art. 7(2)-(3)"
    found = [clause for one in ONE.finditer(CITATION.search(text)[1]) for clause in cited(one)]
    assert found == ["I-Đ5.3a", "Đ6.9", "Đ7.2", "Đ7.3"]


def test_every_article_that_the_code_cites_is_in_the_regulation():
    known = [clause for _, clauses in tool.CLAUSES for clause in clauses]
    wrong = []
    total = 0
    for path in sorted((ROOT / "src").rglob("*")):
        if path.suffix not in {".py", ".toml"}:
            continue
        text = path.read_text(encoding="utf-8")
        for citation in CITATION.finditer(text):
            for one in ONE.finditer(citation[1]):
                total += 1
                wrong += [
                    f"{path.relative_to(ROOT)}: {citation[0]}"
                    for clause in cited(one)
                    if not any(name.startswith(clause) for name in known)
                ]
        # another way of citing would slip through the reader above, and through the translation for users
        loosely = re.findall(r"32/QĐ-THPĐ, (?!chapter|art|\{article\})[^;\"]*", text)
        wrong += [f"{path.relative_to(ROOT)}: {loose}" for loose in loosely]
        wrong += [f"{path.relative_to(ROOT)}: {loose}" for loose in re.findall(r"32/QĐ-THPĐ, art\. I[^;\"]*", text)]
    assert wrong == []
    assert total > 20


@pytest.fixture
def copy(tmp_path: Path):
    """Source and target in a folder of their own, with the real tree as root; gives check(edit) -> problems."""
    source, target = tmp_path / "regulation-map.toml", tmp_path / "regulation-map.md"
    text = (ROOT / "docs" / "regulation-map.toml").read_text(encoding="utf-8")

    def check(old: str = "", new: str = "", *, generate: bool = True) -> list[str]:
        assert old in text
        source.write_text(text.replace(old, new, 1) if old else text, encoding="utf-8")
        if generate:
            target.write_text(tool.render(tool.load(source)), encoding="utf-8")
        return tool.check(ROOT, source, target)

    return check


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('id = "Đ11"', 'id = "Đ8"', "Đ11: no entry"),
        ('id = "Đ13"', 'id = "Đ12.3"', "Đ12.3: 2 entries"),
        ('id = "Đ13"', 'id = "Đ99"', "Đ99: not a clause of the regulation"),
        (
            '"src/hocba/model/personal_id.py"',
            '"src/hocba/model/gone.py"',
            "Đ2.9: src/hocba/model/gone.py is not in the tree",
        ),
        ('status = "not software"', 'status = "soon"', "QĐ-Đ1: unknown status 'soon'"),
        ('status = "not software"', 'status = "done"', "QĐ-Đ1: done needs code and tests"),
        (
            'status = "done"\nhow = "One machine',
            'status = "partly"\nhow = "One machine',
            "I-Đ5.4b: issues belong to partly and planned, and to nothing else",
        ),
        ('gist = "Issues the regulation."', 'gist = ""', "QĐ-Đ1: gist is empty"),
    ],
)
def test_a_broken_source_is_noticed(copy, old, new, complaint):
    # a missing clause cannot be rendered, so nothing is generated for it
    assert complaint in copy(old, new, generate=False)


def test_a_stale_map_is_noticed(copy):
    copy()
    problems = copy("Issues the regulation.", "Issues it.", generate=False)
    assert any("is not what regulation-map.toml gives" in problem for problem in problems)


def test_a_source_that_is_not_toml_is_said_so(tmp_path):
    source = tmp_path / "regulation-map.toml"
    source.write_text("intro = \n", encoding="utf-8")
    assert len(tool.check(ROOT, source, tmp_path / "regulation-map.md")) == 1


def test_a_folder_counts_only_with_a_file_in_it(tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "a.py").write_text("", encoding="utf-8")
    entry = tool.Entry("Đ1.1", "q", "g", "done", "h", code=("empty",), tests=("full",))
    assert list(entry.problems(tmp_path)) == ["Đ1.1: empty is not in the tree"]
