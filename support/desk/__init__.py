"""The support desk in the admin. `home` gives the frame its pieces."""

from support.desk import home

__all__ = ["home"]
