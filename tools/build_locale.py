"""Collect the sentences of the site into the English catalogues and compile them, or check them (`--check`).

The source language is Vietnamese; `src/hocba_web/<app>/locale/en` holds the English. Needs GNU gettext. Existing
translations are kept, sentences no longer used are dropped, and nothing is guessed from similar sentences.
"""

from __future__ import annotations

import contextlib
import gettext
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from django.core.management.commands import makemessages

SITE = Path(__file__).resolve().parent.parent / "src" / "hocba_web"
CATALOGUE = Path("locale", "en", "LC_MESSAGES", "django.po")
HEADER = """# English of this part of the site. The source is Vietnamese. After a change: tools/build_locale.py
msgid ""
msgstr ""
"Project-Id-Version: hocba\\n"
"Language: en\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
FINISHED = (
    *("base", "audit", "accounts", "schools", "config", "demo", "assessment", "intake", "supervision", "support"),
    *("records", "signatures", "issuance", "submission", "gateway"),
    *("officers", "transparency", "register", "ministry", "relay", "procedures", "portal", "desk"),
)
"""Apps whose every sentence must have its English."""


class Extraction(makemessages.Command):
    """Django's own extraction, without settings and without guessing."""

    settings_available = False
    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]  # noqa: RUF012  # Django types it so


def merged(app: str, folder: Path) -> Path:
    """The catalogue of an app brought up to date in `folder`, where a copy of its sources is made."""
    copy = folder / app
    shutil.copytree(
        SITE / app, copy, ignore=shutil.ignore_patterns("migrations", "static", "__pycache__", "vi", "*.mo")
    )
    for other in copy.glob("*/**/locale"):  # other words for the same sentences, no home for sentences of its folder
        shutil.rmtree(other)
    path = copy / CATALOGUE
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        path.write_text(HEADER, encoding="utf-8")
    with contextlib.chdir(copy):
        Extraction().run_from_argv(
            ["", "makemessages", "-l", "en", "-v", "0", "--no-obsolete", "--no-wrap", "--add-location", "file"]
        )
    text = path.read_text(encoding="utf-8")
    _, _, entries = text.partition("\n\n")
    path.write_text(HEADER + entries, encoding="utf-8")
    return path


def compiled(path: Path) -> Path:
    """The catalogue in the form that is read at run time; placeholders of both languages must agree."""
    result = path.with_suffix(".mo")
    subprocess.run(["msgfmt", "--check-format", "-o", result, path], check=True)
    return result


def lacking(path: Path) -> list[str]:
    """The Vietnamese sentences without English."""
    found = subprocess.run(
        ["msgattrib", "--untranslated", "--no-wrap", path], check=True, capture_output=True, encoding="utf-8"
    )
    return [line for line in found.stdout.splitlines() if line.startswith("msgid ") and line != 'msgid ""']


def meaning(path: Path) -> dict[object, str]:
    """What a compiled catalogue says, without the order of its file; empty if there is none."""
    if not path.exists():
        return {}
    with path.open("rb") as file:
        return dict(vars(gettext.GNUTranslations(file))["_catalog"])


def main() -> int:
    """Exit code 1 if `--check` finds a sentence without English or a catalogue left behind by its sources."""
    check = "--check" in sys.argv
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        for app in FINISHED:
            path = merged(app, Path(folder))
            fresh = compiled(path)
            if check:
                kept = SITE / app / CATALOGUE
                faults += [f"{app}: no English for {line}" for line in lacking(path)]
                if meaning(fresh) != meaning(kept.with_suffix(".mo")):
                    faults.append(f"{app}: the compiled catalogue is behind: run tools/build_locale.py")
            else:
                for source in (path, fresh):
                    target = SITE / app / source.relative_to(Path(folder) / app)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(source, target)
    print("\n".join(faults), end="\n" if faults else "")
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
