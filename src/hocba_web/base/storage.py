"""Static files under names that carry their hash, so that browsers may keep them for ever."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStatic(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """Also renames what JavaScript modules import from each other."""

    support_js_module_import_aggregation = True
    max_post_process_passes = 20
    """Modules import each other many levels deep; each pass settles one level."""

    def post_process(self, paths: Mapping[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:  # noqa: ANN401, FBT001, FBT002  # Django's signature
        """Leave out files we never serve: django_htmx ships scripts whose comments look like imports."""
        served = {name: found for name, found in paths.items() if not name.startswith("django_htmx/")}
        yield from super().post_process(served, dry_run=dry_run, **options)
