"""Go's transparency-dev/merkle and sumdb/note agree with our tree, proofs, keys and notes."""

from __future__ import annotations

import base64
import json
import os
import random
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import programs
import pytest

from hocba.transparency import Kind, consistency_proof, grow, inclusion_proof, leaf_hash, root_of
from support.logs import LOG, SmallLog

pytestmark = [pytest.mark.service, pytest.mark.slow]
HERE = Path(__file__).parent / "go-merkle"
AT = datetime(2026, 6, 1, 1, 0, tzinfo=UTC)
LEAVES = 300


@pytest.fixture(scope="module")
def judge(tmp_path_factory):
    if shutil.which("go") is None and Path("/usr/local/go/bin/go").exists():
        os.environ["PATH"] += os.pathsep + "/usr/local/go/bin"
    programs.need("go")
    program = tmp_path_factory.mktemp("go") / "judge"
    built = programs.run("go", "build", "-C", HERE, "-o", program, ".")
    assert built.returncode == 0, built.output

    def judged(question) -> str:
        done = subprocess.run([program], input=json.dumps(question), capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout
        return done.stdout.strip()

    return judged


@pytest.fixture(scope="module")
def question():
    chance = random.Random(9162)  # noqa: S311  # which proofs are looked at, no secret
    log = SmallLog()
    for number in range(LEAVES):
        log.add(Kind.ACCEPTED, f"s{number}", {"digest": "ab" * 32}, AT)
    nodes = {(level, index): one for level, index, one in grow(0, {}, [leaf_hash(leaf) for leaf in log.leaves])}

    def fetch(places):
        return {place: nodes[place] for place in places}

    sizes = sorted({*range(1, 40), *chance.sample(range(40, LEAVES), 40), LEAVES})
    pairs = [(old, new) for old in sizes for new in sizes if old <= new]
    places = [(index, size) for size in sizes for index in chance.sample(range(size), min(size, 12))]
    note = log.note(witnessed_at=AT)
    return {
        "leaves": list(map(_text, log.leaves)),
        "roots": {str(size): _text(root_of(size, fetch)) for size in (0, *sizes)},
        "inclusion": [
            {"index": index, "size": size, "proof": list(map(_text, inclusion_proof(index, size, fetch)))}
            for index, size in places
        ],
        "consistency": [
            {"old": old, "new": new, "proof": list(map(_text, consistency_proof(old, new, fetch)))}
            for old, new in chance.sample(pairs, 1500)
        ],
        "vkey": LOG.vkey,
        "skey": LOG.skey,
        "note": note,
        "text": note.rpartition("\n\n")[0] + "\n",
    }


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def test_roots_proofs_keys_and_notes_are_accepted(judge, question):
    word, judged = judge(question).split()
    assert word == "ok"
    assert int(judged) > 2000


def test_the_judge_notices_what_is_wrong(judge, question):
    broken = json.loads(json.dumps(question))
    broken["inclusion"][-1]["proof"][0] = _text(b"x" * 32)
    broken["consistency"][-1]["new"] = 0
    broken["text"] += "more\n"
    told = judge(broken)
    assert "inclusion" in told
    assert "consistency" in told
    assert "note other text" in told
