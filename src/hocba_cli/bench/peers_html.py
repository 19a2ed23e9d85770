"""The same form as HTML: exactly the visible texts that ours shows, in the same look, for a browser-like renderer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from hocba.documents.rendition.form import (
    Block,
    Closing,
    Cover,
    Field,
    Fields,
    Form,
    Heading,
    LookUp,
    Paragraph,
    Table,
)

# Fixed table layout, because it is the faster one and gives the look that is wanted.
STYLE = """
@page { size: A4; margin: 2.2cm 1.8cm 2cm 2.4cm; font: 9pt "Hocba Serif";
  @top-left { content: string(header-left); vertical-align: bottom; border-bottom: 0.5pt solid #9d1420; width: 50% }
  @top-right { content: string(header-right); vertical-align: bottom; border-bottom: 0.5pt solid #9d1420; width: 50% }
  @bottom-left { content: string(footer) }
  @bottom-right { content: "Trang " counter(page) "/" counter(pages) } }
@page cover { margin: 2cm;
  @top-left { content: none } @top-right { content: none }
  @bottom-left { content: none } @bottom-right { content: none } }
body { font: 11.5pt/1.25 "Hocba Serif" }
.header-left { string-set: header-left content() } .header-right { string-set: header-right content() }
.footer { string-set: footer content() } .running { position: absolute; visibility: hidden; font-size: 0 }
.mark { position: fixed; top: 10cm; left: -2cm; width: 21cm; text-align: center; transform: rotate(-45deg);
  font-size: 58pt; font-weight: bold; color: #ececec; z-index: -1 }
h1 { font-size: 13.5pt; text-align: center; color: #9d1420; margin: 0.8em 0 0.6em }
h2 { font-size: 12pt; margin: 0.7em 0 0.4em } h3 { font-size: 11.5pt; font-style: italic; margin: 0.5em 0 0.3em }
.new { break-before: page } p { margin: 0.25em 0 } .strong { font-weight: bold } .note { font-style: italic }
.cover { page: cover; border: 2.2pt solid #9d1420; padding: 4pt; height: 25cm; text-align: center }
.cover > div { border: 0.7pt solid #9d1420; padding: 1.6cm; height: 21.2cm }
.ministry { font-size: 15pt; font-weight: bold } .title { font-size: 46pt; letter-spacing: 3pt; margin-top: 3cm }
.level { font-size: 24pt; letter-spacing: 2pt; margin-bottom: 4cm } .title, .level { font-weight: bold; color: #9d1420 }
.year { font-size: 14pt; font-weight: bold; margin-top: 3cm }
table { width: 100%; border-collapse: collapse; table-layout: fixed; font-size: 10.5pt }
.data th, .data td { border: 0.5pt solid #555; padding: 2.4pt 5pt; line-height: 1.1 } .data th { background: #f3e9e2 }
.data tr { break-inside: avoid } .signatures { font-size: 9pt }
.pairs { font-size: inherit; text-align: left } .pairs td { padding: 1.5pt 0; vertical-align: bottom }
.pairs .value { border-bottom: 0.6pt dotted #777; font-weight: bold } .wide { width: 34% }
.lookup { border: 0.7pt solid #9d1420; padding: 8pt; break-inside: avoid; margin-top: 1em; line-height: 1.15 }
.lookup svg { width: 2.6cm; float: left } .lookup > div { margin-left: 3cm }
.closing { break-inside: avoid } .place { text-align: right; font-style: italic }
.spot { display: inline-block; width: 49%; text-align: center } .room { height: 2.6cm }
"""

_WIDTHS = {
    "subjects": (27, 16, 10, 47),
    "traits": (30, 17, 53),
    "history": (17, 12, 47, 24),
    "signatures": (6, 20, 18, 16, 19, 21),
}


def html_of(form: Form, qr_svg: str) -> str:
    """A complete document.

    Args:
        form: what ours lays out, too.
        qr_svg: the QR code, made once for both.
    """
    running = form.repeated
    texts = (("header-left", running.header[0]), ("header-right", running.header[1]), ("footer", running.footer))
    repeated = "".join(f'<div class="running {name}">{escape(text)}</div>' for name, text in texts)
    marks = "".join(f'<div class="mark">{escape(mark)}</div>' for mark in running.marks)
    blocks = "".join(_block(block, qr_svg) for block in form.blocks)
    head = f'<meta charset="utf-8"><title>{escape(form.title)}</title>'
    return (
        f'<!DOCTYPE html><html lang="{form.language}"><head>{head}</head><body>{repeated}{marks}{blocks}</body></html>'
    )


def _block(block: Block, qr_svg: str) -> str:
    match block:
        case Cover():
            text = _cover(block)
        case Heading():
            place = ' class="new"' if block.new_page else ""
            text = f"<h{block.level}{place}>{escape(block.text)}</h{block.level}>"
        case Fields():
            text = _pairs(block.items) if block.columns == 1 else _columns(block)
        case Paragraph():
            text = _p(block.style, block.text)
        case Table():
            text = _table(block)
        case LookUp():
            effect = _p("strong", block.effect[0]) + "".join(_p("body", line) for line in block.effect[1:])
            inside = f"{_pairs(block.fields)}{_p('note', block.note)}{effect}"
            text = f'<section class="lookup">{qr_svg}<div>{inside}</div></section>'
        case Closing():
            text = _closing(block)
    return text


def _cover(block: Cover) -> str:
    inside = (
        _p("ministry", block.ministry),
        _p("title", block.title),
        _p("level", block.level),
        _pairs(block.fields),
        _p("year", block.year),
    )
    return f'<section class="cover"><div>{"".join(inside)}</div></section>'


def _closing(block: Closing) -> str:
    spots = "".join(
        f'<div class="spot">{_p("strong", spot.title)}{_p("note", spot.status)}<div class="room"></div>'
        f"{_p('strong', spot.name)}</div>"
        for spot in block.spots
    )
    return f'<section class="closing">{_p("place", block.place_and_date)}{spots}</section>'


def _p(kind: str, text: str) -> str:
    return f'<p class="{kind}">{escape(text)}</p>'


def _pairs(items: Sequence[Field]) -> str:
    rows = "".join(
        f'<tr><td>{escape(one.caption)}</td><td class="value">{escape(one.value)}</td></tr>' for one in items
    )
    return f'<table class="pairs"><colgroup><col class="wide"><col></colgroup><tbody>{rows}</tbody></table>'


def _columns(block: Fields) -> str:
    cells = (f"<td>{escape(one.caption)} <b>{escape(one.value)}</b></td>" for one in block.items)
    rows = "".join(f"<tr>{''.join(row)}</tr>" for row in zip(*[cells] * block.columns, strict=True))
    return f'<table class="pairs"><tbody>{rows}</tbody></table>'


def _table(table: Table) -> str:
    columns = "".join(f'<col style="width:{width}%">' for width in _WIDTHS[table.name])
    head = _cells("th", ((caption, 1) for caption in table.columns))
    body = "".join(f"<tr>{_cells('td', ((cell.text, cell.rows) for cell in row))}</tr>" for row in table.rows)
    parts = f"<colgroup>{columns}</colgroup><thead><tr>{head}</tr></thead><tbody>{body}</tbody>"
    return f'<table class="data {table.name}">{parts}</table>'


def _cells(tag: str, cells: Iterable[tuple[str, int]]) -> str:
    return "".join(
        f'<{tag} rowspan="{rows}">{escape(text)}</{tag}>' if rows > 1 else f"<{tag}>{escape(text)}</{tag}>"
        for text, rows in cells
    )
