"""The list of schools, as rows; who may keep it and its traces belong to those who ask."""

from __future__ import annotations

from django.db import transaction

from hocba_web.register.models import School


def add(*, code: str, name: str, area_code: str, area_name: str) -> School:
    """A new school.

    Args:
        code: MA_TRUONG of its records; it never changes.
        name: as on its certificate.
        area_code: of the ward or commune.
        area_name: the same.

    Raises:
        IntegrityError: the code is taken; the caller's transaction goes on.
    """
    with transaction.atomic():
        return School.objects.create(code=code, name=name, area_code=area_code, area_name=area_name)


@transaction.atomic
def change(school_id: int, *, name: str, area_code: str, area_name: str, active: bool) -> School | None:
    """Put a school's row right; None where there is none. Its code never changes.

    Args:
        school_id: of the row.
        name: as on its certificate.
        area_code: of the ward or commune.
        area_name: the same.
        active: whether it hands in; one that does not keeps its records.
    """
    found = School.objects.select_for_update().filter(pk=school_id).first()
    if found is not None:
        found.name, found.active = name, active
        found.area_code, found.area_name = area_code, area_name
        found.save(update_fields=["name", "active", "area_code", "area_name"])
    return found


def put(*, code: str, name: str, area_code: str, area_name: str) -> School:
    """Added, or put right and active again.

    Args:
        code: MA_TRUONG of its records.
        name: as on its certificate.
        area_code: of the ward or commune; empty keeps what is known.
        area_name: the same.
    """
    known = {"area_code": area_code, "area_name": area_name} if area_code else {}
    found, _ = School.objects.update_or_create(code=code, defaults={"name": name, "active": True} | known)
    return found
