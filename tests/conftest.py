"""What holds for every test: English, whatever the locale, and no question how long it took."""

from __future__ import annotations

import os

from hypothesis import settings

os.environ["CLEAN_LANG"] = "en"
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
