"""The parts that pages are made of; docs/design-system.md shows each with an example.

These tags are built in: templates need no `{% load %}`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.template import Context
from django.template.loader import get_template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from hocba_web.base import charts
from hocba_web.base.refusals import Spoken
from hocba_web.base.vendored import ICONS, icon_names

register = template.Library()

STATES: Mapping[str, tuple[str, str, Any]] = {
    # kind: (colour, icon, word when none is given)
    "done": ("done", "circle-check", _("Đã xong")),
    "ready": ("done", "badge-check", _("Sẵn sàng")),
    "open": ("done", "lock-open", _("Đang mở")),
    "doing": ("doing", "circle-dot", _("Đang làm")),
    "waiting": ("waiting", "circle-dashed", _("Chưa bắt đầu")),
    "asked": ("doing", "hourglass", _("Chờ duyệt")),
    "locked": ("waiting", "lock", _("Đã khóa")),
    "late": ("late", "clock-alert", _("Trễ hạn")),
    "warning": ("late", "triangle-alert", _("Cần xem lại")),
    "error": ("error", "octagon-alert", _("Có lỗi")),
    "refused": ("error", "circle-x", _("Không duyệt")),
    "info": ("info", "info", _("Thông tin")),
    "none": ("waiting", "circle-slash", _("Không áp dụng")),
}
ALERTS = {"info": "info", "done": "circle-check", "late": "triangle-alert", "error": "octagon-alert"}
_MESSAGE_KINDS = {"success": "done", "warning": "late", "error": "error"}


class UnknownName(template.TemplateSyntaxError):
    """A template names an icon, state or kind that does not exist."""


def _drawn(component: str, /, **values: Any) -> SafeString:  # noqa: ANN401  # values of a template
    return mark_safe(get_template(f"components/{component}.html").render(values))  # noqa: S308  # rendered with autoescape


def _trimmed(content: str) -> SafeString:
    """What stands inside a block tag: rendered already, so safe; nothing if it is only white space."""
    return mark_safe(content.strip())  # noqa: S308  # output of a template


@register.simple_tag
def csrf_cookie() -> str:
    """Name of this side's cookie with the CSRF token, for scripts."""
    return settings.CSRF_COOKIE_NAME


@register.simple_tag
def icon(name: str, label: str = "", size: str = "") -> SafeString:
    """A drawing of the sprite; hidden from screen readers unless it has a label.

    Args:
        name: a symbol of the sprite.
        label: what it says when no words stand beside it.
        size: "", "s" or "l".

    Raises:
        UnknownName: the sprite has no such symbol.
    """
    if name not in icon_names():
        raise UnknownName(f"icon {name!r}")
    classes = f"icon icon--{size}" if size else "icon"
    address = f"{static(ICONS)}#{name}"
    if label:
        return format_html(
            '<svg class="{}" role="img" aria-label="{}"><use href="{}"></use></svg>', classes, label, address
        )
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}"></use></svg>', classes, address)


@register.simple_tag
def status(kind: str, label: str = "") -> SafeString:
    """A state as icon, word and colour. Kinds: the keys of `STATES`.

    Raises:
        UnknownName: there is no such state.
    """
    if kind not in STATES:
        raise UnknownName(f"status {kind!r}")
    colour, drawing, word = STATES[kind]
    return format_html(
        '<span class="status status--{}">{}{}</span>', colour, icon(drawing, size="s"), label or str(word)
    )


@register.simple_block_tag
def page_head(
    content: str,
    title: str,
    *,
    subtitle: str = "",
    up: str = "",
    up_label: str = "",
    crumbs: Sequence[tuple[str, str]] = (),
) -> SafeString:
    """The head of a page; what stands inside are its actions.

    `up` and `up_label`: the page above; `crumbs`: (label, url) of all pages above, when there are more.
    """
    above = [*crumbs, (up_label, up)] if up else crumbs
    return _drawn("page_head", actions=_trimmed(content), title=title, subtitle=subtitle, crumbs=above)


@register.simple_block_tag
def card(
    content: str, title: str = "", *, icon: str = "", level: int = 2, flush: bool = False, note: str = ""
) -> SafeString:
    """A box with a heading. `flush`: no padding (a table inside); `note`: short text beside the heading."""
    return _drawn("card", content=content, title=title, icon=icon, level=level, flush=flush, note=note)


@register.simple_tag
def stat(label: str, value: object, *, unit: str = "", hint: str = "", kind: str = "", url: str = "") -> SafeString:
    """One figure with its name. `kind`: a state that colours the hint and gives it an icon."""
    if kind and kind not in STATES:
        raise UnknownName(f"stat kind {kind!r}")
    colour, drawing, _word = STATES[kind] if kind else ("", "", "")
    return _drawn("stat", label=label, value=value, unit=unit, hint=hint, colour=colour, icon=drawing, url=url)


@register.simple_block_tag
def alert(content: str, kind: str = "info", *, title: str = "", role: str = "") -> SafeString:
    """A message in the page. Kinds: info, done, late (needs care), error.

    `role`: "status" or "alert" if it came just now.
    """
    if kind not in ALERTS:
        raise UnknownName(f"alert {kind!r}")
    return _drawn("alert", content=_trimmed(content), kind=kind, icon=ALERTS[kind], title=title, role=role)


@register.simple_tag
def refusal(said: Spoken, title: str = "") -> SafeString:
    """What was refused: code, place, article and the next step."""
    return _drawn("refusal", refusal=said, title=title)


