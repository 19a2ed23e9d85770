"""From a school's folder of workbooks to a folder of issued records, with as many processes as asked.

A class is the unit of work: its people sign once for all its pupils, its files appear whole, and a class that fails
never touches another.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from hocba.adapters.files import write_whole
from hocba.adapters.keyring import FolderKeyRing
from hocba.exchange import build_packages
from hocba.issuing import Issued, Refusal, Terms, issue_batch
from hocba.model import YearRecord
from hocba.signature_profile import profile
from hocba.verification import Policy, TrustStore, load_trust, verify

PACKAGES_FOLDER = "packages"


@dataclass(frozen=True, slots=True)
class Job:
    """What every worker process is told."""

    keys: Path
    out: Path
    profile: str
    signing_time: datetime
    lookup_address: str


@dataclass(frozen=True, slots=True)
class ClassDone:
    """One class, written to disk."""

    class_name: str
    issued: tuple[str, ...]
    """Personal IDs, in the order of the class."""
    refused: tuple[Refusal, ...]


def issue_classes(classes: Mapping[str, Sequence[YearRecord]], job: Job, *, workers: int) -> Iterator[ClassDone]:
    """Issue every class and write its files; classes come back as they are finished.

    Args:
        classes: records free of lint errors, by class name.
        job: keys, folder, profile and time.
        workers: processes; 1 works in this process.

    Raises:
        HocbaError: keys or trust cannot be read.
    """
    if workers <= 1 or len(classes) <= 1:
        for name, records in classes.items():
            yield issue_class(name, records, job)
        return
    # Spawn, not fork: the renderer's threads do not survive a fork.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(workers, len(classes)), mp_context=context) as pool:
        largest_first = sorted(classes.items(), key=lambda item: -len(item[1]))
        futures = [pool.submit(issue_class, name, records, job) for name, records in largest_first]
        try:
            for future in as_completed(futures):
                yield future.result()
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def issue_class(name: str, records: Sequence[YearRecord], job: Job) -> ClassDone:
    """Issue one class: `OUT/<class>/<personal_id>.xml` and `.pdf`, `OUT/packages/<class>*.xml`."""
    keys = _keys(job.keys)
    policy = Policy(validation_time=job.signing_time, trust=_trust(keys.trust))
    terms = Terms(profile(job.profile), keys, job.signing_time, policy, job.lookup_address)
    outcomes = issue_batch(records, terms)
    issued = [outcome for outcome in outcomes if isinstance(outcome, Issued)]
    for one in issued:
        stem = job.out / name / one.record.pupil.personal_id
        write_whole(stem.with_suffix(".xml"), one.xml)
        write_whole(stem.with_suffix(".pdf"), one.pdf)
    if issued:
        seal = keys.seal(issued[0].record.school.name)
        packages = build_packages([one.xml for one in issued], seal, keys.algorithm(seal), job.signing_time)
        for number, package in enumerate(packages, start=1):
            verify(package, policy).require_passed()
            suffix = "" if number == 1 else f"-{number}"
            write_whole(job.out / PACKAGES_FOLDER / f"{name}{suffix}.xml", package)
    return ClassDone(
        name,
        tuple(one.record.pupil.personal_id for one in issued),
        tuple(outcome for outcome in outcomes if isinstance(outcome, Refusal)),
    )


@cache
def _keys(folder: Path) -> FolderKeyRing:
    """Opened once a process: a key takes longer to load than to sign with."""
    return FolderKeyRing(folder)


@cache
def _trust(folder: Path) -> TrustStore:
    return load_trust(folder)
