"""The version of the tool, as the log names it."""

VERSION = "0.1.0"
LOG_FORMAT = "clean-log/1"
