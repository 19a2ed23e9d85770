"""Build the fonts that Hocba's PDFs embed: Liberation Serif 2.1.5, cut down and renamed "Hocba Serif".

Why not the originals: unhinted and pre-subset files make each PDF about 23 KB smaller, a missing Vietnamese letter must
be found by a test and not on paper, and glyph substitution (ligatures) would make text hard to read back from the PDF.
The Open Font License reserves the names Liberation, Arimo, Tinos and Cousine, so the modified fonts carry another name.

The originals come from the Debian package `fonts-liberation2` (2.1.5-1); give the folder that holds them. `--check`
builds again and compares instead of writing.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import sys
import unicodedata
from pathlib import Path

from fontTools.pens.basePen import BasePen  # type: ignore[import-untyped]  # fontTools has no types
from fontTools.subset import Options, Subsetter  # type: ignore[import-untyped]  # fontTools has no types
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # fontTools has no types

RENDITION = Path(__file__).resolve().parent.parent / "src" / "hocba" / "documents" / "rendition"
FAMILY = "Hocba Serif"
WINDOWS = 3  # platform of the name table
STYLES = {
    "Regular": "29d12439831b7f59194efec85872f24f54eff05738933f9a860220d2abff88ba",
    "Bold": "446a4421f297698427170fd7db20e59169a4188baaaf940e9bea58af6341a723",
    "Italic": "c1830c433ab41379f1139fac388989d37c9f08c81e1bd643efdcc7946db30753",
}
"""Style and SHA-256 of the original file."""

LETTERS = (
    (0x20, 0x7E),  # ASCII
    (0xA0, 0xAC),
    (0xAE, 0x24F),  # Latin-1 (no soft hyphen), Extended-A and -B: names of foreign pupils and of minority languages
    (0x300, 0x338),  # combining marks of minority languages
    (0x1E00, 0x1EFF),  # Latin Extended Additional: all Vietnamese letters with two marks
    (0x2010, 0x2027),  # dashes, quotation marks, ellipsis
    (0x2030, 0x203A),
    (0x2070, 0x2094),  # raised and lowered digits
    (0x20AB, 0x20AB),  # đồng
    (0x2116, 0x2116),  # numero
    (0x2150, 0x215F),  # fractions
    (0x2190, 0x2195),  # arrows
    (0x2200, 0x22FF),  # mathematical signs
    (0x25A0, 0x25FF),
)
SEAL_LETTERS = "AĂÂBCDĐEÊGHIKLMNOÔƠPQRSTUƯVXYFJWZ0123456789 .,-–—'’\"“”()/&"
SEAL_UNITS = 256
VOWELS = "AĂÂEÊIOÔƠUƯY"
TONES = "\u0300\u0301\u0303\u0309\u0323"


def _rename(font: TTFont, style: str) -> None:
    names = font["name"]
    kept = {0, 13, 14}  # copyright, licence, address of the licence
    names.names = [record for record in names.names if record.nameID in kept and record.platformID == WINDOWS]
    values = {1: FAMILY, 2: style, 3: f"{FAMILY} {style} 1.0", 4: f"{FAMILY} {style}", 5: "Version 1.0"}
    values[6] = f"HocbaSerif-{style}"
    for number, value in values.items():
        names.setName(value, number, WINDOWS, 1, 0x409)


def build(source: bytes, style: str) -> bytes:
    """The cut-down, renamed font of one style; the same bytes on every run."""
    font = TTFont(io.BytesIO(source), recalcTimestamp=False)
    options = Options()
    options.hinting = False
    options.layout_features = ["kern", "mark", "mkmk"]  # no substitution: a glyph is a letter
    options.drop_tables += ["GSUB", "DSIG", "FFTM", "PCLT"]
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.glyph_names = False
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for first, last in LETTERS for code in range(first, last + 1)])
    subsetter.subset(font)
    _rename(font, style)
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


class _PdfPen(BasePen):  # type: ignore[misc]  # fontTools has no types
    """Writes an outline as PDF path operators; the base class turns quadratic curves into cubic ones."""

    def __init__(self, glyphs: object, scale: float) -> None:
        super().__init__(glyphs)
        self.scale = scale
        self.operators: list[str] = []

    def _write(self, operator: str, *points: tuple[float, float]) -> None:
        numbers = " ".join(f"{round(x * self.scale)} {round(y * self.scale)}" for x, y in points)
        self.operators.append(f"{numbers} {operator}")

    def _moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802  # names of fontTools
        self._write("m", point)

    def _lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._write("l", point)

    def _curveToOne(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._write("c", *points)

    def _closePath(self) -> None:  # noqa: N802
        self.operators.append("h")


def outlines(source: bytes) -> bytes:
    """Outlines of what a school seal shows, as PDF paths: the seal is a drawing and holds no text.

    256 units an em are fine enough for letters of 3 mm and keep the drawing small.
    """
    font = TTFont(io.BytesIO(source))
    scale = SEAL_UNITS / font["head"].unitsPerEm
    cmap, glyphs = font.getBestCmap(), font.getGlyphSet()
    letters = set(SEAL_LETTERS) | {unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES}
    found: dict[str, list[object]] = {}
    for letter in sorted(letters):
        pen = _PdfPen(glyphs, scale)
        glyph = glyphs[cmap[ord(letter)]]
        glyph.draw(pen)
        found[letter] = [round(glyph.width * scale), " ".join(pen.operators)]
    shape = {"units_per_em": SEAL_UNITS, "glyphs": found}
    return (json.dumps(shape, ensure_ascii=False, indent=0, sort_keys=True) + "\n").encode()


def coverage(built: list[bytes]) -> bytes:
    """The ranges of characters that every style has."""
    codes = sorted(set.intersection(*(set(TTFont(io.BytesIO(data)).getBestCmap()) for data in built)))
    ranges: list[list[int]] = []
    for code in codes:
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return (json.dumps(ranges) + "\n").encode()


def main() -> int:
    """Write or check the fonts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="folder that holds LiberationSerif-*.ttf")
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    arguments = parser.parse_args()
    files: dict[str, bytes] = {}
    for style, digest in STYLES.items():
        source = (arguments.folder / f"LiberationSerif-{style}.ttf").read_bytes()
        if hashlib.sha256(source).hexdigest() != digest:
            print(f"LiberationSerif-{style}.ttf is not the expected file: {hashlib.sha256(source).hexdigest()}")
            return 1
        files[f"HocbaSerif-{style}.ttf"] = build(source, style)
        if style == "Bold":
            files["seal-letters.json"] = outlines(source)
    files["coverage.json"] = coverage([data for name, data in files.items() if name.endswith(".ttf")])
    listed = "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items()))
    files["SHA256SUMS"] = listed.encode()
    different = []
    for name, data in files.items():
        path = RENDITION / "fonts" / name
        if arguments.check:
            if not path.exists() or path.read_bytes() != data:
                different.append(name)
        else:
            path.write_bytes(data)
            print(f"{name}: {len(data)} bytes")
    if different:
        print("differ from what the script builds: " + ", ".join(different))
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
