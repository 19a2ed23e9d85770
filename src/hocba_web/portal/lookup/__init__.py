"""Look-up by five inputs, downloads, family links; school management's reading (Decision 32/QĐ-THPĐ, art. 2(8))."""
