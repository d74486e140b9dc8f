"""What a project says of its documents: `clean.toml`, or `[tool.clean]` in `pyproject.toml`."""
