"""Where lines break: greedily at spaces; inside a word only after a dash or slash, or where it is wider than a line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from hocba.documents.rendition.writer.face import Face

_AFTER = re.compile(r"(?<=[-–—/])(?=[^\W\d_])")
"""Inside a word: after a dash or slash that a letter follows."""
_WIDER_THAN_A_LINE = 200
"""Letters; of a longer word no more are looked at for one line, or cutting it would take quadratic time."""


def broken(face: Face, text: str, full: float, first: float) -> Iterator[tuple[bytes, list[str], int]]:
    """Break a text into lines; widths are in font units.

    Args:
        face: of all its letters.
        text: without line feeds.
        full: width of a line.
        first: width of the first line; if no word fits there, it is empty.

    Yields:
        A line as the inside of a PDF string, with the space that its end stands for; its words; its width without
        that space.

    Raises:
        KeyError: a letter that the face does not have.
    """
    data: list[bytes] = []
    words: list[str] = []
    used, room = 0, first
    after, after_width = b"", 0
    waiting = [word for word in reversed(text.split(" ")) if word]
    while waiting:
        letters = waiting.pop()
        looked_at = letters[:_WIDER_THAN_A_LINE]
        word = face.word(looked_at)
        gap = after_width + word.before_width if data else 0
        fits = used + gap + word.width <= room and looked_at == letters
        if not fits:
            kept = _kept(face, looked_at, room - used - gap, cut=not data and room == full)
            letters, rest = letters[:kept], letters[kept:]
            if rest:
                waiting.append(rest)
            fits = not rest  # a single letter that is wider than a line
            if letters:
                word = face.word(letters)
        if letters:
            if data:
                data += (after, word.before)
            data.append(word.data)
            words.append(letters)
            used += gap + word.width
            after, after_width = word.after, word.after_width
        if not fits:
            ending = face.space_data if data and not letters else b""
            yield b"".join(data) + ending, words, used
            data, words, used, room = [], [], 0, full
    yield b"".join(data), words, used


def _kept(face: Face, word: str, room: float, *, cut: bool) -> int:
    """How many letters of a word too wide may stay on a line: up to a dash, or, with `cut`, as many as fit."""
    places = [match.start() for match in _AFTER.finditer(word)]
    fitting = [at for at in places if face.word(word[:at]).width <= room]
    if fitting or not cut:
        return max(fitting, default=0)
    end, used = 1, face.width(word[0])
    for letter in word[1:]:
        used += face.width(letter)
        if used > room and not unicodedata.combining(letter):
            break
        end += 1
    return end
