"""Mistakes planted into the shipped plan: each is found at its place, and nothing else is."""

import pytest

from station.plan.file import PlanFile, read_plan
from station.plan.mistakes import LINES
from tests.station.plan.planting import changed, found_in

CHANNEL = '[[channels]]\ncode = "eit-survey"\n'
PATROL = 'division = "patrol"\n\n[[commitments]]'
EXTRA_CHANNEL = '[[channels]]\ncode = "extra"\nkind = "manual"\n'
EXTRA_WORDS = 'title = { th = "ก", en = "a" }\notherwise = { th = "ก", en = "a" }\n'
EXTRA_NEWS = EXTRA_CHANNEL.replace("manual", "news") + EXTRA_WORDS.split("\n")[0] + "\n\n"
EXTRA_DIVISION = (
    '[[divisions]]\ncode = "{}"\nicon = "car"\n'
    'name = {{ th = "ก", en = "a" }}\nhint = {{ th = "ก", en = "a" }}\n\n'
)
EXTRA_SHIFT = (
    '[[shifts]]\ncode = "night"\nname = { th = "ก", en = "a" }\n'
    'starts = "01:00"\nends = "02:00"\n\n'
)

OVERALL = 'code = "overall"\nkind = "faces"'
FACE_4 = '    { code = "4", words = { th = "พอใจ", en = "Satisfied" } },\n'
FACE_5 = '    { code = "5", words = { th = "พอใจมาก", en = "Very satisfied" } },\n'
FACE_6 = '    { code = "6", words = { th = "ก", en = "a" } },\n'
EXTRA_QUESTION = (
    '[[questionnaires.questions]]\ncode = "extra"\nkind = "short"\n'
    'words = { th = "ก", en = "a" }\n\n'
)
OF_OVERALL = "questionnaires[0].questions[0]"

