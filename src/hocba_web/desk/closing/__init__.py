"""Closing groups: one officer prepares, another decides.

Decision 32/QĐ-THPĐ, chapter I art. 5(3)(d), chapter I art. 5(6)(a).
"""
