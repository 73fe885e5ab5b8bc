"""More of the short forms and slips with which students name a subject; what staff added stays."""

from django.db import migrations

ALIASES = {
    "English Language": ["english lang", "eng lang", "eng language", "eng studies", "english study"],
    "Mathematics": ["mths", "mth", "mat", "matics", "general mathematics", "gen maths", "mathematical", "core maths"],
    "Basic Science": ["basic science and tech", "int science", "bst", "basic sc"],
    "Social Studies": ["soc studies", "sst", "social stud"],
    "Physics": ["fizics", "fisics", "physic"],
    "Chemistry": ["chm", "chemi", "kemistry"],
    "Biology": ["biol", "bios"],
    "Economics": ["ecos", "eco", "economic"],
    "Government": ["govs", "goverment", "govern"],
    "Literature": ["lit in eng", "literature in eng", "eng lit", "english literature", "english lit", "liter", "litt"],
    "Further Mathematics": ["f maths", "f math", "further", "furthermaths", "further mths", "add maths", "additional maths"],
    "Civic Education": ["civic edu", "civil education", "civic ed"],
    "Basic Technology": ["basic technology", "introductory technology", "technology", "bt"],
    "Business Studies": ["bus studies", "biz studies", "bus study"],
    "Home Economics": ["home eco", "homecons", "food and nutrition", "home econ"],
    "Agricultural Science": ["agric sci", "agricultural sci", "agriculture science", "agri", "agri science"],
    "Computer Studies": ["comp sci", "computer sci", "comp", "comp studies", "data processing", "computing", "computer study"],
    "Accounting": ["acct", "accts", "accountancy", "financial account", "accounting principles", "fin accounting"],
    "Commerce": ["commrce", "commerce studies"],
    "Geography": ["geog", "geograph"],
    "CRS": ["christian religious knowledge", "bible knowledge", "bk", "c r s", "c r k", "crs crk", "christian religion"],
    "IRS": ["islamic religious knowledge", "islamic studies", "islamic", "i r s", "i r k", "islamic religion"],
    "French": ["french lang", "francais", "frnch"],
    "Yoruba": ["yoruba language", "yoruba lang", "yor"],
    "Igbo": ["igbo language", "igbo lang", "ibo"],
    "Hausa": ["hausa language", "hausa lang"],
}


def add(apps, schema_editor):
    Subject = apps.get_model("homework", "Subject")
    for subject in Subject.objects.filter(name__in=ALIASES):
        subject.aliases = [*subject.aliases, *(alias for alias in ALIASES[subject.name] if alias not in subject.aliases)]
        subject.save(update_fields=["aliases"])


class Migration(migrations.Migration):
    dependencies = [("homework", "0003_clarification_and_voice")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
