"""What all tests share: how random examples are drawn, and the language of the command."""

from __future__ import annotations

import gc
import os
import sys
from importlib.abc import MetaPathFinder

import pytest
from hypothesis import HealthCheck, settings

from support.chromium import chromium  # noqa: F401  # a fixture of tests in a browser
from support.migrated import copied, in_a_file

# Time limits for single examples fail on a busy machine and prove nothing; budgets are measured by `make bench`.
settings.register_profile("hocba", deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", parent=settings.get_profile("hocba"), max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "hocba"))


class _WithoutWeb(MetaPathFinder):
    """Makes the packages of the extra `web` unimportable, as on a machine that has only core and command line."""

    def find_spec(self, name, path=None, target=None):  # noqa: ARG002  # the signature of a finder
        if name.split(".")[0] in {"django", "allauth", "structlog", "gunicorn", "whitenoise", "psycopg"}:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


if os.environ.get("HOCBA_WITHOUT_WEB"):
    sys.meta_path.insert(0, _WithoutWeb())

    def pytest_addoption(parser: pytest.Parser) -> None:
        """Without pytest-django nobody else knows its setting in pyproject.toml."""
        parser.addini("DJANGO_SETTINGS_MODULE", "for tests of the web application")


else:

    @pytest.fixture(scope="session")
    def django_db_modify_db_settings(
        django_db_modify_db_settings: None,  # pytest-django's own comes first
        pytestconfig: pytest.Config,
        tmp_path_factory: pytest.TempPathFactory,
    ) -> None:
        """The tables of the tests' database are copied, not made by all migrations once more."""
        from django.db import connection  # noqa: PLC0415  # settings are read here

        if pytestconfig.option.markexpr == "browser":  # a browser asks for several things at once
            in_a_file(connection.settings_dict, tmp_path_factory.mktemp("database"))
        copied(connection.creation)


def pytest_collection_finish() -> None:
    """Ten thousand collected tests live until the end: the collector of garbage need not look at them each time."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _vietnamese(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command speaks Vietnamese unless a test asks otherwise, whatever the machine is set to."""
    monkeypatch.delenv("HOCBA_LANG", raising=False)
