"""What a workbook would change: its rows against what is on file, and what may not be changed from a file, and why."""

from hocba_web.intake.comparing.compare import compare
from hocba_web.intake.comparing.items import Cell, Comparison, Item, State

__all__ = ["Cell", "Comparison", "Item", "State", "compare"]
