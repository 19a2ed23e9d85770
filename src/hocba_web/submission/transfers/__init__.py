"""Pupils between schools: steps with their clocks, dossiers out and in, inherited and digitised years.

Source: Circular 28/2020/TT-BGDĐT, art. 36; Decision 32/QĐ-THPĐ, chapter I art. 5(5)(c); after the model of Decision
1789/QĐ-SGDĐT, art. 22 and 39. Data are inherited, never made anew.
"""