PLANTED = [
    # keys, types, missing values
    ("fiscal_year = 2568", "fiscal_year = 2568\nphase = 1", "phase", "unknown_key"),
    ('icon = "scale"', 'icon = "scale"\nicno = "car"', "divisions[0].icno", "unknown_key"),
    ('timezone = "Asia/Bangkok"\n', "", "station.timezone", "missing_key"),
    ('icon = "scale"\n', "", "divisions[0].icon", "missing_key"),
    (', en = "Inquiry" }', " }", "divisions[0].name.en", "missing_key"),
    ("station = 300", 'station = "300"', "quotas.station", "wrong_type"),
    ("station = 300", "station = true", "quotas.station", "wrong_type"),
    ("traffic = 60", "traffic = 60.0", "quotas.divisions.traffic", "wrong_type"),
    ("starts = 2024-10-01", 'starts = "2024-10-01"', "phases[0].starts", "wrong_type"),
    ("starts = 2024-10-01", "starts = 2024-10-01T00:00:00", "phases[0].starts", "wrong_type"),
    ("kiosk = true\n", 'kiosk = "yes"\n', "measures[0].kiosk", "wrong_type"),
    ('["ฝ่ายสอบสวน"]', '"ฝ่ายสอบสวน"', "divisions[0].aliases", "wrong_type"),
    ('kind = "survey"', 'kind = "surveys"', "channels[0].kind", "unknown_value"),
    ('group = "results"', 'group = "result"', "phases[7].group", "unknown_value"),
    ('follow_up = "monthly"', 'follow_up = "weekly"', "measures[0].follow_up", "unknown_value"),
    # codes and words
    ('slug = "don-ya-nang"', 'slug = "Don Ya Nang"', "station.slug", "bad_code"),
    ('code = "fine"', f'code = "{"f" * 41}"', "needs[1].code", "bad_code"),
    ('code = "fine"', 'code = ""', "needs[1].code", "bad_code"),
    ('th = "งานจราจร"', 'th = " "', "divisions[1].name.th", "empty_words"),
    ('en = "Traffic"', 'en = "\\u200b"', "divisions[1].name.en", "empty_words"),
    ('en = "Traffic"', 'en = "Tra\\u0000ffic"', "divisions[1].name.en", "control_character"),
    ('en = "Traffic"', 'en = "Tra\\nffic"', "divisions[1].name.en", "control_character"),
    ('en = "Traffic"', 'en = "Tra\\u202Effic"', "divisions[1].name.en", "control_character"),
    ('en = "Traffic"', f'en = "{"a" * 1001}"', "divisions[1].name.en", "too_long"),
    ('emergency = "191"', 'emergency = "call"', "station.emergency", "bad_telephone"),
    ('"Asia/Bangkok"', '"Asia/Bangkog"', "station.timezone", "unknown_timezone"),
    ('"Asia/Bangkok"', '"Asia"', "station.timezone", "unknown_timezone"),
    ('"Asia/Bangkok"', '"../../etc/passwd"', "station.timezone", "unknown_timezone"),
    ('icon = "car"', 'icon = "bullock-cart"', "divisions[1].icon", "unknown_icon"),
    ('number = "1.1"', 'number = "1"', "measures[0].number", "bad_measure_number"),
    # numbers
    ("traffic = 60", "traffic = 0", "quotas.divisions.traffic", "too_small"),
    ("traffic = 60", "traffic = -1", "quotas.divisions.traffic", "too_small"),
    ("traffic = 60", "traffic = 10000000", "quotas.divisions.traffic", "too_large"),
    ("percent = 80", "percent = 101", "quotas.iit.percent", "too_large"),
    ("arrive_before_minutes = 15", "arrive_before_minutes = -1",
     "shifts[0].arrive_before_minutes", "too_small"),
    ("fiscal_year = 2568", "fiscal_year = 2025", "fiscal_year", "year_not_buddhist"),
    ("fiscal_year = 2568", "fiscal_year = 3000", "fiscal_year", "year_out_of_range"),
    ("fiscal_year = 2568", f"fiscal_year = {'9' * 4000}", "fiscal_year", "year_out_of_range"),
    # the same code twice
    ("[[needs]]", EXTRA_DIVISION.format("traffic") + "[[needs]]", "divisions[5].code", "twice"),
    ('code = "fine"', 'code = "permit"', "needs[4].code", "twice"),
    ('code = "rescoring"', 'code = "announcement"', "phases[8].code", "twice"),
    ('code = "budget"', 'code = "law"', "channels[20].code", "twice"),
    ('code = "one-stop-traffic"', 'code = "one-stop-patrol"', "posts[3].code", "twice"),
    ("[[posts]]", EXTRA_SHIFT + "[[posts]]", "shifts[4].code", "twice"),
    ('number = "1.2"', 'number = "1.1"', "measures[1].number", "twice"),
    ("{ number = 25 }", "{ number = 24 }", "oit_items[24].number", "twice"),
    ('["night", "morning"', '["night", "night", "morning"', "posts[0].shifts[1]", "twice"),
    ('[[commitments]]\ndivision = "inquiry"', '[[commitments]]\ndivision = "traffic"',
     "commitments[1].division", "twice"),
    # what refers to nothing
    ("traffic = 60\n", "", "quotas.divisions.traffic", "missing_minimum"),
    ("traffic = 60", "traffic = 60\nforensic = 10", "quotas.divisions.forensic",
     "unknown_division"),
    ("inquiry = { th", "forensic = { th", "quotas.brought_by.forensic", "unknown_division"),
    ("[[needs]]", EXTRA_DIVISION.format("forensic") + "[[needs]]",
     "quotas.divisions.forensic", "missing_minimum"),
    ('kind = "manual"\ndivision = "traffic"', 'kind = "manual"\ndivision = "traffik"',
     "channels[9].division", "unknown_division"),
    ('division = "inquiry"\nicon = "file-search"', 'division = "lost"\nicon = "file-search"',
     "needs[0].division", "unknown_division"),
    ('["administration", "patrol"]', '["administration", "guards"]',
     "collectors[0].divisions[1]", "unknown_division"),
    ('["night", "morning"', '["dusk", "morning"', "posts[0].shifts[0]", "unknown_shift"),
    ('number = "10.1"', 'number = "11.1"', "measures[24].number", "unknown_group"),
    # days and times
    ("ends = 2024-12-31", "ends = 2024-10-01\n# one day", "", ""),
    ("ends = 2025-01-31", "ends = 2024-12-31", "phases[1].ends", "ends_before_start"),
    ("ends = 2025-08-31", "ends = 2025-10-01", "phases[8].ends", "outside_fiscal_year"),
    ("starts = 2024-10-01", "starts = 2024-09-30", "phases[0].starts", "outside_fiscal_year"),
    ("due = 2025-03-30", "due = 2026-03-30", "measures[1].due", "outside_fiscal_year"),
    ("follow_up_by = 2025-03-31", "follow_up_by = 2027-03-31", "measures[1].follow_up_by",
     "outside_fiscal_year"),
    ("reachable_by = 2025-04-12", "reachable_by = 2568-04-12", "measures[11].reachable_by",
     "buddhist_date"),
    ('code = "eit"', 'code = "eit-2"', "phases", "missing_phase"),
    ('ends = "08:00"', 'ends = "00:00"', "shifts[0].ends", "no_length"),
    ('starts = "08:30"', 'starts = "8:30"', "shifts[3].starts", "bad_time"),
    ('starts = "08:30"', 'starts = "24:00"', "shifts[3].starts", "bad_time"),
    ('starts = "08:30"', 'starts = "08:60"', "shifts[3].starts", "bad_time"),
    ('starts = "08:30"', "starts = 830", "shifts[3].starts", "bad_time"),
    ('starts = "08:30"', "starts = 08:30:00", "", ""),
    ('starts = "08:30"', 'starts = "08.30"', "", ""),
    ('ends = "08:00"', 'ends = "24:00"', "", ""),
    # channels
    (CHANNEL, EXTRA_CHANNEL + EXTRA_WORDS.split("\n")[0] + "\n\n" + CHANNEL,
     "channels[0].otherwise", "unreachable"),
    (CHANNEL, EXTRA_CHANNEL + EXTRA_WORDS + "general = true\n\n" + CHANNEL,
     "channels[0].general", "general_without_address"),
    (CHANNEL, EXTRA_CHANNEL + EXTRA_WORDS + 'side = "inside"\n\n' + CHANNEL,
     "channels[0].side", "side_not_complaint"),
    ('side = "outside"\n', "", "channels[1].side", "missing_side"),
    ('kind = "facility"\n', 'kind = "news"\n', "channels[26].icon", "not_of_kind"),
    (CHANNEL, EXTRA_NEWS + CHANNEL,
     "channels[0].text", "nothing_to_show"),
    (PATROL, PATROL.replace("\n\n", '\ncode = "law"\n\n'), "commitments[2].code", "twice"),
    (PATROL, PATROL + '\ndivision = "patrol"\ncode = "guard"\n\n[[commitments]]', "", ""),
    ('kind = "survey"', 'kind = "survey"\ndivision = "traffic"', "channels", "no_survey"),
    # measures
    ("due = 2025-03-30\nfollow_up = ", "follow_up = ", "measures[1].due", "no_due"),
    ("follow_up_by = 2025-03-31\n", "", "measures[1].follow_up_by", "no_follow_up_day"),
    ('follow_up = "once"', 'follow_up = "monthly"', "measures[1].follow_up_by",
     "follow_up_day_not_once"),
    # questionnaires
    (OVERALL, OVERALL.replace("faces", "smiles"), f"{OF_OVERALL}.kind", "unknown_value"),
    (OVERALL, OVERALL.replace("overall", "Over all"), f"{OF_OVERALL}.code", "bad_code"),
    (OVERALL, OVERALL.replace("faces", "one"), "", ""),
    (OVERALL, OVERALL.replace("faces", "many"), f"{OF_OVERALL}.kind", "question_first_is_no_tap"),
    (OVERALL, OVERALL.replace("overall", "speed"), "questionnaires[0].questions[2].code",
     "question_same_code"),
    (FACE_4 + FACE_5, "", f"{OF_OVERALL}.options", "question_too_few_options"),
    (FACE_5, FACE_5 + FACE_6, f"{OF_OVERALL}.options", "question_too_many_options"),
    ('code = "1", words', 'code = "0", words', f"{OF_OVERALL}.options", "question_bad_code"),
    ('en = "Dissatisfied"', 'en = "Very dissatisfied"', f"{OF_OVERALL}.options[1].en",
     "question_same_words"),
    ('en = "Satisfaction with our service"', f'en = "{"a" * 121}"',
     "questionnaires[0].title.en", "question_too_long"),
    ('[[questionnaires.questions]]\ncode = "gifts"',
     EXTRA_QUESTION + '[[questionnaires.questions]]\ncode = "gifts"',
     "questionnaires[0].questions", "question_too_many_questions"),
    ('code = "satisfaction"\n', 'code = "satisfaction"\ndivisions = ["canteen"]\n',
     "questionnaires[0].divisions[0]", "unknown_division"),
    ('code = "satisfaction"\n', 'code = "satisfaction"\nstarts = 2025-01-01\n',
     "questionnaires[0].starts", "unknown_key"),
    # minimums may add up to more than the station's
    ("station = 300", "station = 200", "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "place", "code"), PLANTED)
def test_a_planted_mistake_is_found_at_its_place_and_nothing_else(
    old: str, new: str, place: str, code: str
) -> None:
    text = changed(old, new)
    if not code:
        assert isinstance(read_plan(text), PlanFile)
        return
    assert set(found_in(text)) == {(place, code)}


ADDRESSES = [
    ("javascript:alert(1)", "address_scheme"),
    ("JavaScript:alert(1)", "address_scheme"),
    ("data:text/html,hello", "address_scheme"),
    ("ftp://example.org/", "address_scheme"),
    ("//example.org/", "address_scheme"),
    ("example.org", "address_scheme"),
    ("java\\u000Ascript:alert(1)", "address_control_character"),
    ("https://example.org/\\u0000", "address_control_character"),
    ("https://example.org/\\u202E", "address_control_character"),
    ("https://example.org/\\u00A0", "address_whitespace"),
    (" https://example.org/", "address_whitespace"),
    ("https://user@example.org/", "address_userinfo"),
    ("https://itap.nacc.go.th:x@example.org/", "address_userinfo"),
    ("https:///path", "address_host"),
    ("https:example.org", "address_host"),
    ("https://", "address_host"),
    ("https://[::1", "address_host"),
    ("https://[::1]example.org", "address_host"),
    ("https://exa%6dple.org/", "address_host"),
    ("https://-example.org/", "address_host"),
    ("https://example..org/", "address_host"),
    ("https://example.org\\\\@evil.example/", "address_backslash"),
    ("https://example.org:0/", "address_port"),
    ("https://example.org:99999/", "address_port"),
    ("https://example.org/" + "a" * 2000, "address_too_long"),
    ("", "address_empty"),
    ("http://192.168.1.20:8080/form?id=1#top", ""),
    ("HTTPS://EXAMPLE.ORG", ""),
    ("https://ตัวอย่าง.ไทย/แบบวัด", ""),
    ("https://[2001:db8::1]/", ""),
]


@pytest.mark.parametrize(("address", "code"), ADDRESSES)
def test_only_an_address_that_a_phone_may_open_is_taken(address: str, code: str) -> None:
    text = changed('address = "https://itap.nacc.go.th/"', f'address = "{address}"')
    if code:
        assert found_in(text) == [("channels[0].address", code)]
    else:
        assert read_plan(text).channels[0].address == address


def test_every_code_has_a_line_and_every_line_is_tried() -> None:
    tried = {code for *_, code in PLANTED} | {code for _, code in ADDRESSES} | {
        "empty_file", "toml_syntax", "not_utf8", "too_big", "cannot_read", "too_deep",
        "empty_list", "question_no_questions",
    }  # fmt: skip
    assert tried - {""} == set(LINES) - {"wrong_value"}
