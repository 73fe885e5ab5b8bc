"""Where Chromium is, for the browser tests."""

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium() -> str | None:
    """Returns the path of an installed Chromium, or None. CHROMIUM names one that is elsewhere; empty means none."""
    if "CHROMIUM" in os.environ:
        return shutil.which(os.environ["CHROMIUM"]) if os.environ["CHROMIUM"] else None
    return next((path for name in NAMES if (path := shutil.which(name) or shutil.which(name, path="/usr/bin"))), None)
