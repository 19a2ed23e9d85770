"""Approving the organisation certificates of schools: one officer prepares, another decides."""
