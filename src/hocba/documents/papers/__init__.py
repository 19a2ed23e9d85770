"""Papers beside the record itself: copies and extracts, sheets for families, the print of a hand-over document."""

from hocba.documents.papers.confirmed import confirmed_print
from hocba.documents.papers.copies import certified_copy
from hocba.documents.papers.extracts import Choice, Section, extract
from hocba.documents.papers.formalities import Formalities
from hocba.documents.papers.handover_print import handover_blocks, handover_line, handover_print
from hocba.documents.papers.liaison import LiaisonSheet, liaison_sheets
from hocba.documents.papers.paper import Columns, PaperBlock
from hocba.documents.papers.slips import CodeSlip, code_slips
from hocba.documents.papers.words import PAPER_VERSION, SEALED_PAPERS, seal_caption

__all__ = [
    "PAPER_VERSION",
    "SEALED_PAPERS",
    "Choice",
    "CodeSlip",
    "Columns",
    "Formalities",
    "LiaisonSheet",
    "PaperBlock",
    "Section",
    "certified_copy",
    "code_slips",
    "confirmed_print",
    "extract",
    "handover_blocks",
    "handover_line",
    "handover_print",
    "liaison_sheets",
    "seal_caption",
]
