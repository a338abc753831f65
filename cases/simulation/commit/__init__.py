"""The commit door of the simulation: a database engine whose commits can fail, before or after they are kept."""
