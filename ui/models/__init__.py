"""Item models over the records, tested without a view."""
