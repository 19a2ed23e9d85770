"""Emptying the training school, so that it can be filled anew; a real school is never touched.

Two things stand in the way of a mistake: the school must be a training school, and everything that would go must
belong to it alone. Traces stay: they are append-only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db import connection, transaction
from django.db.models import ForeignKey, Model

from hocba_web.base import append_only
from hocba_web.base.refusals import Refused
from hocba_web.schools.models import School

SOURCE = "Decision 32/QĐ-THPĐ, art. 6(7)"
_CHUNK = 500
Found = dict[type[Model], set[int]]


@transaction.atomic
def clear_training(*, school_id: int) -> int:
    """Remove the training school with everything in it.

    Args:
        school_id: a training school.

    Returns:
        How many rows went.

    Raises:
        Refused: TRAINING_ONLY, it is a real school, nothing is touched; TRAINING_TIED, something of it is shared
            with another school.
    """
    school = School.objects.select_for_update().filter(id=school_id).first()
    if school is None or not school.is_training:
        raise Refused("TRAINING_ONLY", source=SOURCE)
    found = _below(school_id)
    _require_closed(found)
    with append_only.lifted(connection):  # records that somebody practised on are no evidence
        for model, keys in found.items():
            for part in _parts(keys):
                # Foreign keys are checked when the transaction ends, so the order does not matter; the collector of
                # `delete` would stop at each PROTECT.
                rows = model._base_manager.filter(pk__in=part)  # noqa: SLF001  # Django's documented attribute
                rows._raw_delete(rows.db)  # noqa: SLF001  # see above
    return sum(len(keys) for keys in found.values())


def _below(school_id: int) -> Found:
    """Every row that hangs on the school by foreign keys, by table."""
    found: Found = defaultdict(set)
    found[School] = {school_id}
    new: list[tuple[type[Model], set[int]]] = [(School, {school_id})]
    while new:
        model, keys = new.pop()
        for pointing in _pointing_at(model):
            child = pointing.model
            more: set[int] = set()
            for part in _parts(keys):
                manager = child._base_manager  # noqa: SLF001  # Django's documented attribute
                more |= set(manager.filter(**{f"{pointing.name}__in": part}).values_list("pk", flat=True))
            more -= found[child]
            if more:
                found[child] |= more
                new.append((child, more))
    return found


def _pointing_at(model: type[Model]) -> Iterator[ForeignKey[Model, Model]]:
    """Foreign keys of other tables (and its own) to this one."""
    for relation in model._meta.get_fields(include_hidden=True):  # noqa: SLF001  # Django's documented API
        if relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one):
            yield relation.field  # type: ignore[union-attr,misc]  # a reverse relation has one


def _require_closed(found: Found) -> None:
    """Refuse if a row that would go points at something of a school that stays."""
    for model, keys in found.items():
        for field in model._meta.concrete_fields:  # noqa: SLF001  # Django's documented API
            target = field.related_model if isinstance(field, ForeignKey) else None
            if not isinstance(target, type) or target not in found:
                continue
            for part in _parts(keys):
                manager = model._base_manager  # noqa: SLF001  # the same
                pointed = manager.filter(pk__in=part, **{f"{field.name}__isnull": False})
                if not set(pointed.values_list(field.attname, flat=True)) <= found[target]:
                    raise Refused("TRAINING_TIED", source=SOURCE)


def _parts(keys: Iterable[int]) -> Iterator[list[int]]:
    ordered = sorted(keys)
    return (ordered[at : at + _CHUNK] for at in range(0, len(ordered), _CHUNK))
