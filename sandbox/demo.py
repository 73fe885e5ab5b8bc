"""The demo people of the sandbox, in one list: `seed_demo` makes them, the phone page prints them."""

from dataclasses import dataclass

BUSINESS_NAME = "Tutorline"
PASSWORD = "tutorline-demo"
"""For the sandbox only: it refuses to run with production settings."""


@dataclass(frozen=True)
class Login:
    """A demo member of staff: sign-in name, person, what they do, the role's group."""

    username: str
    first_name: str
    last_name: str
    role: str
    group: str


@dataclass(frozen=True)
class DemoPhone:
    """A demo student: `kind` as in `sandbox.student.create_phone`."""

    name: str
    kind: str
    wa_id: str = ""


LOGINS = [
    Login("admin", "Amina", "Bello", "Admin", "Admin"),
    Login("tutor1", "Tunde", "Adeyemi", "Tutor", "Tutor"),
    Login("tutor2", "Zainab", "Musa", "Tutor", "Tutor"),
    Login("support", "Sade", "Cole", "Support", "Support"),
    Login("finance", "Femi", "Okoro", "Finance", "Finance"),
]
PHONES = [
    DemoPhone("Ada Okafor", "both", "2348031234567"),
    DemoPhone("Chidi Eze", "username"),
    DemoPhone("Bola Ahmed", "number", "2348059876543"),
]
