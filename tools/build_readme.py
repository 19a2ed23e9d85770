"""Write the help of the command into both README files, or check that it stands there (`--check`)."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BLOCKS = {
    "README.md": ("en", re.compile(r"<!-- help:(?P<command>[^>]+?) -->\n.*?<!-- /help -->", re.DOTALL)),
    "README.vi.md": ("vi", re.compile(r"<!-- trợ giúp:(?P<command>[^>]+?) -->\n.*?<!-- /trợ giúp -->", re.DOTALL)),
}


def help_of(command: str, language: str) -> str:
    """What `command --help` prints, 100 columns wide."""
    words = command.split()[1:]
    result = subprocess.run(
        [sys.executable, "-c", "from hocba_cli.main import run; run()", *words, "--help"],
        check=True,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "HOCBA_LANG": language, "COLUMNS": "100", "NO_COLOR": "1"},
    )
    return result.stdout


def with_help(text: str, language: str, pattern: re.Pattern[str]) -> str:
    """The page with every help block filled."""

    def fill(match: re.Match[str]) -> str:
        first, last = match[0].split("\n", 1)[0], match[0].rsplit("\n", 1)[1]
        return f"{first}\n```\n{help_of(match['command'], language)}```\n{last}"

    return pattern.sub(fill, text)


def main() -> int:
    """Exit code 1 if `--check` finds a difference."""
    stale = []
    for name, (language, pattern) in BLOCKS.items():
        page = ROOT / name
        old = page.read_text(encoding="utf-8")
        new = with_help(old, language, pattern)
        if old == new:
            continue
        stale.append(name)
        if "--check" not in sys.argv:
            page.write_text(new, encoding="utf-8")
    if "--check" in sys.argv and stale:
        print(f"help has changed: run tools/build_readme.py ({', '.join(stale)})")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
