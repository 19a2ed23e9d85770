"""Issued files for the judges: of a class of the sample school, or of the folder that HOCBA_INTEROP_OUT names."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from uuid import uuid4

import programs
import pytest
from lxml import etree

from hocba.adapters.clock import SystemClock
from hocba.adapters.demo_pki import DemoPerson, DemoRole, DemoSchool, KeyKind, load_demo_people, make_demo_pki
from hocba.adapters.keyring import FolderKeyRing
from hocba.issuing import Plan, Terms, assemble, issue_batch
from hocba.signature_profile import DEFAULT_PROFILE, algorithm, profile
from hocba.verification import Policy, load_trust
from hocba.workbooks.school import load_school
from hocba_cli.sample import SAMPLE_SCHOOL, SAMPLE_YEAR

FOLDER = "HOCBA_INTEROP_OUT"
CLASS = "5A1"
ENOUGH = 6
"""Pupils of a made class that the judges see; of a named folder they see all."""


@dataclass(frozen=True, slots=True)
class Issued:
    """What `hocba issue` wrote, and the root it signed under."""

    out: Path
    trust: Path
    most: int | None = ENOUGH

    @property
    def root(self) -> Path:
        (root,) = self.trust.glob("*.pem")
        return root

    @property
    def xml(self) -> list[Path]:
        found = sorted(path for path in self.out.glob("*/*.xml") if path.parent.name != "packages")
        return found[:: -(-len(found) // self.most)] if self.most else found

    @property
    def pdf(self) -> list[Path]:
        return [path.with_suffix(".pdf") for path in self.xml]

    @property
    def packages(self) -> list[Path]:
        return sorted(self.out.glob("packages/*.xml"))


def _issue(out: Path, *options: str) -> None:
    command = [sys.executable, "-c", "from hocba_cli.main import run; run()", "issue", "--school", str(SAMPLE_SCHOOL)]
    done = subprocess.run(
        [*command, "--out", str(out), "--year", str(SAMPLE_YEAR), "--class", CLASS, *options],
        capture_output=True,
        check=False,
        timeout=900,
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")


@pytest.fixture(scope="session")
def school_2025(tmp_path_factory):
    """The default profile with RSA keys."""
    named = os.environ.get(FOLDER)
    if named:
        return Issued(Path(named), Path(named) / "pki" / "trust", most=None)
    out = tmp_path_factory.mktemp("issued") / "out"
    _issue(out)
    return Issued(out, out / "pki" / "trust")


@pytest.fixture(scope="session")
def cv2088(tmp_path_factory, school_2025):
    """The ministry's profile, with the same people."""
    out = tmp_path_factory.mktemp("cv2088") / "out"
    _issue(out, "--profile", "cv2088-v1", "--keys", str(school_2025.trust.parent))
    return Issued(out, school_2025.trust)


@pytest.fixture(scope="session")
def ecdsa(tmp_path_factory, school_2025):
    """The default profile with ECDSA P-256 keys of the same people."""
    folder = tmp_path_factory.mktemp("ecdsa")
    known = [identity for identity in load_demo_people(school_2025.trust.parent) if not identity.fault_code]
    staff = [DemoPerson(one.who, one.personal_id, one.role) for one in known if one.personal_id]
    (seal,) = (one for one in known if one.role is DemoRole.SEAL)
    school = DemoSchool(seal.who, seal.tax_code)
    keys = make_demo_pki(staff, school, folder / "keys", now=SystemClock().now(), key_kind=KeyKind.ECDSA_P256)
    _issue(folder / "out", "--keys", str(keys.folder))
    return Issued(folder / "out", keys.trust)


class _PssKeys(FolderKeyRing):
    """The same keys with RSASSA-PSS, as Circular 15/2025/TT-BKHCN prefers it."""

    def algorithm(self, signer):  # noqa: ARG002  # the port's signature
        return algorithm("rsa-pss-sha256")


@pytest.fixture(scope="session")
def pss(tmp_path_factory, school_2025):
    """Records of the same people signed with RSASSA-PSS; xmlsec1 of Debian cannot verify those."""
    out = tmp_path_factory.mktemp("pss") / "out"
    (out / CLASS).mkdir(parents=True)
    now = SystemClock().now()
    keys = _PssKeys(school_2025.trust.parent)
    policy = Policy(validation_time=now, trust=load_trust(keys.trust))
    plan = Plan(created_on=now.date(), planned_issue_on=now.date(), new_uuid=uuid4)
    records = list(islice(assemble(load_school(SAMPLE_SCHOOL, SAMPLE_YEAR), plan, classes=[CLASS]), 2))
    terms = Terms(profile=profile(DEFAULT_PROFILE), keys=keys, signing_time=now, policy=policy)
    for issued in issue_batch(records, terms):
        name = issued.record.pupil.personal_id
        (out / CLASS / f"{name}.xml").write_bytes(issued.xml)
        (out / CLASS / f"{name}.pdf").write_bytes(issued.pdf)
    return Issued(out, school_2025.trust)


@pytest.fixture(scope="session")
def verdicts(school_2025, cv2088, ecdsa, pss):
    """What EU DSS and veraPDF say about every record of them all, one run of Java for each root."""
    classpath = programs.build_judge()
    rsa = [path for issued in (school_2025, cv2088, pss) for path in (*issued.xml, *issued.pdf)]
    return programs.java_verdicts(classpath, school_2025.trust, rsa) | programs.java_verdicts(
        classpath, ecdsa.trust, [*ecdsa.xml, *ecdsa.pdf]
    )


@pytest.fixture(scope="session", params=["school_2025", "cv2088", "ecdsa", "pss"])
def signed(request):
    """Each way of signing in turn."""
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="session", params=["school_2025", "cv2088", "ecdsa"])
def issued(request):
    """Each in turn of what the command wrote."""
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="session")
def nss(tmp_path_factory):
    """A database of its own for each of them, so that pdfsig trusts one root at a time."""
    return lambda issued: programs.nss_database(tmp_path_factory.mktemp("nss") / "db", issued.root)


@pytest.fixture(scope="session")
def changed(tmp_path_factory, school_2025):
    """Copies of issued files with one value changed each, by what was changed."""
    folder = tmp_path_factory.mktemp("changed")
    xml, pdf = school_2025.xml[0], school_2025.pdf[0]
    uuid = etree.parse(xml).findtext(".//MA_TRA_CUU_UUID").encode()
    version = pdf.read_bytes()[:8]
    other = b"%PDF-1.6" if version != b"%PDF-1.6" else b"%PDF-1.7"
    return {
        "uuid": _changed(xml, folder / "uuid.xml", uuid, uuid[:-1] + (b"0" if uuid[-1:] != b"0" else b"1")),
        "version": _changed(pdf, folder / "version.pdf", version, other),
        "part": _changed(pdf, folder / "part.pdf", b"<pdfaid:part>3<", b"<pdfaid:part>9<"),
    }


def _changed(source, copy, old, new):
    data = source.read_bytes()
    assert old in data
    assert len(old) == len(new)
    copy.write_bytes(data.replace(old, new, 1))
    return copy


@pytest.fixture(scope="session")
def refusals(school_2025, changed):
    """What EU DSS and veraPDF say about the changed copies."""
    found = programs.java_verdicts(programs.build_judge(), school_2025.trust, changed.values())
    return {name: found[path] for name, path in changed.items()}
