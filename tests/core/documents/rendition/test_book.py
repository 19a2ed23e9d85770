"""Several records in one file."""

import dataclasses
from uuid import UUID

import pytest

from hocba.documents.rendition import Stage, book_of, class_print, difference, form_of, render
from hocba.errors import UsageError
from hocba.model import SchoolYear
from support.pdfium import shown_text
from support.records import sample_record
from support.sealed import SEALED_AT


def year(first: int, **changes):
    uuid = UUID(int=first, version=4)
    return sample_record(school_year=SchoolYear(first), lookup_uuid=uuid, class_name=f"{first - 2021}A1", **changes), ()


def test_a_book_holds_every_year_in_order_and_the_newest_cover():
    form = book_of([year(2025), year(2023), year(2024)])
    pages = shown_text(render(form, sealed_xml=None, created_at=SEALED_AT))
    assert difference(form, pages) is None
    whole = "".join(pages)
    places = [whole.index(f"RÈNLUYỆNNĂMHỌC{first}-{first + 1}") for first in (2023, 2024, 2025)]
    assert places == sorted(places)
    assert "Cácnămhọc2023-2024–2025-2026" in pages[0]
    assert "Lớp:4A1" in pages[0]
    for first in (2023, 2024, 2025):
        assert str(UUID(int=first, version=4)) in whole
    assert all("BẢNIN" in page for page in pages)


def test_a_book_needs_a_year():
    with pytest.raises(UsageError) as caught:
        book_of([])
    assert caught.value.code == "BOOK_EMPTY"


def test_a_book_is_of_one_pupil():
    other = dataclasses.replace(sample_record().pupil, personal_id="022216900999")
    with pytest.raises(UsageError) as caught:
        book_of([year(2025), year(2024, pupil=other)])
    assert caught.value.code == "BOOK_OF_SEVERAL_PUPILS"


def test_a_book_has_one_record_a_year():
    with pytest.raises(UsageError) as caught:
        book_of([year(2025), year(2024), year(2025)])
    assert (caught.value.code, caught.value.params["year"]) == ("BOOK_YEAR_TWICE", "2025-2026")


def test_a_class_is_printed_record_by_record_each_with_its_own_page_numbers():
    names = ["Lê Thế Anh", "Phạm Bảo Châu", "Vũ Đức Duy"]
    pupils = [dataclasses.replace(sample_record().pupil, name=name) for name in names]
    records = [(sample_record(pupil=pupil), ()) for pupil in pupils]
    pages = shown_text(class_print(records, created_at=SEALED_AT))
    each = len(pages) // 3
    for number, (record, _) in enumerate(records):
        form = form_of(record, (), stage=Stage.PRINT_COPY)
        assert difference(form, pages[number * each : (number + 1) * each]) is None


def test_a_class_print_is_of_one_class():
    with pytest.raises(UsageError) as caught:
        class_print([year(2025), year(2024)], created_at=SEALED_AT)
    assert (caught.value.code, caught.value.params["classes"]) == ("PRINT_OF_SEVERAL_CLASSES", "3A1, 4A1")
    with pytest.raises(UsageError) as caught:
        class_print([], created_at=SEALED_AT)
    assert caught.value.code == "NOTHING_TO_PRINT"
