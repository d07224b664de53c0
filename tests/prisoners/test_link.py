"""manage.py link: any lists among themselves, without the database; and every row that speaks of nobody."""

import csv
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from prisoners.matching.files import read_list

SPANISH = (
    "Nº,Nombres,Primer apellido,Segundo apellido,Fecha de nacimiento,Provincia,Municipio,Fecha de detención,Condena"
)
ENGLISH = "id,full name,date of birth,province,arrest date,sentence"


def write(folder: Path, name: str, header: str, *lines: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_text("\n".join([header, *lines]) + "\n", encoding=encoding)
    return path


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def two_lists(tmp_path):
    one = write(
        tmp_path, "uno.csv", SPANISH,
        "1,Yoandri,Pérez,Sabanalar,12/03/1990,Holguín,Banes,11/07/2021,6 años",
        "2,Luis Miguel,Díaz,Yarayó,04/05/1988,Guantánamo,Caimanera,06/05/2023,5 años",
        "3,Ana,Soto,Jutiar,1979,Matanzas,Cárdenas,11/07/2021,",
    )  # fmt: skip
    other = write(
        tmp_path, "two.csv", ENGLISH,
        '1,"PEREZ SABANALAR, YOHANDRY",1990-03-12,Holguin,2021-07-11,72 months',
        "2,Luis Manuel Diaz Yarayo,1991-09-30,Guantanamo,2023-05-06,5 years",
        "9,Reinier Vega Bijagual,1985-01-02,La Habana,2022-03-01,",
    )  # fmt: skip
    return one, other


def link(*files, **options):
    output = files[0].parent / "pairs.csv"
    call_command("link", *files, output=output, verbosity=0, **options)
    with output.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_lists_in_two_languages_are_joined_and_brothers_are_not(two_lists):
    pairs = link(*two_lists)
    same = [(pair["left_row"], pair["right_row"]) for pair in pairs if pair["decision"] == "same"]
    assert same == [("2", "2")]  # lines of the files, the headers being the first
    assert pairs[0]["left_file"].endswith("uno.csv") and float(pairs[0]["score"]) > 0


def test_truth_tells_how_right_it_was(two_lists, capsys):
    one, other = two_lists
    for path in (one, other):
        header, *lines = path.read_text(encoding="utf-8").splitlines()
        path.write_text("\n".join([f"{header},who", *[f"{line},{line[0]}" for line in lines]]), encoding="utf-8")
    link(one, other, truth="who")
    said = capsys.readouterr().out
    assert "true_pairs 2" in said and "precision 1.0000" in said and "recall 0.5000" in said and "f1 0.6667" in said


def test_link_reads_no_table(two_lists):
    """Not marked for the database: any query fails the test."""
    assert link(*two_lists)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda folder: [folder / "nowhere.csv", folder / "two.csv"], "cannot be opened"),
        (lambda folder: [folder / "two.csv"], "two files or more"),
        (lambda folder: [write(folder, "x.csv", "color,peso", "rojo,3"), folder / "two.csv"], "No column holds a name"),
        (lambda folder: [write(folder, "y.csv", "nombre completo"), folder / "two.csv"], "no row"),
    ],
)
def test_bad_input_is_told_in_one_line(tmp_path, two_lists, make, said):
    with pytest.raises(CommandError) as told:
        link(*make(tmp_path))
    assert said in str(told.value) and told.value.returncode == 2 and "\n" not in str(told.value)
    assert not (tmp_path / "pairs.csv").exists()


def test_missing_truth_column_is_named(two_lists):
    with pytest.raises(CommandError, match="no column “wahr”"):
        link(*two_lists, truth="wahr")


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("", "empty"), ("   ", "empty"), ("Yoandri", "one word"), ("N.N.", "nobody"), ("NN", "nobody"),
        ("Desconocido", "nobody"), ("menor de edad", "nobody"), ("Menor de edad, 15 años", "nobody"),
        ("sin identificar", "nobody"), ("Yoandri Pérez Sabanalar y su hijo", "several"),
        ("Ana Soto Jutiar; Luis Díaz Yarayó", "several"), ("Ana Soto Jutiar / Luis Díaz Yarayó", "several"),
        ("Yoandri P\u0435rez Sabanalar", "alphabets"), ("???", "empty"),
    ],
)  # fmt: skip
def test_rows_that_name_nobody_are_passed_over_and_told(tmp_path, name, why):
    read = read_list(write(tmp_path, "a.csv", "full name|province", f"{name}|Holguín", "Ana Soto Jutiar|Matanzas"))
    assert [line for line, _values in read.rows] == [3]
    assert name == "" or (read.passed_over[0][0] == 2 and why in read.passed_over[0][1])


def test_headers_that_stand_again_are_no_person(tmp_path):
    read = read_list(write(tmp_path, "a.csv", "full name|province", "Full name|Province", "Ana Soto Jutiar|Matanzas"))
    assert [line for line, _values in read.rows] == [3] and read.passed_over == [(2, "the headers again")]


