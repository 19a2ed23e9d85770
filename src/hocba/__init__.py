"""Hocba: the digital school record (Học bạ số) for Vietnamese primary schools, its core."""
