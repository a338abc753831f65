"""Reminders, verb by verb."""
