"""The subjects of Nigerian schools, with the names students use for them; staff add to them in the admin."""

from django.db import migrations

P, J, S, E = "primary", "junior", "senior", "exam"
SUBJECTS = [
    ("English Language", ["english studies", "use of english", "english", "eng"], [P, J, S, E]),
    ("Mathematics", ["general maths", "maths", "math", "mathematic"], [P, J, S, E]),
    ("Basic Science", ["basic sci", "integrated science", "bsc", "science"], [P, J]),
    ("Social Studies", ["social study", "social", "sos"], [P, J]),
    ("Physics", ["phy", "phys"], [S, E]),
    ("Chemistry", ["chem"], [S, E]),
    ("Biology", ["bio"], [S, E]),
    ("Economics", ["econs", "econ"], [S, E]),
    ("Government", ["govt", "gov"], [S, E]),
    ("Literature", ["literature in english", "lit in english", "lit"], [S, E]),
    ("Further Mathematics", ["further maths", "further math", "f/maths", "fmaths"], [S]),
    ("Civic Education", ["civic", "civics"], [P, J, S]),
    ("Basic Technology", ["basic tech", "intro tech", "btech"], [J]),
    ("Business Studies", ["business study", "business"], [J]),
    ("Home Economics", ["home econs", "home ec"], [P, J]),
    ("Agricultural Science", ["agric science", "agric", "agriculture"], [P, J]),
    ("Computer Studies", ["computer science", "digital technologies", "computer", "ict"], [P, J]),
    ("Accounting", ["financial accounting", "account", "accounts"], []),
    ("Commerce", ["comm"], []),
    ("Geography", ["geo"], []),
    ("CRS", ["christian religious studies", "crk"], [P]),
    ("IRS", ["islamic religious studies", "irk"], []),
    ("French", ["french language"], []),
    ("Yoruba", [], []),
    ("Igbo", [], []),
    ("Hausa", [], []),
]


def add(apps, schema_editor):
    Subject = apps.get_model("homework", "Subject")
    for position, (name, aliases, levels) in enumerate(SUBJECTS, 1):
        Subject.objects.get_or_create(
            name=name, defaults={"aliases": aliases, "levels": levels, "position": position * 10}
        )


class Migration(migrations.Migration):
    dependencies = [("homework", "0001_initial")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
