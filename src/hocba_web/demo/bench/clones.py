"""Many schools in PostgreSQL, copied from the first by the server itself, ids shifted by a stride."""

from __future__ import annotations

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models

STRIDE = 10_000_000
"""Between the ids of one copy and the next: more than any table of one school holds."""
TABLES = (
    "schools.School",
    "schools.SchoolYear",
    "schools.SchoolClass",
    "schools.Decision",
    "schools.Staff",
    "schools.Homeroom",
    "schools.Teaching",
    "schools.Pupil",
    "schools.Guardian",
    "schools.Enrolment",
    "assessment.EntryWindow",
    "assessment.SubjectResult",
    "assessment.TraitResult",
    "assessment.HomeroomEntry",
    "assessment.YearEnd",
    "assessment.Progress",
)


def clone_schools(copies: int) -> None:
    """Copy everything of the first school so many times; PostgreSQL only, as its owner."""
    cloned = {apps.get_model(name) for name in TABLES}
    with connection.cursor() as cursor:
        # References hold by construction; checking millions of them one by one takes longer than writing them.
        cursor.execute("SET session_replication_role = replica")
        for name in TABLES:
            model = apps.get_model(name)
            fields = model._meta.concrete_fields  # noqa: SLF001  # Django's documented metadata
            columns = ", ".join(f'"{field.column}"' for field in fields)
            values = ", ".join(_value(field, cloned) for field in fields)
            table = model._meta.db_table  # noqa: SLF001  # the same
            cursor.execute(
                f'INSERT INTO "{table}" ({columns}) SELECT {values} FROM "{table}" t '  # noqa: S608  # our own names
                f"CROSS JOIN generate_series(1, %s) AS copy(k)",
                [copies],
            )
        cursor.execute("SET session_replication_role = DEFAULT")
        for statement in connection.ops.sequence_reset_sql(no_style(), [apps.get_model(name) for name in TABLES]):
            cursor.execute(statement)
        cursor.execute("ANALYZE")


def _value(field: models.Field[object, object], cloned: set[type[models.Model]]) -> str:
    """What a copy holds in a column, as SQL."""
    column = f't."{field.column}"'
    if field.primary_key or (isinstance(field, models.ForeignKey) and field.related_model in cloned):
        return f"{column} + copy.k * {STRIDE}"
    if isinstance(field, models.OneToOneField):
        return "NULL" if field.null else column
    if field.unique and isinstance(field, models.CharField):
        return f"{column} || '-' || copy.k"
    if field.unique and isinstance(field, models.UUIDField):
        return "gen_random_uuid()"
    return column
