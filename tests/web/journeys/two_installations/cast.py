"""Who takes part, at which windows, and what they keep in hand between the stretches."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path

from support.web.demo_site import DemoSite
from support.web.journey import Journey

CLASS = "4A2"
PUPILS = 35
"""Of 36 on the list one is assessed again in summer."""
REGISTRAR, ADMIN, PRINCIPAL, CLERK = "Nguyễn Xuân Trường", "Ngô Thị Minh Nguyệt", "Trần Thị Thúy", "Phạm Thị Kim Oanh"
SUBJECT_TEACHERS = ("Bùi Thị Dung", "Nguyễn Thị Nga", "Ngô Thị Dung", "Vũ Đức Thắng", "Đinh Thị Yến")
HOMEROOM = "Trần Thị Thu Hà"
MUSIC_TEACHER = "Ngô Thị Dung"
INTAKE, DECIDER, OTHER_DECIDER = "Lê Quốc Khánh", "Phạm Minh Đức", "Vũ Hải Yến"
"""Officers: who prepares, who decides."""
RETURNED = "Nguyễn Minh Anh"
"""Given back by the principal before the seal; from row 1 of the grid, counted from 0."""
LISTED_WRONG = "Nguyễn Đức Anh"
"""The sector database has another birth date: it is put right there, the same file goes again."""
ENTERED_WRONG = "Vũ Quỳnh Chi"
"""The school has a wrong birth date: the record is withdrawn, corrected, signed again."""
RECALLED = "Hoàng Minh Đức"
"""Accepted, then found wrong: recalled and replaced."""
JUNE, AUGUST = 806, 12
"""Pupils of the two groups."""


@dataclass
class Stage:
    """Both sides of the running demo and a window for each kind of visitor."""

    site: DemoSite
    school: Journey
    office: Journey
    public: Journey
    folder: Path
    """What the journey keeps: files downloaded, files changed, receipts."""
    files: dict[str, Path] = field(default_factory=dict)

    def picture(self, journey: Journey, name: str) -> None:
        """A picture of the page, for people to look at, where somebody asks for them."""
        if PICTURES in os.environ:
            journey.window.picture(Path(os.environ[PICTURES]) / f"{name}.png", full=True)

    def class_id(self) -> int:
        """The number of the class in addresses."""
        self.school.go("/lop/")
        link = self.school.page.locator("main").get_by_role("link", name=re.compile(rf"\b{CLASS}\b")).first
        found = re.search(r"/(\d+)/", link.get_attribute("href") or "")
        assert found is not None
        return int(found[1])


PICTURES = "HOCBA_JOURNEY_PICTURES"
"""Environment: folder where pictures of the main steps are left."""
