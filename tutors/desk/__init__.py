"""The tutors' desk in the admin. `home` gives the frame its pieces."""

from tutors.desk import home

__all__ = ["home"]
