"""The stages: rules by concern. A stage imports no other stage."""
