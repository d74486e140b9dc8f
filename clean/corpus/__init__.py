"""Many documents at once: each cleaned, and what says the same found across all of them.

The work is cut into stages of tasks over files (`job.py` has them in order); a task reads
files, writes one, and asks nothing of the engine that runs it. Needs `docclean[corpus]`.
"""
