"""Circular 27/2020/TT-BGDĐT: assessment of primary pupils, as data beside this file and pure rules over it."""
