"""The independent judges, each called as a program: EU DSS and veraPDF (Java), xmlsec1, pdfsig, qpdf."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
import xmlsec
from lxml import etree

HERE = Path(__file__).parent
TARGET = HERE / "target"
"""Jars and classes; made once, never committed."""

STRICT = "HOCBA_INTEROP_STRICT"
"""Set to 1 where every judge must be there (CI): a missing one then fails instead of being skipped."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a program answered."""

    returncode: int
    output: str


def run(*command: str | Path) -> Run:
    """Run a program to its end; both of its streams are one text."""
    done = subprocess.run(
        [str(word) for word in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, timeout=900
    )
    return Run(done.returncode, done.stdout.decode(errors="replace"))


def need(*programs: str) -> None:
    """Skip the test where a program is missing; fail in strict mode."""
    missing = [program for program in programs if shutil.which(program) is None]
    if missing:
        _absent(f"not installed: {', '.join(missing)}")


def _absent(reason: str) -> None:
    if os.environ.get(STRICT) == "1":
        pytest.fail(reason)
    pytest.skip(reason)


def build_judge() -> str:
    """The class path of the Java judge; fetched from Maven Central and compiled where that was not done yet."""
    need("java", "javac", "mvn")
    jars, classes = TARGET / "jars", TARGET / "classes"
    pom = HERE / "pom.xml"
    sources = sorted((HERE / "src").rglob("*.java"))
    stamp = TARGET / "built"
    if not stamp.exists() or stamp.stat().st_mtime < max(path.stat().st_mtime for path in (pom, *sources)):
        shutil.rmtree(TARGET, ignore_errors=True)
        fetched = run("mvn", "-q", "-B", "-f", pom, "dependency:copy-dependencies", f"-DoutputDirectory={jars}")
        if fetched.returncode:
            _absent(f"Maven Central is not within reach: {fetched.output[-600:]}")
        built = run("javac", "-encoding", "UTF-8", "--release", "17", "-cp", f"{jars}/*", "-d", classes, *sources)
        assert built.returncode == 0, built.output
        stamp.touch()
    return f"{jars}/*:{classes}"


def java_verdicts(classpath: str, trust: Path, files: Iterable[Path]) -> dict[Path, dict]:
    """What EU DSS and veraPDF say, by file."""
    paths = list(files)
    command = ["java", "-Xmx1g", "-cp", classpath, "hocba.interop.Judge", str(trust), *map(str, paths)]
    done = subprocess.run(command, capture_output=True, check=False, timeout=1800)
    assert done.returncode == 0, done.stderr.decode(errors="replace")[-2000:]
    verdicts = [json.loads(line) for line in done.stdout.decode().splitlines()]
    return {Path(verdict["file"]): verdict for verdict in verdicts}


def xmlsec1(path: Path, root_pem: Path, signature: etree._Element) -> Run:
    """Verify one signature of a document by its place, with the chain in KeyInfo and our root."""
    tree = signature.getroottree()
    names = sorted({etree.QName(element) for element in tree.iter("{*}*") if element.get("Id")}, key=str)
    id_attributes: list[str] = []
    for name in names:
        id_attributes += ["--id-attr:Id", f"{name.namespace}:{name.localname}" if name.namespace else name.localname]
    place = f"//*[local-name()='Signature' and @Id='{signature.get('Id')}']"
    return run("xmlsec1", "--verify", *id_attributes, "--trusted-pem", root_pem, "--node-xpath", place, path)


def xmlsec_library(signature: etree._Element, root_pem: Path) -> None:
    """Verify one signature of a list of records by the library behind xmlsec1.

    The program itself registers Ids by element name, and the records of a list repeat each other's.

    Raises:
        xmlsec.Error: the signature does not hold.
    """
    keys = xmlsec.KeysManager()
    keys.load_cert(str(root_pem), xmlsec.constants.KeyDataFormatCertPem, xmlsec.constants.KeyDataTypeTrusted)
    context = xmlsec.SignatureContext(keys)
    for element in (signature.getroottree().getroot(), *signature.iter("{*}*")):
        for name in {"Id", "id"} & set(element.keys()):
            context.register_id(element, name)
    context.verify(signature)


def signatures(path: Path) -> Sequence[etree._Element]:
    """Every ds:Signature of an XML file."""
    return list(etree.parse(path).iter("{http://www.w3.org/2000/09/xmldsig#}Signature"))


def nss_database(folder: Path, root_pem: Path) -> Path:
    """An NSS database that trusts one root, for pdfsig."""
    need("certutil")
    folder.mkdir()
    made = run("certutil", "-N", "-d", f"sql:{folder}", "--empty-password")
    assert made.returncode == 0, made.output
    added = run("certutil", "-A", "-n", "root", "-t", "C,C,C", "-i", root_pem, "-d", f"sql:{folder}")
    assert added.returncode == 0, added.output
    return folder


def pdfsig(path: Path, nss: Path) -> dict[str, str]:
    """What poppler says of the only signature of a PDF, by its own captions; empty if there is none."""
    answer = run("pdfsig", "-nssdir", f"sql:{nss}", "-no-ocsp", path)
    found = dict(re.findall(r"^\s+- ([^:\n]+): (.*)$", answer.output, flags=re.MULTILINE))
    flags = re.findall(r"^\s+- ([^:\n]+)$", answer.output, flags=re.MULTILINE)
    assert len(re.findall(r"^Signature #", answer.output, flags=re.MULTILINE)) <= 1, answer.output
    return found | dict.fromkeys(flags, "yes")


def attachment(path: Path) -> bytes:
    """The only embedded file of a PDF, as qpdf extracts it."""
    listing = run("qpdf", "--list-attachments", path)
    names = [line.split(" -> ")[0] for line in listing.output.splitlines() if " -> " in line]
    assert len(names) == 1, listing.output
    done = subprocess.run(
        ["qpdf", f"--show-attachment={names[0]}", str(path)], capture_output=True, check=True, timeout=60
    )
    return done.stdout
