"""The content of records from the register and the results of the site."""

from hocba_web.records.selectors.assembling.judging import Candidate, Fixed, Frame, Obstacle, assembled, judge
from hocba_web.records.selectors.assembling.places import Page, Place
from hocba_web.records.selectors.assembling.sources import Entry, Sources, load_sources

__all__ = [
    "Candidate",
    "Entry",
    "Fixed",
    "Frame",
    "Obstacle",
    "Page",
    "Place",
    "Sources",
    "assembled",
    "judge",
    "load_sources",
]
