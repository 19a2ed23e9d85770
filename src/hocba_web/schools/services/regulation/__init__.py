"""The school's own regulation: drafted, published, acknowledged (Decision 32/QĐ-THPĐ, art. 6(6), chapter II art. 5)."""

from hocba_web.schools.services.regulation.drafting import begin_draft, drop_draft, save_draft
from hocba_web.schools.services.regulation.publishing import acknowledge, publish

__all__ = ["acknowledge", "begin_draft", "drop_draft", "publish", "save_draft"]
