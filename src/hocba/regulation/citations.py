"""Articles are cited in English in code and data; people read them in Vietnamese.

A source is one or more citations joined by "; ", each like "Circular 27/2020/TT-BGDĐT, art. 9(2)(a)".
"""

from __future__ import annotations

import re

from hocba.messages import Language

_WORDS = (
    ("Practice of schools, not law", "Thông lệ của các trường, không phải quy định"),
    ("Convention of the project", "Quy ước của phần mềm"),
    ("as corrected by", "được đính chính bởi"),
    ("Circular ", "Thông tư "),
    ("Decision ", "Quyết định "),
    ("Decree ", "Nghị định "),
    ("Law ", "Luật "),
    ("National data-exchange model for education", "Mô hình dữ liệu trao đổi quốc gia về giáo dục"),
    ("names of at most 150 characters", "họ tên không quá 150 ký tự"),
    ("level codes", "mã cấp học"),
    ("appendix ", "Phụ lục "),
    ("guidance ", "hướng dẫn mục "),
    ("chapter ", "Chương "),
    ("part ", "phần "),
    (" and ", " và "),
)
_ARTICLE = re.compile(r"art\. (\d+(?:-\d+)?)(?:\((\d+)\)(?:-\((\d+)\))?)?(?:\(([a-zđ])\))?")


def _article(match: re.Match[str]) -> str:
    """One article in Vietnamese: "art. 9(2)(a)" is "Điều 9 khoản 2 điểm a"."""
    article, clause, last_clause, point = match.groups()
    words = [f"Điều {article}"]
    if clause:
        words.append(f"khoản {clause}" + (f"-{last_clause}" if last_clause else ""))
    if point:
        words.append(f"điểm {point}")
    return " ".join(words)


def citation(source: str, language: Language = "vi") -> str:
    """A source for readers of `language`: in Vietnamese "Thông tư 27/2020/TT-BGDĐT, Điều 9 khoản 2 điểm a"."""
    if language == "en":
        return source
    text = _ARTICLE.sub(_article, source)
    for english, vietnamese in _WORDS:
        text = text.replace(english, vietnamese)
    return text
