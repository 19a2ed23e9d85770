"""The tables in which results are entered: their columns, their cells, what the browser is given."""