@register.simple_block_tag
def empty_state(content: str, title: str, *, icon: str = "inbox", url: str = "", action: str = "") -> SafeString:
    """What this page will hold and the first step; `url` and `action` make the button."""
    return _drawn("empty_state", content=_trimmed(content), title=title, icon=icon, url=url, action=action)


@register.simple_tag
def data_list(items: Sequence[tuple[str, object]]) -> SafeString:
    """Pairs of name and value; an empty value reads "Chưa có"."""
    return _drawn("data_list", items=items)


@register.simple_block_tag
def table(
    content: str,
    caption: str,
    *,
    show_caption: bool = False,
    cards: bool = False,
    scroll: bool = False,
    extra: str = "",
) -> SafeString:
    """A table: thead and tbody stand inside.

    `cards`: rows become cards on phones (first cell of a row is a `<th scope="row">`); `scroll`: scrolls in both
    directions inside its own box; `extra`: more classes ("table--dense table--pin matrix").
    """
    return _drawn(
        "table", content=content, caption=caption, show_caption=show_caption, cards=cards, scroll=scroll, extra=extra
    )


@register.simple_tag
def tabs(items: Sequence[Mapping[str, Any]], label: str) -> SafeString:
    """Links between the pages of one thing: dicts with label, url, current and, if wanted, count."""
    return _drawn("tabs", items=items, label=label)


@register.simple_tag
def progress(value: int, maximum: int, label: str, *, kind: str = "", show_label: bool = False) -> SafeString:
    """How many of how many. `kind`: "", "done" or "late"; complete is drawn as done."""
    kind = kind or ("done" if maximum and value >= maximum else "")
    percent = 100 * value // maximum if maximum else 0
    return _drawn(
        "progress", value=value, maximum=maximum, label=label, kind=kind, show_label=show_label, percent=percent
    )


@register.simple_tag
def stepper(steps: Sequence[Mapping[str, Any]], label: str) -> SafeString:
    """Steps in order: dicts with label and state ("done", "current" or "next") and, if wanted, url."""
    return _drawn("stepper", steps=steps, label=label)


@register.simple_tag
def timeline(entries: Sequence[Mapping[str, Any]]) -> SafeString:
    """History, newest first: dicts with at (aware), who, what and, if wanted, detail and icon."""
    return _drawn("timeline", entries=entries)


@register.simple_tag(takes_context=True)
def pagination(context: Context, page: Page[Any]) -> SafeString:
    """The other pages of a list, keeping the rest of the address."""
    request = context.get("request")

    def address(number: int) -> str:
        query = request.GET.copy() if request is not None else None
        if query is None:
            return f"?page={number}"
        query["page"] = str(number)
        return f"?{query.urlencode()}"

    return _drawn(
        "pagination",
        page=page,
        previous=address(page.previous_page_number()) if page.has_previous() else "",
        following=address(page.next_page_number()) if page.has_next() else "",
        numbers=[
            (number, address(number) if isinstance(number, int) else "")
            for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
        ]
        if page.paginator.num_pages > 1
        else [],
    )


@register.simple_tag
def search_box(label: str, *, name: str = "q", value: str = "", hint: str = "") -> SafeString:
    """A search field with its name for screen readers; stands inside a `<form class="filters" role="search">`."""
    return _drawn("search_box", label=label, name=name, value=value, hint=hint)


@register.simple_block_tag
def dialog(content: str, id: str, *, title: str, wide: bool = False) -> SafeString:  # noqa: A002  # HTML's own word
    """A native dialog; a button with `data-dialog="<id>"` opens it, one with `data-close` inside closes it."""
    return _drawn("dialog", content=content, id=id, title=title, wide=wide)


@register.simple_tag
def bar_chart(
    items: Sequence[tuple[str, int]], title: str, *, maximum: int | None = None, kind: str = "accent"
) -> SafeString:
    """Bars with their figures as a table below."""
    return _drawn("chart", chart=charts.bars(items, maximum=maximum, kind=kind), title=title)


@register.simple_tag
def stacked_chart(
    items: Sequence[tuple[str, Mapping[str, int]]],
    title: str,
    *,
    labels: Mapping[str, str] | None = None,
    even: bool = False,
) -> SafeString:
    """Bars cut into states (done, doing, waiting, late, error) with their figures as a table below."""
    return _drawn("chart", chart=charts.stacked(items, labels=labels, even=even), title=title)


@register.simple_tag
def matrix_cell(kind: str, text: str, *, label: str = "", url: str = "") -> SafeString:
    """One cell of a matrix "class by stage": a state with a count; `label` is what screen readers hear."""
    if kind not in STATES:
        raise UnknownName(f"matrix cell {kind!r}")
    colour, drawing, word = STATES[kind]
    return _drawn("matrix_cell", colour=colour, icon=drawing, text=text, label=label or str(word), url=url)


@register.simple_tag
def skeleton(lines: int = 3) -> SafeString:
    """Grey lines while a fragment is on its way."""
    return _drawn("skeleton", lines=range(lines))


@register.simple_tag
def spinner(id: str = "", text: str = "") -> SafeString:  # noqa: A002  # HTML's own word
    """What htmx shows while it waits: `hx-indicator="#<id>"`."""
    return _drawn("spinner", id=id, text=text)


@register.simple_tag(takes_context=True)
def print_head(context: Context, title: str, subtitle: str = "") -> SafeString:
    """The head of a printed form: state and motto, authority and school; only on paper."""
    return _drawn("print_head", title=title, subtitle=subtitle, school=context.get("school"))


@register.filter
def message_kind(tags: str) -> str:
    """Django's message level as a kind of alert."""
    return next((kind for level, kind in _MESSAGE_KINDS.items() if level in tags.split()), "info")
