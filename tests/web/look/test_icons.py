"""Icons named outside templates: in the navigation."""

from __future__ import annotations

import pytest

from hocba_web.base.vendored import icon_names
from hocba_web.config.nav import SECTIONS, Item


@pytest.mark.parametrize("item", [item for section in SECTIONS for item in section.items], ids=lambda item: item.view)
def test_every_entry_of_the_navigation_has_a_drawing(item: Item) -> None:
    assert item.icon in icon_names()
