"""Every file of the class, and the list that was sent, judged by the command line."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from web.journeys.two_installations.cast import CLASS, CLERK, PUPILS, RETURNED, Stage

FOLDER = "HOCBA_JOURNEY_OUT"
"""Environment: where the issued files are left for other judges."""


def class_verified(stage: Stage) -> None:
    """Both files of every record as the clerk downloads them, and the package that was sent."""
    out = Path(os.environ.get(FOLDER) or stage.folder / "out")
    (out / CLASS).mkdir(parents=True, exist_ok=True)
    (out / "packages").mkdir(exist_ok=True)
    school = stage.school.be(CLERK)
    school.open_class("/hoc-ba/", CLASS)
    links = school.page.locator('main th[scope="row"] a').evaluate_all("all => all.map(a => a.href)")
    records = [found[1] for href in links if (found := re.search(r"/hoc-ba/(\d+)/", href))]
    for record in records:
        for kind in ("xml", "pdf"):
            answer = school.page.request.get(f"{stage.site.url}/hoc-ba/{record}/tep/{kind}/")
            if answer.ok:  # that of the group of August is not issued yet
                (out / CLASS / f"{record}.{kind}").write_bytes(answer.body())
    row = school.go("/nop-hoc-ba/goi/").locator("main tbody tr", has_text=CLASS).first
    package = row.get_by_role("link").first.get_attribute("href")
    answer = school.page.request.get(f"{stage.site.url}{package}danh-sach/")
    assert answer.ok
    (out / "packages" / f"{CLASS}.xml").write_bytes(answer.body())
    shutil.copytree(stage.site.trust.parent, out / "pki", dirs_exist_ok=True)
    files = [str(file) for file in sorted(out.rglob("*")) if file.suffix in {".xml", ".pdf"}]
    assert len(files) == 2 * PUPILS + 1
    reports = _verified(out, files)
    assert [one["file"] for one in reports if one["indication"] != "TOTAL_PASSED"] == []
    corrected = [one for one in reports if one["record"] and one["record"]["pupil"] == RETURNED]
    assert {one["record"]["revision"] for one in corrected} == {2}
    # The five teachers whose part did not change did not sign again: their signatures name the first revision.
    assert all(len(one["signatures"]) >= 9 for one in corrected)


def _verified(out: Path, files: list[str]) -> list[dict[str, object]]:
    command = [sys.executable, "-c", "from hocba_cli.main import run; run()", "verify", "--json"]
    done = subprocess.run([*command, "--trust", str(out / "pki" / "trust"), *files], capture_output=True, check=False)
    reports = [json.loads(line) for line in done.stdout.splitlines()]
    assert (done.returncode, len(reports)) == (0, len(files)), done.stderr.decode()
    return reports
