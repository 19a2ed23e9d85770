"""The fields of a pupil that people edit: one flat table for forms, checks, differences and history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hocba.model import Family, PupilIdentity, Sex
from hocba.workbooks.cleaning import code, text
from hocba_web.base.text import fold
from hocba_web.schools.models import Guardian, Pupil

Value = str | int | bool | None
"""As stored in the history: dates as ISO 8601."""
Values = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the register."""

    label: str | Promise
    longest: int = 0
    """Characters; 0: no text."""
    civil: bool = False
    """Civil status: after the year began it changes only with the paper it rests on."""
    is_code: bool = False
    """Digits or letters without spaces."""


_PEOPLE = (Guardian.Kind.MOTHER, Guardian.Kind.FATHER, Guardian.Kind.GUARDIAN)
_OF_PERSON: Mapping[str, tuple[tuple[Promise, Promise, Promise], int]] = {
    "name": ((_("Họ tên mẹ"), _("Họ tên cha"), _("Họ tên người giám hộ")), 150),
    "born_year": ((_("Năm sinh mẹ"), _("Năm sinh cha"), _("Năm sinh người giám hộ")), 0),
    "occupation": ((_("Nghề nghiệp mẹ"), _("Nghề nghiệp cha"), _("Nghề nghiệp người giám hộ")), 100),
    "phone": ((_("Điện thoại mẹ"), _("Điện thoại cha"), _("Điện thoại người giám hộ")), 30),
    "email": ((_("Thư điện tử mẹ"), _("Thư điện tử cha"), _("Thư điện tử người giám hộ")), 254),
}

IDENTITY: Mapping[str, Field] = {
    "name": Field(_("Họ và tên"), 150, civil=True),
    "sex": Field(_("Giới tính"), 6, civil=True),
    "born": Field(_("Ngày sinh"), 10, civil=True),
    "personal_id": Field(_("Số định danh cá nhân"), 12, civil=True, is_code=True),
    "ministry_id": Field(_("Mã định danh Bộ GDĐT"), 20, is_code=True),
    "ethnicity": Field(_("Dân tộc"), 60),
    "nationality": Field(_("Quốc tịch"), 60),
    "birthplace": Field(_("Nơi sinh"), 250),
    "home_place": Field(_("Quê quán"), 250),
    "residence": Field(_("Nơi ở hiện nay"), 250),
    "register_no": Field(_("Số đăng bộ"), 30),
    "policy_group": Field(_("Diện chính sách"), 150),
}
FAMILY: Mapping[str, Field] = {
    f"{kind.value}_{name}": Field(words[place], longest)
    for place, kind in enumerate(_PEOPLE)
    for name, (words, longest) in _OF_PERSON.items()
}
EDITABLE: Mapping[str, Field] = {**IDENTITY, **FAMILY}
CIVIL = frozenset(name for name, field in IDENTITY.items() if field.civil)
LABELS: Mapping[str, str | Promise] = {
    **{name: field.label for name, field in EDITABLE.items()},
    "id_basis": _("Căn cứ giữ số định danh"),
    "disability": _("Khuyết tật"),
    "not_assessed": _("Không đánh giá kết quả"),
    "individual_plan": _("Kế hoạch giáo dục cá nhân"),
    "class": _("Lớp"),
    "status": _("Trạng thái"),
    "other_school": _("Trường"),
    "other_province": _("Tỉnh, thành phố"),
}
"""Everything that can stand in `PupilChange.before` and `after`."""


def snapshot(pupil: Pupil) -> dict[str, Value]:
    """All editable values of a pupil as now on file."""
    found: dict[str, Value] = {name: getattr(pupil, name) for name in IDENTITY if name != "born"}
    found["born"] = pupil.born.isoformat()
    people = {person.kind: person for person in pupil.guardians.all()}
    for kind in _PEOPLE:
        person = people.get(kind.value)
        for name in _OF_PERSON:
            empty: Value = None if name == "born_year" else ""
            found[f"{kind.value}_{name}"] = getattr(person, name) if person is not None else empty
    return {name: found[name] for name in EDITABLE}


def cleaned(values: Mapping[str, object]) -> dict[str, Value]:
    """Typed values as the core cleans cells: NFC, Đ for Ð, single spaces, nothing invisible; dates as ISO 8601.

    Unknown names are left out.
    """
    found: dict[str, Value] = {}
    for name, field in EDITABLE.items():
        if name not in values:
            continue
        value = values[name]
        if isinstance(value, date):
            found[name] = value.isoformat()
        elif isinstance(value, Sex):
            found[name] = value.value
        elif name.endswith("_born_year"):
            found[name] = int(value) if isinstance(value, (int, str)) and str(value).strip() else None
        else:
            written = "" if value is None else str(value)
            found[name] = code(written) if field.is_code else text(written)
    return found


def put(pupil: Pupil, values: Values) -> set[str]:
    """Set values on the row (unsaved) and on its people (saved); the names of the row's columns that were set."""
    columns = set()
    for name, value in values.items():
        if name in IDENTITY:
            setattr(pupil, name, date.fromisoformat(str(value)) if name == "born" else value)
            columns.add(name)
    if "name" in columns:
        pupil.name_folded = fold(pupil.name)
        columns.add("name_folded")
    return columns


def put_family(pupil: Pupil, values: Values) -> None:
    """Write the people of a stored pupil; somebody taken off the form keeps an empty row, the history the rest."""
    known = {person.kind: person for person in pupil.guardians.all()}
    for kind in _PEOPLE:
        of_person = {name: values[f"{kind.value}_{name}"] for name in _OF_PERSON if f"{kind.value}_{name}" in values}
        if not of_person or (kind.value not in known and not any(of_person.values())):
            continue
        person = known.get(kind.value) or Guardian(pupil=pupil, kind=kind.value)
        for name, value in of_person.items():
            setattr(person, name, value)
        person.save()


def identity_of(values: Values) -> PupilIdentity:
    """Complete values as the core takes them."""

    def written(name: str) -> str:
        return str(values.get(name) or "")

    return PupilIdentity(
        name=written("name"),
        personal_id=written("personal_id"),
        ministry_id=written("ministry_id"),
        sex=Sex(written("sex")),
        born=date.fromisoformat(written("born")),
        ethnicity=written("ethnicity"),
        nationality=written("nationality"),
        birthplace=written("birthplace"),
        home_place=written("home_place"),
        residence=written("residence"),
        register_no=written("register_no"),
        family=Family(written("mother_name"), written("father_name"), written("guardian_name")),
    )


def labels(names: Iterable[str]) -> str:
    """Names of fields in words, for sentences."""
    return ", ".join(str(LABELS.get(name, name)) for name in names)
