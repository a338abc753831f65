"""The play of a clinic's life, and the judge who watches it."""
