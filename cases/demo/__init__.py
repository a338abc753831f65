"""The invented world of the demo: two clinics, their people, their cases and their papers, seeded through the actions."""
