"""The steps (their order is put in here once all exist)."""
