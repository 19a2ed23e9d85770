"""A national day played at the authority's side, and its figures."""
