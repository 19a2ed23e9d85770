"""The print of a hand-over says what the signed XML says, and whether it is signed."""

from __future__ import annotations

import dataclasses

from hocba.documents.papers import handover_line, handover_print
from hocba.documents.rendition import squeeze
from hocba.model import Manager
from support.handovers import SIGNED_AT, not_assessed_handover, office, sample_handover
from support.pdfium import shown_text
from support.sealed import SEALED_AT


def shown(handover, slots=(), **options) -> tuple[str, ...]:
    keys = {"CBQL": office().head, "KY_PHAT_HANH": office().seal}
    lines = [handover_line(slot, handover, keys[slot].chain[0], SIGNED_AT) for slot in slots]
    return shown_text(handover_print(handover, lines, created_at=SEALED_AT, **options))


def test_it_shows_every_moment_and_who_signed():
    whole = "".join(shown(sample_handover(), ("CBQL", "KY_PHAT_HANH")))
    for text in (
        "PHIẾU BÀN GIAO KẾT QUẢ HỌC TẬP",
        "Lê Thế Anh",
        "0c2e6f1a-5b7d-4e3f-8a91-2d4c6b8e0f13",
        "4A1, năm học 2025-2026",
        "10/02/2026",
        "Trường Tiểu học Kim Đồng, thành phố Hải Phòng",
        "134 cm, 29,5 kg",
        "Kết quả giữa học kỳ I",
        "Kết quả cuối học kỳ I",
        "Em có nhiều tiến bộ.",
        "ToánHoàn thành tốt9",
        "(Đã ký số lúc 08:00:00 09/02/2026)",
        "Trường Tiểu học Phương ĐôngNhà trường (dấu phát hành)",
    ):
        assert squeeze(text) in whole, text
    assert "BẢNNHÁP" not in whole


def test_until_it_is_sealed_it_is_a_draft():
    for slots in ((), ("CBQL",)):
        assert all("BẢNNHÁP" in page for page in shown(sample_handover(), slots))
    assert squeeze("(Chưa ký)") in "".join(shown(sample_handover()))
    assert all("BẢNTHỬNGHIỆM" in page for page in shown(sample_handover(), ("CBQL", "KY_PHAT_HANH"), demo=True))


def test_of_a_pupil_who_is_not_assessed_or_not_yet():
    whole = "".join(shown(not_assessed_handover()))
    assert squeeze("không đánh giá theo Điều 8") in whole
    assert squeeze("Giấy xác nhận khuyết tật số 12/XN-UBND") in whole
    early = "".join(shown(sample_handover(moments=())))
    assert squeeze("chưa có kết quả đánh giá định kỳ nào") in early


def test_a_deputy_signs_in_the_heads_stead():
    deputy = dataclasses.replace(
        sample_handover(), manager=Manager("Vũ Thị Lan Anh", "022180900001", "Phó hiệu trưởng")
    )
    assert squeeze("KT. HIỆU TRƯỞNGPHÓ HIỆU TRƯỞNG") in "".join(shown(deputy))
