"""Hand-over -> XML, directly in its canonical form: the one serialisation of `school-2025`, with tags of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from operator import attrgetter

from hocba.documents.handover.model import Handover, HandoverMoment, HandoverResult
from hocba.documents.xml import assemble, escape
from hocba.documents.xml.values import encoders
from hocba.errors import DocumentError
from hocba.signature_profile import Field, Profile
from hocba.signature_profile.handover import HandoverForm, handover_form


def write_handover(handover: Handover) -> bytes:
    """The unsigned file of a hand-over document.

    Raises:
        DocumentError: FIELD_REQUIRED, FIELD_INVALID, TEXT_NOT_XML, TEXT_TOO_LONG, TOO_LARGE, PROFILE_CANNOT_EXPRESS (a
            subject name that its code would read as another subject).
    """
    return assemble(data_region(handover), b"", handover_form().profile)


def data_region(handover: Handover) -> bytes:
    """The element that is signed, in exclusive C14N.

    Raises:
        DocumentError: as `write_handover`.
    """
    form = handover_form()
    tags = form.profile.tags
    text = "".join(
        (
            f'<{tags.data} Id="{tags.data_id}"><{tags.general}>',
            *_elements(form.profile, form.profile.general, handover),
            f"</{tags.general}><{tags.summary}>",
            *(piece for moment in handover.moments for piece in _moment(form, moment)),
            f"</{tags.summary}></{tags.data}>",
        )
    )
    if len(text) * 4 > form.profile.limits.bytes:
        # A quarter of the limit is left to the text (up to 4 bytes a letter in UTF-8); signatures need the rest.
        raise DocumentError("TOO_LARGE", size=len(text), limit=form.profile.limits.bytes // 4)
    return text.encode()


def _moment(form: HandoverForm, moment: HandoverMoment) -> Iterator[str]:
    rules, code = form.profile, moment.moment.value
    yield f"<{form.moment}><{form.moment_code}>{code}</{form.moment_code}>"
    for result in moment.results:
        _require_name(rules, result)
        yield f"<{rules.tags.subject_row}>"
        yield from _elements(rules, rules.subject, result)
        yield f"</{rules.tags.subject_row}>"
    yield from _traits(rules, rules.competencies, {trait.name: level for trait, level in moment.competencies})
    yield from _traits(rules, rules.qualities, {trait.name: level for trait, level in moment.qualities})
    yield from _elements(rules, rules.closing, moment.comments)
    yield f"</{form.moment}>"


def _elements(rules: Profile, fields: tuple[Field, ...], source: object) -> Iterator[str]:
    """One element a field; none where there is no value."""
    for field in fields:
        if field.type == "constant":
            yield _element(rules, field, field.path)
            continue
        value = _value(source, field.path)
        if value is not None and value != "":
            yield _element(rules, field, value)
        elif field.need == "always":
            raise DocumentError("FIELD_REQUIRED", where=field.tag, tag=field.tag)


def _traits(rules: Profile, fields: tuple[Field, ...], levels: Mapping[str, object]) -> Iterator[str]:
    for field in fields:
        if field.path in levels:
            yield _element(rules, field, levels[field.path])


def _value(source: object, path: str) -> object:
    first, _, rest = path.partition(".")
    inner = attrgetter(first)(source)
    return _value(inner, rest) if rest and inner is not None else inner


def _element(rules: Profile, field: Field, value: object) -> str:
    encode = str if field.type == "constant" else encoders(rules)[field.type]
    try:
        text = encode(value)
    except (ValueError, KeyError):
        raise DocumentError("FIELD_INVALID", where=field.tag, tag=field.tag, value=str(value)[:80]) from None
    if len(text) > rules.limits.text:
        raise DocumentError("TEXT_TOO_LONG", where=field.tag, limit=rules.limits.text)
    try:
        return f"<{field.tag}>{escape(text)}</{field.tag}>"
    except DocumentError as error:
        raise DocumentError(error.code, where=field.tag, **error.params) from None


def _require_name(rules: Profile, result: HandoverResult) -> None:
    """Two subjects share a code; there another name would be read back as another subject."""
    names = rules.subject_codes[result.subject.name].names
    if names and result.name not in names:
        where = rules.tags.subject_row
        raise DocumentError("PROFILE_CANNOT_EXPRESS", where=where, profile=rules.name, what=result.name)
