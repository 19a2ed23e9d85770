"""`hocba check`: read workbooks or records and say what is wrong, before anything is signed."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from hocba.adapters.clock import VIETNAM, SystemClock
from hocba.documents.xml import read_record
from hocba.errors import DocumentError, HocbaError, UsageError
from hocba.lint import LintContext, lint_record
from hocba.messages import text
from hocba.model import Moment
from hocba.workbooks import CheckResult, Roster, check_file, read_roster, repair
from hocba_cli.arguments import add_json, read_input
from hocba_cli.console import EXIT_FAILED, EXIT_OK, EXIT_USAGE, complain, explain, language, os_trouble, say, sentence

KINDS = ("pupils", "results", "vnedu", "staff")
WORKBOOKS = (".xlsx", ".xlsm", ".xls")
_RECORD_STARTS = (b"<", b"\xef\xbb\xbf<")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """PATH... [--kind] [--roster] [--grade] [--period] [--json] [--repair]."""
    parser.add_argument("paths", nargs="+", metavar="PATH", help=sentence("HELP_ARG_PATHS"))
    parser.add_argument("--kind", choices=KINDS, metavar="|".join(KINDS), help=sentence("HELP_ARG_KIND"))
    parser.add_argument("--roster", metavar="WORKBOOK", help=sentence("HELP_ARG_ROSTER"))
    parser.add_argument("--grade", type=int, choices=range(1, 6), metavar="1..5", help=sentence("HELP_ARG_GRADE"))
    periods = [moment.value for moment in Moment]
    parser.add_argument("--period", choices=periods, metavar="|".join(periods), help=sentence("HELP_ARG_PERIOD"))
    add_json(parser)
    parser.add_argument("--repair", metavar="OUT", help=sentence("HELP_ARG_REPAIR"))


def run(options: argparse.Namespace) -> int:
    """0 if every file is accepted, 1 if one is not or only in part, 3 if one cannot be opened or the use is wrong."""
    files = list(_files(options.paths))
    if options.repair is not None and len(files) > 1:
        raise UsageError("CLI_REPAIR_ONE_FILE")
    roster = read_roster(read_input(options.roster), options.roster) if options.roster else None
    return max(_check_one(file, roster, options) for file in files)


def _files(paths: list[str]) -> Iterator[str]:
    """The files named, and the workbooks of every folder named."""
    for path in paths:
        if not Path(path).is_dir():
            yield path
            continue
        found = sorted(
            file for file in Path(path).iterdir() if file.suffix.lower() in WORKBOOKS and file.name[0] not in "~."
        )
        if not found:
            raise UsageError("CLI_FOLDER_EMPTY", where=path)
        yield from map(str, found)


def _check_one(file: str, roster: Roster | None, options: argparse.Namespace) -> int:
    try:
        data = read_input(file)
        is_workbook = options.kind is not None or Path(file).suffix.lower() in WORKBOOKS
        if data.lstrip().startswith(_RECORD_STARTS) and not is_workbook:
            return _check_record(file, data, as_json=options.json)
        result = check_file(
            data,
            kind=options.kind,
            roster=roster,
            grade=options.grade,
            period=Moment(options.period) if options.period else None,
            name=file,
        )
        if options.json:
            print(json.dumps(result.as_json(), ensure_ascii=False))
        else:
            say(described(result))
        if options.repair is not None and result.file_error is None:
            written = repair(data, result, Path(options.repair))
            complain(sentence("CLI_REPAIRED", path=written))
    except HocbaError as error:
        complain(explain(error, file))
        return EXIT_USAGE
    except BrokenPipeError:
        raise
    except OSError as error:
        complain(os_trouble(error, file))
        return EXIT_USAGE
    return EXIT_OK if result.outcome == "accepted" else EXIT_FAILED


def described(result: CheckResult) -> list[str]:
    """The result as lines for a person: what is accepted, and every cell to mend."""
    if result.file_error is not None:
        return [f"{result.file}: {result.file_error.message(language())} [{result.file_error.code}]"]
    lines = [
        f"{result.file}: "
        + sentence(
            "CLI_CHECKED",
            accepted=len(result.accepted),
            rejected=len({(cell.sheet, cell.row) for cell in result.rejected}),
            warnings=len(result.warnings),
            ignored=result.ignored_rows,
        )
    ]
    for mark, cells in (("✘", result.rejected), ("!", result.warnings)):
        lines += [
            f"  {mark} {cell.sheet}!{cell.column}{cell.row}: {cell.message(language())} [{cell.code}]" for cell in cells
        ]
    return lines


def _check_record(file: str, data: bytes, *, as_json: bool) -> int:
    """Form and lint of a record's XML; what a school alone knows (roster, earlier moments) is not at hand here."""
    try:
        record = read_record(data).record
    except DocumentError as error:
        findings = [_finding_json(error.code, "error", error.where, "", error.params)]
        outcome = "rejected_file"
    else:
        context = LintContext(today=SystemClock().now().astimezone(VIETNAM).date())
        found = lint_record(record, context)
        findings = [_finding_json(one.code, one.severity.value, one.where, one.source, one.params) for one in found]
        outcome = "partial" if any(one.is_error for one in found) else "accepted"
    if as_json:
        line = {"file": file, "kind": "record", "outcome": outcome, "findings": findings}
        print(json.dumps(line, ensure_ascii=False))
    else:
        say([f"{file}: " + sentence("CLI_CHECKED_RECORD", count=len(findings)), *map(_finding_line, findings)])
    return EXIT_OK if outcome == "accepted" else EXIT_FAILED


def _finding_line(one: Mapping[str, object]) -> str:
    return f"  {'✘' if one['severity'] == 'error' else '!'} {one['where']}: {one['message']} [{one['code']}]"


def _finding_json(code: str, severity: str, where: str, source: str, params: Mapping[str, object]) -> dict[str, object]:
    message = text(code, {"where": where, **params}, language=language())
    return {"code": code, "severity": severity, "where": where, "source": source, "message": message}
