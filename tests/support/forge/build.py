"""Every file of `tests/vectors`: golden and tampered files, the trust they are judged by, and the manifest."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from hocba.signature_profile import profile
from hocba.signing.xades import Draft
from hocba.verification import Indication, Policy, TrustStore, verify
from support.forge import (
    cms_attacks,
    copy_attacks,
    golden,
    package_attacks,
    pdf_attacks,
    xml_content,
    xml_form,
    xml_references,
    xml_signers,
    xml_slots,
)
from support.forge.attack import Attack
from support.forge.pki import trust_files

EXIT_CODES = {Indication.TOTAL_PASSED: 0, Indication.TOTAL_FAILED: 1, Indication.INDETERMINATE: 2}


@dataclass(frozen=True)
class Golden:
    """A file that must be judged so for ever."""

    file: str
    data: bytes
    reason: str
    indication: str = "TOTAL_PASSED"
    code: str | None = None


def golden_files() -> Iterator[Golden]:
    yield Golden("ecdsa.xml", golden.xml_a(), "A record of two teachers, ECDSA P-256.")
    yield Golden("rsa.xml", golden.xml_a("rsa"), "The same, RSA-2048 with PKCS#1 v1.5.")
    yield Golden(
        "second-revision.xml", golden.second_revision(), "Revision 2; the teachers' signatures are of revision 1."
    )
    yield Golden("not-assessed.xml", golden.not_assessed(), "A pupil with a disability who is not assessed.")
    cv2088 = golden.signed(golden.record_a(), profile_name="cv2088-v1").data
    yield Golden("cv2088.xml", cv2088, "The profile of Công văn 2088.")
    yield Golden("ecdsa.pdf", pdf_attacks.sealed(), "The sealed PDF of ecdsa.xml.")
    yield Golden("rsa.pdf", pdf_attacks.sealed("rsa"), "The sealed PDF of rsa.xml.")
    copied = "The copy that the authority made of ecdsa.xml, whose school sent no PDF."
    yield Golden("authority-copy.pdf", copy_attacks.copy(), copied)
    yield Golden("package.xml", golden.package(), "Two records, signed by the school.")
    partial = golden.signed(golden.record_a(), until="GVBM").data
    yield Golden("partial.xml", partial, "Signed by the teachers so far.", "INDETERMINATE", "SIGNATURE_MISSING")
    draft = Draft.write(golden.record_a(), profile()).data
    yield Golden("draft.xml", draft, "Not signed yet.", "INDETERMINATE", "NOT_SIGNED")


def attacks() -> Iterator[Attack]:
    for make in (
        xml_content.content_attacks,
        xml_content.wrapping_attacks,
        xml_references.reference_attacks,
        xml_references.shape_attacks,
        xml_slots.slot_attacks,
        xml_slots.time_attacks,
        xml_signers.algorithm_attacks,
        xml_signers.signer_attacks,
        xml_form.form_attacks,
        pdf_attacks.after_sealing,
        pdf_attacks.before_sealing,
        cms_attacks.cms_attacks,
        copy_attacks.copy_attacks,
        package_attacks.package_attacks,
    ):
        yield from make()


@cache
def policy(trust: str) -> Policy:
    """The policy under which a vector is judged."""
    files = {
        name.removeprefix(f"{trust}/"): data for name, data in trust_files().items() if name.startswith(f"{trust}/")
    }
    anchors = [data for name, data in files.items() if name.endswith(".pem")]
    crls = [data for name, data in files.items() if name.endswith(".crl")]
    return Policy(validation_time=golden.VERIFIED_AT, trust=TrustStore.of(anchors, crls=crls))


def all_files() -> Mapping[str, bytes]:
    """Every file below `tests/vectors` but the keys, by its path there."""
    files = dict(trust_files())
    entries: list[dict[str, object]] = []
    kept: dict[bytes, str] = {}
    for good in golden_files():
        kept[good.data] = files_name = f"golden/{good.file}"
        files[files_name] = good.data
        entries.append(_golden_entry(files_name, good))
    for attack in attacks():
        ending = "pdf" if b"%PDF-" in attack.data[:16] else "xml"
        name = kept.get(attack.data, f"tampered/{attack.name}.{ending}")
        if name in files and name not in kept.values():
            raise ValueError(f"{attack.name} stands twice")
        files[name] = attack.data
        entry = _entry(
            name,
            attack.data,
            trust=attack.trust,
            indication=attack.indication,
            code=attack.code,
            reason=attack.reason,
            base=attack.base,
        )
        entries.append({"attack": attack.name, **entry})
    text = json.dumps({"at": golden.VERIFIED_AT.isoformat(), "vectors": entries}, ensure_ascii=False, indent=1)
    files["manifest.json"] = text.encode() + b"\n"
    return files


def _golden_entry(name: str, good: Golden) -> dict[str, object]:
    return _entry(
        name, good.data, trust="trust", indication=good.indication, code=good.code, reason=good.reason, base=None
    )


def _entry(
    file: str, data: bytes, *, trust: str, indication: str, code: str | None, reason: str, base: str | None
) -> dict[str, object]:
    """What is expected. The sub-indication is recorded from the verifier; everything else was said beforehand."""
    report = verify(data, policy(trust))
    return {
        "file": file,
        "base": base,
        "reason": reason,
        "trust": trust,
        "indication": indication,
        "sub_indication": report.sub_indication.value if report.sub_indication else None,
        "exit_code": EXIT_CODES[Indication(indication)],
        "code": code,
    }
