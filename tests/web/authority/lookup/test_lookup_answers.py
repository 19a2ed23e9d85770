"""Five inputs: all right, and the record is shown; anything wrong, and nothing is learned."""

from __future__ import annotations

import re
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hocba_web.audit.models import Entry
from hocba_web.portal.lookup.inputs import LookupForm, name_key
from hocba_web.portal.lookup.matching import match
from hocba_web.register.models import Number, School
from hocba_web.register.services import codes
from support.web.families import LOOK_UP, Family, family_of, identifier
from support.web.registering import AT

ANOTHER_CODE = "0000-0000-0000-0000"
WRONG = {
    "name": {"name": "Nguyễn Thị Hoa 1"},
    "birth": {"born": "01/01/2014"},
    "personal ID": {"personal_id": "022216999999"},
    "code": {"code": ANOTHER_CODE},
    "identifier": {"identifier": str(uuid4())},
    "identifier of nobody": {"identifier": "022216777777-02-2025-2026"},
    "identifier of another level": {"identifier": "022216000001-03-2025-2026"},
    "year that is none": {"identifier": "022216000001-02-2025-2030"},
}


def test_five_right_inputs_show_the_record(family: Family, client: Client) -> None:
    answer = family.look(client)
    assert answer.status_code == 200
    page = answer.content.decode()
    pupil = family.record.pupil
    for shown in (pupil.name, family.record.school.name, str(family.record.school_year), str(family.uuid)):
        assert shown in page
    for hidden in (pupil.residence, pupil.home_place, pupil.birthplace, family.code, pupil.ministry_id):
        assert hidden not in page
    assert "chưa chốt dữ liệu" in page
    assert answer["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


@pytest.mark.parametrize("typed", ["022216000001-02-{year}", " {uuid} ", "{upper}"])
def test_identifier_is_the_uuid_or_the_one_of_the_regulation(family: Family, client: Client, typed: str) -> None:
    text = typed.format(year=family.record.school_year, uuid=family.uuid, upper=str(family.uuid).upper())
    assert family.look(client, identifier=text).status_code == 200
    assert identifier(1) == f"022216000001-02-{family.record.school_year}"


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_whatever_is_wrong_the_answer_is_the_same(family: Family, client: Client, wrong: dict[str, str]) -> None:
    expected = family.look(client, identifier=str(uuid4()))
    answer = family.look(client, **wrong)
    assert answer.status_code == expected.status_code == 404
    assert _bare(answer.content) == _bare(expected.content)
    assert "LOOKUP_NOT_FOUND" in answer.content.decode()
    for typed in family.inputs(**wrong).values():
        assert typed not in answer.content.decode(), "nothing that was typed comes back"


def test_a_record_whose_code_was_never_told_answers_like_none(school: School, client: Client) -> None:
    untold = family_of(school, 2, told=False)
    assert untold.look(client, code=ANOTHER_CODE).status_code == 404


def test_every_miss_costs_the_same_work(
    school: School, monkeypatch: pytest.MonkeyPatch, authority_site: object
) -> None:
    """Counted, not timed: the same queries, comparisons and keyed hashes, found or not."""
    families = [family_of(school, 1), family_of(school, 2, told=False)]
    hashes: list[UUID] = []
    true_hash = codes.code_hash

    def counted(key: bytes, uuid: UUID, code: str) -> str:
        hashes.append(uuid)
        return true_hash(key, uuid, code)

    monkeypatch.setattr(codes, "code_hash", counted)
    work = set()
    for held in families:
        for wrong in WRONG.values():
            form = LookupForm(held.inputs(**({"code": ANOTHER_CODE} | wrong)))
            assert form.is_valid(), form.errors
            hashes.clear()
            with CaptureQueriesContext(connection) as queries:
                assert match(form.asked()) is None
            work.add((len(queries), len(hashes)))
    assert work == {(3, 1)}


def test_an_empty_register_answers_like_a_full_one(school: School, client: Client) -> None:
    held = family_of(school, 1)
    expected = held.look(client, code=ANOTHER_CODE)
    other = Client()
    Number.objects.filter(pk=held.uuid).update(personal_id="022216888888")
    answer = held.look(other, identifier=str(uuid4()))
    assert (answer.status_code, _bare(answer.content)) == (404, _bare(expected.content))


@pytest.mark.parametrize(
    "typed",
    ["nguyễn thị hoà 1", "NGUYỄN  THỊ HÒA 1", " Nguyễn Thị Hòa 1 ", "Nguyễn Thị Hoà 1"],
)
def test_names_differ_in_case_spaces_and_place_of_tone(family: Family, client: Client, typed: str) -> None:
    assert family.look(client, name=typed).status_code == 200


def test_accents_of_a_name_count() -> None:
    assert name_key("Đỗ Thị Hoà") == name_key("ĐỖ thị  hòa") == name_key("Ðỗ Thị Hòa")
    assert len({name_key(name) for name in ("Hoa", "Hoà", "Hoá", "Hòả", "Hoă", "Hoâ", "Dung", "Đung")}) == 8


@pytest.mark.parametrize("name", ["H'Mai Niê", "H’Mai Niê", "H`Mai  niê.", "h´mai Nie\u0302", "H\u200b'Mai\u00a0Niê"])
def test_a_name_may_be_typed_as_a_phone_types_it(name: str) -> None:
    assert name_key(name) == name_key("H'Mai Niê")
    assert name_key(name) != name_key("H'Mai Nie")


FORGIVEN = {
    "born": [
        "25052015",
        "25 05 2015",
        "25.5.2015",
        " 25 / 05 / 2015",
        "25\u201105\u20112015",
        "2015-05-25",
        "２５/０５/２０１５",
    ],
    "personal_id": ["022 216 000 001", "022.216.000.001", "０２２２１６０００００１", "022216000001\u200b"],
    "code": ["7k3m9qxa0b4tzd8p", "7K3M.9QXA.0B4T.ZD8P", "7K3M\u20119QXA\u20110B4T\u2014ZD8P", "7K3M_9QXA:OB4T ZD8P"],
    "identifier": [
        "https://hocba.example/tra-cuu/?u=7D1F3C52-6a0b-4c1e-9b57-0c2f7c3a9d11",
        "Mã số tra cứu: 7d1f3c52-6a0b-4c1e-9b57-0c2f7c3a9d11",
        "7d1f3c52\u20136a0b\u20134c1e\u20139b57\u20130c2f7c3a9d11",
    ],
}
ONE_SPELLING = {
    "born": date(2015, 5, 25),
    "personal_id": "022216000001",
    "code": "7K3M-9QXA-0B4T-ZD8P",
    "identifier": UUID("7d1f3c52-6a0b-4c1e-9b57-0c2f7c3a9d11"),
}


@pytest.mark.parametrize(("field", "typed"), [(field, one) for field, many in FORGIVEN.items() for one in many])
def test_what_was_meant_is_read_however_it_was_typed(field: str, typed: str) -> None:
    first = {name: many[0] for name, many in FORGIVEN.items()} | {"name": "Nguyễn Thị Hoà"}
    form = LookupForm(first | {field: typed})
    assert form.is_valid(), form.errors
    asked = form.asked()
    assert {"identifier": asked.uuid, "born": asked.born, "personal_id": asked.personal_id, "code": asked.code} == (
        ONE_SPELLING
    )


@pytest.mark.parametrize("typed", ["022216000001 02 2025\u20132026", "0222160000010220252026"])
def test_dashes_of_the_regulations_identifier_may_be_left_out(typed: str) -> None:
    form = LookupForm({"identifier": typed})
    form.is_valid()
    assert form.cleaned_data["identifier"] == (None, "022216000001", 2025)


@pytest.mark.parametrize("born", ["5/9/16", "2015", "25/05/2015 10:00", "25052015 25052015", "31/02/2015"])
def test_a_birth_date_is_never_guessed(born: str) -> None:
    assert "born" in LookupForm({"born": born}).errors


@pytest.mark.parametrize("field", ["identifier", "code"])
def test_letters_of_an_input_method_are_named(field: str) -> None:
    """A Vietnamese input method makes "à" of "af": copied once more it would come out the same."""
    assert "Tắt bộ gõ" in str(LookupForm({field: "7k3m9qxà0b4tzd8p"}).errors[field])


@pytest.mark.parametrize(
    "wrong",
    [
        {"identifier": "abc-def"},
        {"born": "32/13/2015"},
        {"personal_id": "02221600000"},
        {"code": "ABCD"},
        {"code": "Ünicode-ß"},
    ],
)
def test_a_misshapen_input_is_named_before_anything_is_asked(
    family: Family, client: Client, wrong: dict[str, str]
) -> None:
    with CaptureQueriesContext(connection) as queries:
        answer = client.post(LOOK_UP, family.inputs(**wrong))
    assert answer.status_code == 422
    assert not [query for query in queries if "register_" in query["sql"]]
    for typed in (*family.inputs(**wrong).values(),):
        assert typed not in answer.content.decode()


def test_an_old_code_is_void_once_the_school_gave_out_another(family: Family, client: Client) -> None:
    fresh = codes.tell([family.uuid], renew={family.uuid}, at=AT + timedelta(days=1))[family.uuid]
    assert family.look(client).status_code == 404
    assert family.look(client, code=fresh).status_code == 200


def test_a_replaced_record_says_so_and_names_no_successor(family: Family, client: Client) -> None:
    successor = uuid4()
    Number.objects.filter(pk=family.uuid).update(state=Number.State.SUPERSEDED, superseded_at=AT, successor=successor)
    page = family.look(client).content.decode()
    assert "đã được thay thế" in page
    assert str(successor) not in page


def test_a_recalled_record_says_so(family: Family, client: Client) -> None:
    Number.objects.filter(pk=family.uuid).update(state=Number.State.RECALLED, recalled_at=AT)
    assert "đã bị thu hồi" in family.look(client).content.decode()


def test_a_closed_record_has_effect_from_then(family: Family, client: Client) -> None:
    Number.objects.filter(pk=family.uuid).update(finalised_at=AT)
    page = family.look(client).content.decode()
    assert "Có hiệu lực kể từ thời điểm chốt dữ liệu: 10:00 25/05/2026" in page
    assert "giá trị pháp lý để xác thực" in page


def test_each_look_leaves_one_trace_without_what_was_typed(family: Family, client: Client) -> None:
    family.look(client)
    family.look(client, code=ANOTHER_CODE)
    (entry,) = Entry.objects.filter(action__startswith="portal.")
    assert (entry.action, entry.subject_kind, entry.subject_id) == ("portal.record.viewed", "record", str(family.uuid))
    assert (entry.user_id, entry.school_id, entry.details) == (None, family.school.id, {"way": "code"})


def test_nothing_typed_reaches_logs(
    family: Family, client: Client, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    family.look(client)
    family.look(client, code=ANOTHER_CODE)
    out, err = capfd.readouterr()
    for typed in (*family.inputs().values(), ANOTHER_CODE):
        assert typed not in out + err + caplog.text


def test_the_qr_fills_in_the_uuid_and_nothing_else_of_an_address(family: Family, client: Client) -> None:
    assert f'value="{family.uuid}"' in client.get(LOOK_UP, {"u": str(family.uuid)}).content.decode()
    for text in ("<script>", "x' or 1=1", "Nguyễn Thị Hoà 1"):
        assert text not in client.get(LOOK_UP, {"u": text}).content.decode()


def test_a_qr_with_the_uuid_behind_the_slash_leads_there_too(family: Family, client: Client) -> None:
    answer = client.get(f"{LOOK_UP}{family.uuid}")
    assert (answer.status_code, answer["Location"]) == (302, f"{LOOK_UP}?u={family.uuid}")


def test_inputs_in_an_address_are_not_taken(family: Family, client: Client) -> None:
    page = client.get(LOOK_UP, family.inputs()).content.decode()
    for typed in family.inputs().values():
        assert typed not in page


def _bare(page: bytes) -> str:
    """A page without its tokens."""
    return re.sub(r'(nonce|value|content)="[^"]*"', "", page.decode())
