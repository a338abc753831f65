"""Who may see and do what: roles (one page), scope (one sentence), fence (the database's own wall)."""
