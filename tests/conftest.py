"""What holds for every test: English, whatever the locale, and no question how long it took.

In CI the laws are tried on the same examples every time; elsewhere on new ones.
"""

from __future__ import annotations

import os

from hypothesis import settings

os.environ["CLEAN_LANG"] = "en"
settings.register_profile("untimed", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("untimed")
