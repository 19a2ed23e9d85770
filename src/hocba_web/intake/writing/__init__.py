"""From differences to the database, and back again."""

from hocba_web.intake.writing.undoing import Conflict, conflicts, without
from hocba_web.intake.writing.write import Target, write

__all__ = ["Conflict", "Target", "conflicts", "without", "write"]
