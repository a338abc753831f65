"""What is done: keyword-only verbs. Each checks permission, is one transaction, and writes one audit row."""
