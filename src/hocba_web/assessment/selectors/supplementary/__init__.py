"""Pupils who are assessed again, as pages show them."""

from hocba_web.assessment.selectors.supplementary.cases import CaseRow, Due, PupilCase, cases, due_of, pupil_case

__all__ = ["CaseRow", "Due", "PupilCase", "cases", "due_of", "pupil_case"]
