"""Make tests/vectors: golden files, files under attack, and the manifest that says what must stop each.

    python tools/build_vectors.py            write them
    python tools/build_vectors.py --check    write nothing; exit 1 and name every file that would differ
    python tools/build_vectors.py --render   first make the unsealed PDFs anew that the PDF vectors start from

The keys in tests/vectors/keys are fixed test keys; with them the same bytes come out on every run.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "tests" / "vectors"
_OWN = ("golden", "tampered", "trust", "trust-without-status", "trust-authority-revoked")


def main() -> int:
    """Write or check."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing, only compare")
    parser.add_argument("--render", action="store_true", help="make tests/vectors/source anew")
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT / "tests"))  # the makers are test support, not part of the product
    if options.render:
        sources: Mapping[str, bytes] = importlib.import_module("support.forge.sources").rendered()
        for name, data in sources.items():
            (TARGET / "source" / f"{name}.pdf").write_bytes(data)
    wanted: Mapping[str, bytes] = importlib.import_module("support.forge.build").all_files()
    there = {path.relative_to(TARGET).as_posix() for folder in _OWN for path in (TARGET / folder).glob("*")}
    if not options.check:
        for name in sorted(there - set(wanted)):
            (TARGET / name).unlink()
        for name, data in wanted.items():
            path = TARGET / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        print(f"{len(wanted)} files in {TARGET.relative_to(ROOT)}")
        return 0
    wrong = [f"unexpected: {name}" for name in sorted(there - set(wanted))]
    wrong += [f"differs: {name}" for name, data in wanted.items() if _content(TARGET / name) != data]
    for line in wrong:
        print(line)
    return 1 if wrong else 0


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


if __name__ == "__main__":
    sys.exit(main())
