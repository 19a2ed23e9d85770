"""`manage.py permissions --write FILE | --check FILE`: the permission matrix as a page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hocba_web.accounts.permissions.document import document


class Command(BaseCommand):
    """Writes docs/permissions.md, or says whether it is what the code does."""

    help = "Ghi bảng phân quyền ra tệp, hoặc kiểm tra tệp có khớp với mã nguồn không."
    requires_system_checks: list[str] = []  # noqa: RUF012  # Django's attribute

    def add_arguments(self, parser: CommandParser) -> None:
        """One of the two."""
        choice = parser.add_mutually_exclusive_group(required=True)
        choice.add_argument("--write", metavar="FILE")
        choice.add_argument("--check", metavar="FILE")

    def handle(self, *_args: Any, **options: Any) -> None:  # noqa: ANN401  # Django's signature
        """Write or compare."""
        if options["write"]:
            Path(options["write"]).write_text(document(), encoding="utf-8")
            return
        target = Path(options["check"])
        if not target.exists() or target.read_text(encoding="utf-8") != document():
            raise CommandError(f"{target} is not what the matrix says: manage.py permissions --write {target}")
