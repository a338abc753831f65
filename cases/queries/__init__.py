"""What is asked: functions of (member, …) that return querysets or dataclasses. Nothing here writes."""
