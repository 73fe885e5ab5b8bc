"""The subjects of Nigerian schools, by the names and short forms that students use; staff add to them in the admin."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

P, J, S, E = "primary", "junior", "senior", "exam"
# name, levels that see it first, aliases
SUBJECTS = [
    (
        "English Language", [P, J, S, E],
        "english studies, use of english, english, eng, english lang, eng lang, eng language, eng studies, english study",
    ),
    (
        "Mathematics", [P, J, S, E],
        "general maths, maths, math, mathematic, mths, mth, mat, matics, general mathematics, gen maths, mathematical, "
        "core maths",
    ),
    (
        "Basic Science", [P, J],
        "basic sci, integrated science, bsc, science, basic science and tech, int science, bst, basic sc",
    ),
    ("Social Studies", [P, J], "social study, social, sos, soc studies, sst, social stud"),
    ("Physics", [S, E], "phy, phys, fizics, fisics, physic"),
    ("Chemistry", [S, E], "chem, chm, chemi, kemistry"),
    ("Biology", [S, E], "bio, biol, bios"),
    ("Economics", [S, E], "econs, econ, ecos, eco, economic"),
    ("Government", [S, E], "govt, gov, govs, goverment, govern"),
    (
        "Literature", [S, E],
        "literature in english, lit in english, lit, lit in eng, literature in eng, eng lit, english literature, english "
        "lit, liter, litt",
    ),
    (
        "Further Mathematics", [S],
        "further maths, further math, f/maths, fmaths, f maths, f math, further, furthermaths, further mths, add maths, "
        "additional maths",
    ),
    ("Civic Education", [P, J, S], "civic, civics, civic edu, civil education, civic ed"),
    (
        "Basic Technology", [J],
        "basic tech, intro tech, btech, basic technology, introductory technology, technology, bt",
    ),
    ("Business Studies", [J], "business study, business, bus studies, biz studies, bus study"),
    ("Home Economics", [P, J], "home econs, home ec, home eco, homecons, food and nutrition, home econ"),
    (
        "Agricultural Science", [P, J],
        "agric science, agric, agriculture, agric sci, agricultural sci, agriculture science, agri, agri science",
    ),
    (
        "Computer Studies", [P, J],
        "computer science, digital technologies, computer, ict, comp sci, computer sci, comp, comp studies, data "
        "processing, computing, computer study",
    ),
    (
        "Accounting", [],
        "financial accounting, account, accounts, acct, accts, accountancy, financial account, accounting principles, fin "
        "accounting",
    ),
    ("Commerce", [], "comm, commrce, commerce studies"),
    ("Geography", [], "geo, geog, geograph"),
    (
        "CRS", [P],
        "christian religious studies, crk, christian religious knowledge, bible knowledge, bk, c r s, c r k, crs crk, "
        "christian religion",
    ),
    (
        "IRS", [],
        "islamic religious studies, irk, islamic religious knowledge, islamic studies, islamic, i r s, i r k, islamic "
        "religion",
    ),
    ("French", [], "french language, french lang, francais, frnch"),
    ("Yoruba", [], "yoruba language, yoruba lang, yor"),
    ("Igbo", [], "igbo language, igbo lang, ibo"),
    ("Hausa", [], "hausa language, hausa lang"),
]  # fmt: skip


def add(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    subjects = apps.get_model("homework", "Subject").objects
    for position, (name, levels, aliases) in enumerate(SUBJECTS, 1):
        known = aliases.split(", ") if aliases else []
        subjects.get_or_create(name=name, defaults={"aliases": known, "levels": levels, "position": position * 10})


class Migration(migrations.Migration):
    dependencies = [("homework", "0001_initial")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
