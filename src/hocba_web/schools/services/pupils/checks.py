"""What may enter the register: values judged by the core, days, windows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, source_of
from hocba_web.base.clock import local
from hocba_web.base.refusals import Refused
from hocba_web.schools.models import Enrolment, Pupil, SchoolClass
from hocba_web.schools.ports import OpenState, ports
from hocba_web.schools.pupil_fields import EDITABLE, FAMILY, Values, identity_of
from hocba_web.schools.selectors.pupils.findings import blocking, field_of, findings_of
from hocba_web.schools.selectors.pupils.scope import register_of
from hocba_web.schools.services.pupils.errors import DataRefused, Problem

_TRIPLE = frozenset({"personal_id", "sex", "born", "id_basis"})
"""They are judged together."""
_COMPULSORY = ("name", "sex", "born", "ethnicity", "nationality")
REASON_LENGTH, BASIS_LENGTH = 500, 200
_OLDEST_PARENT, _YOUNGEST_PARENT = 110, 12


def require_open(school_class: SchoolClass, at: datetime) -> None:
    """Refuse outside the windows of the register (Decision 32/QĐ-THPĐ, art. 6(6)(c)).

    Raises:
        Refused: REGISTER_CLOSED, REGISTER_OPENS_LATER.
    """
    require_open_state(school_class, ports.register_open(school_class, at))


def require_open_for(actor: Actor, pupil: Pupil, places: Sequence[Enrolment], at: datetime) -> SchoolClass:
    """The class by whose window a pupil may be changed.

    Raises:
        Refused: PUPIL_IN_NO_CLASS, REGISTER_CLOSED, REGISTER_OPENS_LATER.
    """
    found = register_of(actor, places, at)
    if found is None:
        raise Refused("PUPIL_IN_NO_CLASS", where=pupil.ministry_id)
    require_open_state(*found)
    return found[0]


def require_open_state(school_class: SchoolClass, state: OpenState) -> None:
    """Refuse unless a class is open.

    Raises:
        Refused: REGISTER_CLOSED, REGISTER_OPENS_LATER.
    """
    if state.is_open:
        return
    source = "Decision 32/QĐ-THPĐ, art. 6(6)(c)"
    if state.opens_at is None:
        raise Refused("REGISTER_CLOSED", where=school_class.name, source=source, class_name=school_class.name)
    opens = local(state.opens_at).strftime("%H:%M %d/%m/%Y")
    raise Refused(
        "REGISTER_OPENS_LATER", where=school_class.name, source=source, class_name=school_class.name, opens=opens
    )


def require_reason(reason: str) -> str:
    """The reason, trimmed.

    Raises:
        DataRefused: PUPIL_REASON_MISSING, PUPIL_FIELD_TOO_LONG.
    """
    found = reason.strip()
    if not found:
        raise DataRefused([Problem("reason", "PUPIL_REASON_MISSING")])
    if problems := too_long({"reason": (found, REASON_LENGTH)}):
        raise DataRefused(problems)
    return found


def too_long(values: Mapping[str, tuple[str, int]]) -> list[Problem]:
    """A problem for each text with more characters than its column holds."""
    return [
        Problem(name, "PUPIL_FIELD_TOO_LONG", {"longest": longest, "length": len(value)})
        for name, (value, longest) in values.items()
        if len(value) > longest
    ]


def require_day(on: date, *, at: datetime, not_before: date | None = None, field: str = "on") -> None:
    """Refuse a day that has not come, or before another.

    Raises:
        DataRefused: PUPIL_DAY_IN_FUTURE, PUPIL_DAY_TOO_EARLY.
    """
    if on > local(at).date():
        raise DataRefused([Problem(field, "PUPIL_DAY_IN_FUTURE", {"on": _written(on)})])
    if not_before is not None and on < not_before:
        told = {"on": _written(on), "earliest": _written(not_before)}
        raise DataRefused([Problem(field, "PUPIL_DAY_TOO_EARLY", told)])


def judge(
    pupil: Pupil, values: Values, changed: Collection[str], *, school_class: SchoolClass, at: datetime, id_basis: str
) -> None:
    """Refuse values that the core would refuse to sign, as far as this act changes them.

    Args:
        pupil: the row, saved or new, for its school and number.
        values: all editable values as they would be.
        changed: names of those that the act changes; old faults elsewhere do not stop it.
        school_class: the class the pupil is in.
        at: aware, UTC.
        id_basis: decision that an ID stands against sex or birth year; empty if none.

    Raises:
        DataRefused: with every problem there is.
    """
    looked_at = set(changed)
    if looked_at & _TRIPLE:
        looked_at |= _TRIPLE
    looked_at |= {f"{name.split('_')[0]}_name" for name in changed if name in FAMILY}
    problems = [
        Problem(name, "PUPIL_FIELD_MISSING", {}) for name in _COMPULSORY if name in looked_at and not values.get(name)
    ]
    problems += too_long(
        {
            name: (str(values.get(name) or ""), field.longest)
            for name, field in EDITABLE.items()
            if name in looked_at and field.longest
        }
    )
    problems += too_long({"id_basis": (id_basis, BASIS_LENGTH)})
    problems += _contact(values, looked_at, local(at).date())
    if not problems:
        problems = _by_core(values, looked_at, school_class=school_class, today=local(at).date(), id_basis=id_basis)
        problems += _taken(pupil, values, looked_at)
    if problems:
        raise DataRefused(problems)


def _by_core(
    values: Values, looked_at: Collection[str], *, school_class: SchoolClass, today: date, id_basis: str
) -> list[Problem]:
    stored = Pupil(personal_id=str(values.get("personal_id") or ""), id_basis=id_basis)
    found = findings_of(
        identity_of(values),
        grade=school_class.grade,
        class_name=school_class.name,
        year=school_class.year.value,
        today=today,
        override=stored.id_override(),
    )
    return [
        Problem(field_of(one), one.code, one.params, one.source)
        for one in blocking(found)
        if field_of(one) in looked_at
    ]


def _taken(pupil: Pupil, values: Values, looked_at: Collection[str]) -> list[Problem]:
    """Numbers that belong to another row of the school."""
    problems = []
    for name, code in (("personal_id", "PUPIL_ID_DUPLICATE"), ("ministry_id", "MINISTRY_ID_DUPLICATE")):
        value = values.get(name)
        if not value or name not in looked_at:
            continue
        other = (
            Pupil.objects.filter(school_id=pupil.school_id, **{name: value})
            .exclude(pk=pupil.pk)
            .values_list("ministry_id", flat=True)
            .first()
        )
        if other is not None:
            problems.append(Problem(name, code, {"value": value, "other": other}, source_of(Action.DUPLICATE_RESOLVE)))
    return problems


def _contact(values: Values, looked_at: Collection[str], today: date) -> list[Problem]:
    problems = []
    for name in sorted(looked_at):
        value = values.get(name)
        if name.endswith("_email") and value:
            try:
                validate_email(str(value))
            except ValidationError:
                problems.append(Problem(name, "FAMILY_EMAIL_INVALID", {"value": value}))
        elif name.endswith("_born_year") and isinstance(value, int):
            if not today.year - _OLDEST_PARENT <= value <= today.year - _YOUNGEST_PARENT:
                problems.append(Problem(name, "FAMILY_BORN_YEAR_INVALID", {"value": value}))
        elif name.endswith("_name") and not value and _details_of(values, name):
            problems.append(Problem(name, "FAMILY_WITHOUT_NAME"))
    return problems


def _details_of(values: Values, name: str) -> bool:
    """Whether something else is told about a person who has no name."""
    kind = name.removesuffix("_name")
    return any(values.get(f"{kind}_{part}") for part in ("born_year", "occupation", "phone", "email"))


def _written(day: date) -> str:
    return f"{day:%d/%m/%Y}"
