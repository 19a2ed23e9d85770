"""The school's regulation on digital records (Decision 32/QĐ-THPĐ of 24/10/2025) and its practice."""
