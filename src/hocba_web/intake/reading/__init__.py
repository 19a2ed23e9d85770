"""From the bytes of a workbook to flat rows and to everything that is to be said about its cells.

The core decides what a cell means; here its rows take the shape in which they are compared with the database.
"""

from hocba_web.intake.reading.known import KnownSchool
from hocba_web.intake.reading.reading import Chosen, Reading, Refusal
from hocba_web.intake.reading.workbook import read_workbook

__all__ = ["Chosen", "KnownSchool", "Reading", "Refusal", "read_workbook"]
