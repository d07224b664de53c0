"""Every line of the acceptance table (domain reference 10.9), asked of the running site through its API."""

import pytest

from tests.site.conftest import Site

pytestmark = pytest.mark.xdist_group("site")

T0, T1, T2, T3 = "2023-10-31", "2024-10-31", "2025-01-14", "2025-01-21"
PD, J11J = "pd-demo", "j11j-demo"
THE_553 = "anuncio-553"


def inclusion(site: Site, lists: str, as_of: str) -> dict[str, int]:
    return site.breakdown("overlap", "inclusion", lists=lists, as_of=as_of)


def test_consolidated_list_at_announcement_is_1396(site):
    assert site.figure("consolidated", as_of=T2)["value"] == 1396


def test_first_edition_still_says_1395(site):
    """A number printed from edition 1 is the same after the row that was missing has come."""
    assert site.figure("consolidated", as_of=T2, edition=1)["value"] == 1395
    assert site.figure("consolidated", as_of=T2, edition=2)["value"] == 1396


def test_consolidated_context_is_764_70_562(site):
    found = site.breakdown("consolidated", "context", as_of=T2)
    assert (found["11j"], found["before"], found["after"], found.get("unknown", 0)) == (764, 70, 562, 0)


def test_consolidated_custody_is_1105_255_36(site):
    found = site.breakdown("consolidated", "custody", as_of=T2)
    assert (found["in_prison"], found["outside"], found["unknown"]) == (1105, 255, 36)
    assert sum(found.values()) == 1396


def test_listed_is_1117_with_120_women(site):
    assert site.figure("listed", list=PD, as_of=T1)["value"] == 1117
    found = site.breakdown("listed", "gender", list=PD, as_of=T1)
    assert found["women"] == 120
    assert found["man"] == 997


def test_listed_minors_are_29_boys_and_1_girl(site):
    found = site.breakdown("listed", "minors", list=PD, as_of=T1)
    assert (found["boys"], found["girls"]) == (29, 1)


def test_listed_medical_is_653_and_mental_63(site):
    assert site.breakdown("listed", "medical", list=PD, as_of=T1)["yes"] == 653
    assert site.breakdown("listed", "mental", list=PD, as_of=T1)["yes"] == 63


def test_listed_custody_is_889_and_228(site):
    found = site.breakdown("listed", "custody", list=PD, as_of=T1)
    assert (found["in_prison"], found["outside"]) == (889, 228)
    assert sum(found.values()) == 1117


def test_flow_of_twelve_months_closes(site):
    period = {"list": PD, "from": T0, "to": T1}
    new = site.figure("listed_new", **period)
    assert (new["value"], new["monthly_mean"]) == (134, 11.2)
    assert site.figure("listed_through", **period)["value"] == 1183
    assert site.figure("listed_left", **period)["value"] == 66


@pytest.mark.parametrize("day", [T1, "2024-12-05", T2])
def test_arrested_in_prison_is_554_of_1586(site, day):
    found = site.figure("arrested_in_prison", event="11j", as_of=day)
    assert (found["numerator"], found["denominator"], found["value"]) == (554, 1586, 34.9)


def test_the_554_by_gender_province_and_affiliation(site):
    asked = {"event": "11j", "as_of": T2}
    gender = site.breakdown("arrested_in_prison", "gender", **asked)
    assert (gender["man"], gender["woman"]) == (518, 36)
    assert site.breakdown("arrested_in_prison", "province", **asked)["CU-03"] == 198
    assert site.breakdown("arrested_in_prison", "affiliation", **asked)["none_known"] == 492


def test_overlaps_are_1106_764_720_1407(site):
    a_and_c = inclusion(site, f"{PD}@{T1},consolidated@{T2}", T2)
    assert a_and_c[f"{PD}+consolidated"] == 1106
    assert sum(a_and_c.values()) == 1407
    assert inclusion(site, f"{J11J},consolidated", T2)[f"{J11J}+consolidated"] == 764
    assert inclusion(site, f"{PD},{J11J}", T1)[f"{PD}+{J11J}"] == 720
    pairs = site.breakdown("overlap", "pairs", lists=f"{PD}@{T1},{J11J},consolidated@{T2}", as_of=T2)
    assert [pairs[f"{PD}+consolidated"], pairs[f"{J11J}+consolidated"], pairs[f"{PD}+{J11J}"]] == [1106, 764, 720]


def test_custody_states_partition_2250_persons(site):
    found = site.figure("custody", as_of=T2, breakdown="state")
    assert found["value"] == 2250
    assert sum(row["value"] for row in found["breakdown"]) == 2250


def test_announcement_is_212_of_553(site):
    found = site.figure("announced_verified", announcement=THE_553)
    assert (found["announced"], found["value"], found["not_identified"]) == (553, 212, 341)
    assert found["share"] == 38.3
    assert (found["left_prison"], found["already_outside"]) == (206, 6)


def test_announcement_known_at_t3_is_170_and_by_event_date_191(site):
    assert site.figure("announced_verified", announcement=THE_553, known_by=T3)["value"] == 170
    assert site.figure("announced_verified", announcement=THE_553, as_of="2025-01-20")["value"] == 191


def test_what_the_first_editions_knew_of_it(site):
    """The other axis of time: what was on the record when each edition appeared."""
    known = [
        site.figure("announced_verified", announcement=THE_553, edition=number)["value"] for number in (1, 2, 3, 4)
    ]
    assert known == [170, 172, 191, 212]


