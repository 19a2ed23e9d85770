"""`hocba demo`: the sample school in its own site, with accounts for every role (entry point of the extra `web`)."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from hocba.adapters.demo_pki.tree import PASSWORD as KEY_PASSWORD
from hocba.errors import UsageError
from hocba_cli.console import EXIT_OK, console, sentence
from hocba_web.demo import environment, serve
from hocba_web.demo.family import INPUTS, read_family
from hocba_web.demo.sides import Plan
from hocba_web.demo.totp import PASSWORD, totp_secret

DEFAULT_PORT = 8000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """[--port N] [--data DIR] [--https] [--no-serve]."""
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, metavar="N", help=sentence("HELP_ARG_PORT"))
    parser.add_argument("--data", default="out", metavar="DIR", help=sentence("HELP_ARG_DATA"))
    parser.add_argument("--https", action="store_true", help=sentence("HELP_ARG_HTTPS"))
    parser.add_argument("--no-serve", action="store_true", help=sentence("HELP_ARG_NO_SERVE"))


def run(options: argparse.Namespace) -> int:
    """Seed once, print the accounts, serve until Ctrl+C."""
    data = Path(options.data)
    if data.exists() and any(data.iterdir()) and not (data / environment.MARK).exists():
        raise UsageError("CLI_DEMO_FOLDER", where=str(data))
    plan = Plan(data, options.port, https=options.https)
    taken = [port for port in plan.ports if not serve.port_free(port)]
    if taken and not options.no_serve:
        raise UsageError("DEMO_PORT_TAKEN", port=taken[0])
    environment.enter(plan)
    # Only now: models and settings exist once Django has started.
    from hocba_web.demo import seed  # noqa: PLC0415

    screen = console()
    started = time.perf_counter()
    fresh = seed.prepare(plan)
    code = "DEMO_SEEDED" if fresh else "DEMO_REUSED"
    screen.print(sentence(code, seconds=f"{time.perf_counter() - started:.1f}", data=str(data)), markup=False)
    _accounts(plan)
    if options.no_serve:
        screen.print(sentence("DEMO_NEXT", data=str(data)), markup=False)
        return EXIT_OK
    with serve.Site(plan) as site:
        addresses = {"address": f"{plan.school}/", "authority": f"{plan.authority}/"}
        screen.print(sentence("DEMO_SERVING", **addresses), markup=False)
        site.wait()
    return EXIT_OK


def _accounts(plan: Plan) -> None:
    from hocba_web.demo.accounts import chosen_accounts  # noqa: PLC0415  # as above
    from hocba_web.demo.office import OFFICERS, SCHOOL_MANAGER  # noqa: PLC0415
    from hocba_web.officers.roles import OfficerRole  # noqa: PLC0415

    school = [(one.role, one.name, one.username, one.totp_secret or "–") for one in chosen_accounts()]
    manager = (*SCHOOL_MANAGER, OfficerRole.SCHOOL_MANAGER)
    officers = [(role.label, name, user, totp_secret(user)) for user, name, role in (*OFFICERS, manager)]
    _table(sentence("DEMO_ACCOUNTS", password=PASSWORD, key_password=KEY_PASSWORD), school)
    _table(sentence("DEMO_OFFICERS"), officers)
    family = read_family(plan.folder)
    screen = console()
    screen.print(sentence("DEMO_FAMILY", address=f"{plan.authority}/tra-cuu/"), markup=False)
    for name in INPUTS:
        label = sentence(f"DEMO_INPUT_{name.upper()}")
        screen.print(f"  {label:<24}{family.get(name, '–')}", markup=False, highlight=False)
    screen.print()


def _table(title: str, rows: list[tuple[str, str, str, str]]) -> None:
    role, name, login, secret = (sentence(f"DEMO_COLUMN_{column}") for column in ("ROLE", "NAME", "LOGIN", "SECRET"))
    lines = [(role, name, login, secret), *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(4)]
    screen = console()
    screen.print("\n" + title, markup=False)
    for line in lines:
        screen.print("  " + "  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip())
    screen.print()
