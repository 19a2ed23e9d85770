"""Who works on the authority's side, in which role and area."""
