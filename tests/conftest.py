"""What holds for every test: no test asks how long something took (`bench` does)."""

from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
