"""Guides: their list, their text as HTML, and which one belongs to a page (Decision 32/QĐ-THPĐ, art. 6(7), 10(d)).

They are Markdown files of the application. HTML inside them is shown as text, pictures and links are limited to our
own, so nothing in a guide can run.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from django.templatetags.static import static
from django.urls import reverse
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from hocba_web.accounts.roles import Role
from hocba_web.base.refusals import Missing
from hocba_web.base.text import fold

FOLDER = Path(__file__).parents[1] / "guides"
PICTURES = "pictures/"
"""How a guide names a picture: `![words](pictures/grid.png)`."""


@dataclass(frozen=True, slots=True)
class Guide:
    """One guide of the list."""

    slug: str
    """Name of its file and address."""
    title: str
    summary: str
    icon: str
    group: str
    """"start", "role", "sign" or "more": where the list shows it."""
    roles: frozenset[Role]
    """Whose training it belongs to; empty: everybody's."""

    @property
    def url(self) -> str:
        """Address of its page."""
        return reverse("support:guide", args=[self.slug])


@dataclass(frozen=True, slots=True)
class Section:
    """A second-level heading."""

    anchor: str
    title: str


@dataclass(frozen=True, slots=True)
class Text:
    """A guide ready to be shown."""

    html: str
    """Safe: made by `render`, never written by hand."""
    sections: tuple[Section, ...]


@cache
def guides() -> tuple[Guide, ...]:
    """All guides, in the order of the list."""
    listed = tomllib.loads((FOLDER / "guides.toml").read_text(encoding="utf-8"))["guide"]
    return tuple(
        Guide(
            slug=one["slug"],
            title=one["title"],
            summary=one["summary"],
            icon=one["icon"],
            group=one["group"],
            roles=frozenset(Role(name) for name in one.get("roles", ())),
        )
        for one in listed
    )


def guide(slug: str) -> Guide:
    """One guide.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    found = next((one for one in guides() if one.slug == slug), None)
    if found is None:
        raise Missing("NOT_FOUND_HERE")
    return found


@cache
def text_of(slug: str) -> Text:
    """The text of a guide of the list, without its first heading (the page shows the title)."""
    source = (FOLDER / f"{slug}.md").read_text(encoding="utf-8")
    return render(source)


@cache
def _pages() -> Mapping[str, str]:
    pages: dict[str, str] = tomllib.loads((FOLDER / "pages.toml").read_text(encoding="utf-8"))["pages"]
    return pages


def guide_for(view_name: str) -> str:
    """The address of what helps on a page; the list of guides for pages without an own section.

    Args:
        view_name: "assessment:grid", as the resolver says; empty where nothing matched.
    """
    where = _pages().get(view_name)
    if where is None:
        return reverse("support:guides")
    slug, _, anchor = where.partition("#")
    return reverse("support:guide", args=[slug]) + (f"#{anchor}" if anchor else "")


def render(source: str) -> Text:
    """Markdown of ours as HTML: no raw HTML, no foreign addresses."""
    parser = MarkdownIt("commonmark", {"html": False}, renderer_cls=_Renderer).enable("table")
    parser.validateLink = _is_ours  # type: ignore[method-assign]  # the documented way to limit links
    tokens = _without_title(parser.parse(source))
    sections = []
    for token, inline in pairwise(tokens):
        if token.type == "heading_open":
            anchor = anchor_of(inline.content)
            token.attrSet("id", anchor)
            if token.tag == "h2":
                sections.append(Section(anchor, _plain(inline)))
    html = parser.renderer.render(tokens, parser.options, {})
    return Text(html, tuple(sections))


def anchor_of(heading: str) -> str:
    """What a heading is called in an address: "Dán từ Excel" -> "dan-tu-excel"."""
    return re.sub(r"[^a-z0-9]+", "-", fold(heading)).strip("-")


def _plain(inline: Token) -> str:
    return "".join(child.content for child in inline.children or ())


def _is_ours(url: str) -> bool:
    """Pages of this site, other guides and their pictures; nothing else."""
    return bool(re.fullmatch(r"/(?!/)[\w/.?=&#-]*|#[\w-]+|[a-z-]+\.md(#[\w-]+)?|pictures/[a-z0-9-]+\.png", url))


def _without_title(tokens: list[Token]) -> list[Token]:
    if tokens and tokens[0].type == "heading_open" and tokens[0].tag == "h1":
        return tokens[3:]
    return tokens


class _Renderer(RendererHTML):
    """Our addresses of pictures and guides, our classes of tables."""

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """A picture, small in the text and large by a click."""
        del options, env
        token = tokens[idx]
        source = static("support/" + str(token.attrs["src"]))
        words = _attribute("".join(_words(token)))
        return f'<a class="guide-picture" href="{source}"><img src="{source}" alt="{words}" loading="lazy"></a>'

    def link_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """A link; those to other guides by their address here."""
        token = tokens[idx]
        target, _, anchor = str(token.attrs["href"]).partition("#")
        if target.endswith(".md"):
            url = reverse("support:guide", args=[target.removesuffix(".md")])
            token.attrSet("href", url + (f"#{anchor}" if anchor else ""))
        return self.renderToken(tokens, idx, options, env)

    def table_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """A table of the design system, in its own scroll box that the keyboard reaches."""
        tokens[idx].attrSet("class", "table")
        box = '<div class="table-wrap" role="group" aria-label="Bảng" tabindex="0">'
        return box + self.renderToken(tokens, idx, options, env)

    def table_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """Its end."""
        return self.renderToken(tokens, idx, options, env) + "</div>"


def _words(token: Token) -> Iterator[str]:
    return (child.content for child in token.children or ())


def _attribute(words: str) -> str:
    return words.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")
