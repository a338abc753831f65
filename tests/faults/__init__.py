"""What a reminder must survive: real PostgreSQL, Redis, Celery and SMTP on the loopback address, and their faults."""
