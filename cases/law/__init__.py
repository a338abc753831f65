"""What the law says: dates in, dates and reasons out. No Django, no clock, no database."""