@pytest.mark.parametrize(
    ("header", "cell", "field", "value"),
    [
        ("edad", "40 aprox.", "age_at_detention", 40), ("edad", "7", "age_at_detention", None),
        ("edad", "130", "age_at_detention", None), ("nacimiento", "30/02/1990", "birth_date", None),
        ("nacimiento", "1900-01-01", "birth_date", None), ("nacimiento", "1985", "birth_date", "1985"),
        ("dob", "19850412", "birth_date", "1985-04-12"), ("condena", "6a", "sentence_months", 72),
        ("condena", "6 meses", "sentence_months", 6), ("condena", "6 años y 3 meses", "sentence_months", 75),
        ("condena", "prisión domiciliaria", "sentence_months", None), ("sexo", "F", "gender", "woman"),
        ("provincia", "Ciudad de La Habana", "province", "CU-03"), ("state", "nsw", "province", "nsw"),
        ("delitos", "desacato; sedición", "offences", ["desacato", "sedicion"]),
    ],
)  # fmt: skip
def test_cells_are_read_or_left_out(tmp_path, header, cell, field, value):
    read = read_list(write(tmp_path, "a.csv", f"nombre completo|{header}", f"Ana Soto Jutiar|{cell}"))
    assert read.rows[0][1].get(field) == value


def test_text_that_was_decoded_wrongly_is_mended(tmp_path):
    read = read_list(write(tmp_path, "a.csv", "nombre completo,provincia", "Ana PÃ©rez Jutiar,Matanzas"))
    assert read.rows[0][1]["name"] == "Ana Pérez Jutiar"


def test_birth_after_the_arrest_is_left_out(tmp_path):
    read = read_list(write(tmp_path, "a.csv", "name,dob,arrest date", "Ana Soto Jutiar,2022-01-01,2021-07-11"))
    assert "birth_date" not in read.rows[0][1]


def test_same_person_twice_in_one_list_is_left_to_review(tmp_path):
    one = write(tmp_path, "a.csv", "name,dob,province", "Ana Soto Jutiar,1979-02-03,Matanzas")
    lines = ["Ana Soto Jutiar,1979-02-03,Matanzas", "SOTO JUTIAR ANA,1979-02-03,Matanzas"]
    other = write(tmp_path, "b.csv", "name,dob,province", *lines)
    assert {pair["decision"] for pair in link(one, other)} == {"review"}


def test_lists_without_second_surnames_of_another_country_are_linked(tmp_path):
    header = "given_name,surname,date_of_birth,suburb,state"
    given = ("Oliver", "Matilda", "Lachlan", "Imogen", "Cooper", "Tahlia", "Jarrod", "Phoebe", "Angus", "Bronte")
    surnames = ("Hallorby", "Wexcombe", "Tindalgate", "Murrowfield", "Ashbrindle", "Quenelby", "Dorricote")
    rows = [f"{given[n % 10]},{surnames[n % 7]},{1960 + n}0{n % 9 + 1}{n % 28 + 1:02},town {n},nsw" for n in range(40)]
    one = write(tmp_path, "a.csv", header, *rows)
    other = write(tmp_path, "b.csv", header, *[row.replace("town", "Town") for row in rows])
    same = [pair for pair in link(one, other) if pair["decision"] == "same"]
    assert len(same) == 40 and all(pair["left_row"] == pair["right_row"] for pair in same)


def test_given_name_and_surname_in_the_column_of_each_other_are_linked(tmp_path):
    header = "given_name,surname,date_of_birth,municipality"
    rows = ["Yoandri,Sabanalar,1979-02-03,Bayamo", "Maidelis,Jutiar,1985-06-07,Bayamo", "Ana,Jutiar,1990-01-02,Baracoa"]
    one = write(tmp_path, "a.csv", header, *rows)
    other = write(tmp_path, "b.csv", header, *rows[:2], "Jutiar,Ana,1990-01-02,Baracoa")
    same = [pair for pair in link(one, other) if pair["decision"] == "same"]
    assert [(pair["left_row"], pair["right_row"]) for pair in same] == [("2", "2"), ("3", "3"), ("4", "4")]


def test_columns_by_which_nothing_is_compared_are_told(tmp_path, two_lists, capsys):
    odd = write(tmp_path, "odd.csv", "nombre completo,color favorito,quien", "Yoandri Pérez Sabanalar,azul,p1")
    call_command("link", two_lists[0], odd, output=tmp_path / "pairs.csv")
    told = capsys.readouterr().out
    assert "columns not compared: color favorito, quien" in told


def test_the_pairs_overwrite_no_list(two_lists):
    before = two_lists[0].read_bytes()
    with pytest.raises(CommandError, match="is one of the lists") as told:
        call_command("link", *two_lists, output=two_lists[0], verbosity=0)
    assert told.value.returncode == 2 and two_lists[0].read_bytes() == before


@pytest.mark.parametrize(
    ("header", "line"),
    [
        ("surname,name,dob", "Pérez Sabanalar,Yoandri,1990-03-12"),
        ("First name,Last name,Second last name,F. nac.,Prov.", "Yoandri,Pérez,Sabanalar,12/03/1990,Holguín"),
    ],
)
def test_parts_of_a_name_are_read_under_their_usual_headers(tmp_path, header, line):
    read = read_list(write(tmp_path, "x.csv", header, line))
    (said,) = [values for _line, values in read.rows]
    assert said["given_names"] == "Yoandri" and said["surname_1"].startswith("Pérez") and not read.unread


def test_shortened_names_are_the_whole_ones(tmp_path):
    one = write(
        tmp_path, "a.csv", "nombre completo,fecha nacimiento,provincia", "Mª Caridad Hdez. Almiquí,1990-03-12,Holguín"
    )
    two = write(tmp_path, "b.csv", "name,dob,province", "Maria Caridad Hernandez Almiqui,1990-03-12,Holguín")
    assert [pair["decision"] for pair in link(one, two)] == ["same"]
