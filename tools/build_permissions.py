"""Make docs/permissions.md from the matrices of both sides.

python tools/build_permissions.py            write it
python tools/build_permissions.py --check    write nothing; exit 1 if it is not what the code does
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "docs" / "permissions.md"


def page() -> str:
    """The whole page."""
    from hocba_web.accounts.permissions.document import document  # noqa: PLC0415  # needs the applications
    from hocba_web.officers.document import section  # noqa: PLC0415  # the same

    return document() + section()


def main(arguments: list[str] | None = None, *, target: Path = TARGET) -> int:
    """Write or check."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing, only compare")
    options = parser.parse_args(arguments)
    if not options.check:
        target.write_text(page(), encoding="utf-8")
    elif not target.exists() or target.read_text(encoding="utf-8") != page():
        print(f"{target.name} is not what the code does: python tools/build_permissions.py", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "hocba_web.config.settings_testing"  # both sides in one process
    django.setup()
    sys.exit(main())
