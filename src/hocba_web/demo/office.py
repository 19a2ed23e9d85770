"""Who works at the demo's authority; both sides may print it, tables are elsewhere. All invented."""

from __future__ import annotations

from hocba_web.officers.roles import OfficerRole

OFFICERS = (
    ("trang.htt", "Hoàng Thị Thu Trang", OfficerRole.INTAKE),
    ("khanh.lq", "Lê Quốc Khánh", OfficerRole.INTAKE),
    ("duc.pm", "Phạm Minh Đức", OfficerRole.DECIDER),
    ("yen.vh", "Vũ Hải Yến", OfficerRole.DECIDER),
    ("tung.dt", "Đỗ Thanh Tùng", OfficerRole.ADMIN),
    ("hang.bt", "Bùi Thu Hằng", OfficerRole.AUDITOR),
)
"""Login, name, role. All invented."""
SCHOOL_MANAGER = ("thuy.tt", "Trần Thị Thúy")
"""The sample school's principal, named by the authority to read the school's records there."""
