"""The parts of pages: what they say, what they escape, what they refuse."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory

from hocba_web.base import charts
from hocba_web.base.refusals import Spoken
from hocba_web.base.templatetags.hocba_ui import UnknownName

NASTY = "<script>alert(1)</script>"


def _render(text: str, **values: Any) -> str:
    return str(engines["django"].from_string(text).render(values))


@pytest.mark.parametrize(
    "text",
    [
        '{% icon "no-such-icon" %}',
        '{% status "no-such-state" %}',
        '{% stat "Sĩ số" 35 kind="no-such-state" %}',
        '{% matrix_cell "no-such-state" "1/2" %}',
        '{% alert kind="no-such-kind" %}x{% endalert %}',
    ],
)
def test_a_name_that_does_not_exist_is_an_error_and_not_a_gap(text: str) -> None:
    with pytest.raises(UnknownName):
        _render(text)


@pytest.mark.parametrize(
    "text",
    [
        "{% icon 'house' label=nasty %}",
        "{% status 'done' nasty %}",
        "{% page_head title=nasty subtitle=nasty up='/x' up_label=nasty %}{{ nasty }}{% endpage_head %}",
        "{% card title=nasty note=nasty %}{{ nasty }}{% endcard %}",
        "{% stat nasty nasty unit=nasty hint=nasty url='/x' %}",
        "{% alert title=nasty %}{{ nasty }}{% endalert %}",
        "{% refusal said title=nasty %}",
        "{% empty_state title=nasty url='/x' action=nasty %}{{ nasty }}{% endempty_state %}",
        "{% data_list pairs %}",
        "{% table caption=nasty %}<tbody><tr><td>{{ nasty }}</td></tr></tbody>{% endtable %}",
        "{% tabs items label=nasty %}",
        "{% progress 1 2 nasty %}",
        "{% stepper items label=nasty %}",
        "{% search_box nasty value=nasty hint=nasty %}",
        "{% dialog 'id' title=nasty %}{{ nasty }}{% enddialog %}",
        "{% bar_chart bars nasty %}",
        "{% matrix_cell 'done' nasty label=nasty url='/x' %}",
        "{% spinner 'id' nasty %}",
        "{% print_head nasty nasty %}",
    ],
)
def test_names_typed_by_people_stay_text(text: str) -> None:
    html = _render(
        text,
        nasty=NASTY,
        said=Spoken(code="SOME_CODE", where=NASTY, source=NASTY, what=NASTY, next=NASTY),
        pairs=[(NASTY, NASTY)],
        items=[{"label": NASTY, "url": "/x", "state": "next"}],
        bars=[(NASTY, 1)],
    )
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_a_refusal_says_what_where_why_and_what_next() -> None:
    said = Spoken(
        code="WINDOW_CLOSED", where="Lớp 3A, môn Toán", source="Điều 7", what="Đã đóng.", next="Gửi đề nghị mở lại."
    )
    html = _render("{% refusal said %}", said=said)
    for part in (said.code, said.where, said.source, said.what, said.next, 'role="alert"'):
        assert part in html


def test_a_value_that_is_missing_is_said_and_zero_is_a_value() -> None:
    html = _render("{% data_list pairs %}", pairs=[("Điện thoại", ""), ("Vắng", 0)])
    assert html.count("Chưa có") == 1
    assert "<dd>0</dd>" in html


def test_pages_of_a_list_keep_the_search() -> None:
    request = RequestFactory().get("/hoc-sinh/", {"q": "an & bình", "page": "2"})
    html = _render("{% pagination page %}", page=Paginator(range(100), 10).page(2), request=request)
    links = re.findall(r'<a [^>]*href="([^"]+)"', html)
    assert links
    assert all("q=an+%26+b%C3%ACnh" in link and link.count("page=") == 1 for link in links)
    assert "11–20 trong 100" in html


def test_a_short_list_has_no_links_to_pages() -> None:
    html = _render("{% pagination page %}", page=Paginator(range(3), 10).page(1), request=RequestFactory().get("/"))
    assert "<a " not in html
    assert "1–3 trong 3" in html


def test_pieces_of_a_bar_join_without_gap_and_fill_it() -> None:
    chart = charts.stacked([("Khối 1", {"done": 1, "doing": 1, "waiting": 1}), ("Khối 2", {"late": 1})], even=True)
    for bar in chart.bars:
        end = 0
        for piece in bar.segments:
            assert piece.x == end
            end = piece.x + piece.width
        assert end == charts.FULL
    assert chart.heads == ("Đã xong", "Đang làm", "Chưa bắt đầu", "Trễ")
    assert chart.rows == (("Khối 1", (1, 1, 1, 0)), ("Khối 2", (0, 0, 0, 1)))


def test_bars_are_compared_with_the_longest_or_with_the_given_full() -> None:
    longest = charts.bars([("Khối 1", 100), ("Khối 2", 50)])
    assert [bar.segments[0].width for bar in longest.bars] == [charts.FULL, charts.FULL // 2]
    given = charts.bars([("Khối 1", 100)], maximum=400)
    assert given.bars[0].segments[0].width == charts.FULL // 4
    assert given.bars[0].shown == "100/400"


@pytest.mark.parametrize("items", [[], [("Khối 1", 0)]])
def test_a_chart_of_nothing_is_drawn(items: list[tuple[str, int]]) -> None:
    assert "<figure" in _render("{% bar_chart items 'Số học sinh' %}", items=items)


class _Example(forms.Form):
    name = forms.CharField(label="Họ và tên", help_text="Như trong giấy khai sinh")
    moment = forms.ChoiceField(
        label="Thời điểm", choices=[("1", "Cuối kì I"), ("2", "Cuối năm")], widget=forms.RadioSelect, help_text="Chọn"
    )
    sure = forms.BooleanField(label="Đã rà soát")
    note = forms.CharField(label="Ghi chú", required=False)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> None:
        self.add_error(None, "Hai ô không khớp")


def test_every_field_has_a_label_and_what_describes_it_exists() -> None:
    html = _Example({"name": ""}).render()
    ids = set(re.findall(r'\sid="([^"]+)"', html))
    for described in re.findall(r'aria-describedby="([^"]+)"', html):
        assert set(described.split()) <= ids
    for field in ("id_name", "id_sure", "id_note"):
        assert f'for="{field}"' in html
    assert "<legend>Thời điểm" in html
    assert re.search(r'<fieldset[^>]+aria-describedby="id_moment_helptext id_moment_error"', html)
    assert html.count('aria-invalid="true"') >= 2


def test_all_messages_stand_on_top_and_lead_to_their_fields() -> None:
    html = _Example({}).render()
    summary = html.split('class="fields"')[0]
    assert 'role="alert"' in summary
    assert "Hai ô không khớp" in summary
    for field in ("id_name", "id_moment", "id_sure"):
        assert f'href="#{field}"' in summary
    assert html.count("Hai ô không khớp") == 1


def test_a_fresh_form_complains_about_nothing_and_keeps_what_is_hidden() -> None:
    html = _Example().render()
    assert "error-summary" not in html
    assert "aria-invalid" not in html
    assert 'type="hidden" name="secret"' in html


def test_what_was_typed_is_kept_and_escaped() -> None:
    html = _Example({"name": f'"{NASTY}'}).render()
    assert "<script>" not in html
    assert "&quot;&lt;script&gt;" in html
