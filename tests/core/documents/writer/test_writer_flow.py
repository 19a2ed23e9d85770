"""Units on pages: what stays together, what comes again, what is cut."""

import pytest

from hocba.documents.rendition.writer.boxes import Unit
from hocba.documents.rendition.writer.flow import flow
from hocba.documents.rendition.writer.geometry import HEIGHT, SPACING, TOP
from hocba.errors import DocumentError


def tops(units: list[Unit]) -> list[list[float]]:
    return [[round(placed.top - TOP, 3) for placed in page.placed] for page in flow(units)]


def test_a_page_is_filled_to_its_end_and_no_further():
    first = Unit(HEIGHT - 100, below=0)
    assert tops([first, Unit(100, above=0)]) == [[0, round(HEIGHT - 100, 3)]]
    assert tops([first, Unit(100.01, above=0)]) == [[0], [0]]


@pytest.mark.parametrize(
    ("below", "above", "gap"), [(None, None, SPACING), (4, None, 4), (None, 3, 3), (4, 3, 4), (3, 4, 4), (0, 0, 0)]
)
def test_the_larger_wish_for_space_counts(below, above, gap):
    assert tops([Unit(10, below=below), Unit(10, above=above)]) == [[0, 10 + gap]]


def test_no_space_at_the_top_of_a_page():
    assert tops([Unit(10), Unit(10, above=30, new_page=True)]) == [[0], [0]]
    assert tops([Unit(10, above=30, new_page=True)]) == [[0]]


def test_what_is_kept_goes_to_the_next_page_together():
    units = [Unit(HEIGHT - 50, below=0), Unit(20, above=0, below=0, keep=True), Unit(31, above=0)]
    assert tops(units) == [[0], [0, 20]]


def test_a_chain_longer_than_a_page_is_broken_where_it_must():
    units = [Unit(HEIGHT / 2, above=0, below=0, keep=True) for _ in range(4)] + [Unit(10, above=0)]
    assert [len(page.placed) for page in flow(units)] == [2, 2, 1]


def test_captions_come_again_where_a_table_goes_on():
    again = Unit(20, below=0)
    rows = [Unit(HEIGHT / 2 - 20, above=0, below=0, repeated=again) for _ in range(4)]
    pages = flow([Unit(20, below=0, keep=True), *rows])
    assert [len(page.placed) for page in pages] == [3, 3]
    assert pages[1].placed[0].unit is again
    assert tops(rows)[0] == [0, 20, round(HEIGHT / 2, 3)]


def cutter(height: float):
    def cut(room: float) -> tuple[Unit, Unit] | None:
        rest = height - room
        return (Unit(room, above=0), Unit(rest, above=0, split=cutter(rest))) if room > 50 else None

    return cut


def long_unit(height: float) -> Unit:
    return Unit(height, above=0, split=cutter(height))


def test_a_unit_higher_than_a_page_is_cut_and_begins_where_there_is_room():
    assert [len(page.placed) for page in flow([Unit(100, below=0), long_unit(2 * HEIGHT)])] == [2, 1, 1]
    assert [len(page.placed) for page in flow([Unit(HEIGHT - 50, below=0), long_unit(2 * HEIGHT)])] == [1, 1, 1]


def test_a_unit_that_fits_on_a_page_is_not_cut():
    assert [len(page.placed) for page in flow([Unit(100, below=0), long_unit(HEIGHT)])] == [1, 1]


def test_a_unit_that_fits_nowhere_is_refused():
    assert len(flow([Unit(HEIGHT)])) == 1
    with pytest.raises(DocumentError) as caught:
        flow([Unit(10), Unit(HEIGHT + 1)])
    assert caught.value.code == "RENDITION_TOO_LARGE"