def test_release_types_are_196_12_4(site):
    found = site.breakdown("release_type", "release_type", announcement=THE_553)
    assert found["conditional_release"] == 196
    assert found["extrapenal_leave"] == 12
    assert sum(found.values()) == 212


def test_more_than_half_is_82_8_and_79_7(site):
    found = site.figure("more_than_half", announcement=THE_553)
    assert (found["value"], found["no"], found["not_computable"]) == (169, 35, 8)
    assert (found["share_of_computable"], found["share_of_all"]) == (82.8, 79.7)


def test_sedition_is_219_218_and_ten_years(site):
    found = site.figure("sentence_length", offence="sedicion", list=PD, as_of=T1)
    assert (found["charged"], found["sentenced"], found["value"]) == (219, 218, 10.0)


def test_nobody_of_the_212_is_free(site):
    assert site.figure("free_among_released", announcement=THE_553)["value"] == 0


def test_in_prison_after_the_process_is_899(site):
    assert site.figure("in_prison", as_of=T2)["value"] == 1105
    assert site.figure("in_prison", as_of="2025-03-11")["value"] == 899


def test_province_margins_of_the_consolidated_list_less_whoever_is_not_named(site):
    """Section 10.6 counts everybody; of whoever is not named the record tells no province (decision 0007)."""
    margins = {
        "CU-03": 470, "CU-13": 128, "CU-04": 148, "CU-16": 102, "CU-15": 110, "CU-11": 82, "CU-05": 76, "CU-09": 90,
        "CU-12": 50, "CU-06": 37, "CU-14": 34, "CU-01": 21, "CU-08": 14, "CU-07": 10, "CU-10": 16, "CU-99": 8,
    }  # fmt: skip
    told = site.breakdown("consolidated", "province", as_of=T2)
    lacking = {code: number - told[code] for code, number in margins.items()}
    assert min(lacking.values()) >= 0
    assert sum(lacking.values()) == told["not_told"] > 0
    assert told["unknown"] == 0
    assert sum(told.values()) == 1396


def test_same_number_from_command_page_csv_and_api(site):
    asked = ["announced_verified", "--announcement", THE_553, "--edition", "4"]
    value = site.figure("announced_verified", announcement=THE_553)["value"]
    as_json = site.manage("figure", *asked, "--format", "json")
    assert f'"value": {value}' in as_json.stdout, as_json.stderr
    as_csv = site.manage("figure", *asked, "--format", "csv")
    assert len(as_csv.stdout.strip().splitlines()) == value + 1
    status, _, page = site.get(f"/es/cifras/announced_verified/?announcement={THE_553}&edition=4")
    assert status == 200
    assert f">{value}<" in page.decode()


def test_editions_verify(site):
    whole = site.manage("verify_edition")
    assert whole.returncode == 0, whole.stdout + whole.stderr


def walk(site: Site, first: str, last: str, **asked: str) -> tuple[int, dict[str, int], int]:
    """The first total, the signed steps, the last total."""
    found = site.json("/api/v1/walks/", **{"from": first, "to": last, "edition": 4, **asked})
    steps = {step["code"]: int(step["sign"] + str(step["count"])) for step in found["steps"]}
    return found["from"]["value"], steps, found["to"]["value"]


def test_list_of_1161_leads_to_931_behind_bars_by_230_who_are_outside(site):
    found = walk(site, "listed", "behind_bars", list=PD, as_of="2024-12-31")
    assert found == (1161, {"out_serving_outside": -208, "out_awaiting_outside": -22}, 931)


def test_list_of_1117_leads_to_889_behind_bars_by_228_who_are_outside(site):
    found = walk(site, "listed", "behind_bars", list=PD, as_of=T1)
    assert found == (1117, {"out_serving_outside": -207, "out_awaiting_outside": -21}, 889)


def test_consolidated_1396_leads_to_1105_in_prison_by_255_outside_and_36_unknown(site):
    first, steps, last = walk(site, "consolidated", "in_prison", as_of=T2)
    unknown = steps.pop("out_not_confirmed")
    assert (first, sum(steps.values()), unknown, last) == (1396, -255, -36, 1105)
    assert set(steps) == {"out_serving_outside", "out_awaiting_outside"}


def test_the_554_lead_to_the_931_by_those_of_one_source_before_and_after(site):
    found = walk(site, "arrested_event_in_prison", "behind_bars", list=PD, event="11j", as_of=T2)
    assert found == (554, {"out_one_source": -14, "in_before_11j": 42, "in_after_11j": 349}, 931)


def test_floor_of_resolution_1900_is_of_those_who_were_classified_and_in_prison(site):
    found = site.figure("coe_1900", as_of=T2)
    assert (found["value"], found["possible"], found["classified"]) == (50, [50, 50], 57)
    first, steps, last = walk(site, "consolidated", "coe_1900", as_of=T2)
    assert (first, last, steps["out_classified_later"], steps["out_not_classified"]) == (1396, 50, -10, -1045)


def test_every_ready_walk_opens_and_each_step_has_as_many_persons_as_it_says(site):
    status, _, page = site.get("/es/cifras/por-que-difieren/?edition=4")
    assert status == 200
    assert "Registro Ceiba (demo) → En la lista consolidada" in page.decode()
    found = site.json("/api/v1/walks/", **{"from": "consolidated", "to": "in_prison", "as_of": T2, "edition": 4})
    for step in found["steps"]:
        _, _, body = site.get(step["persons_csv"])
        assert len(body.decode().strip().splitlines()) == step["count"] + 1
