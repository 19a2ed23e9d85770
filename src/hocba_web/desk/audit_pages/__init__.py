"""Traces of the authority's side, for deciding officers and auditors."""
