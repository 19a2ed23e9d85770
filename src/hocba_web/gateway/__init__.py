"""The authority's receiving gateway: takes in, judges, answers. Its own side, process and database."""
