"""Classes and places in them, for applications above that hang results on them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from hocba_web.schools.models import Enrolment, SchoolClass


def classes(**which: Any) -> QuerySet[SchoolClass]:  # noqa: ANN401  # conditions of a query
    """Classes with their year; the caller says of which school or year."""
    return SchoolClass.objects.select_related("year").filter(**which)


def places(**which: Any) -> QuerySet[Enrolment]:  # noqa: ANN401  # as above
    """Pupils' places in classes; the caller says of which school, year or class."""
    return Enrolment.objects.filter(**which)
