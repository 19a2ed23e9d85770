"""The register: school, classes, pupils, staff, appointments, the school's own regulation."""
