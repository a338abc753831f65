"""A clinic's life played through the real actions, with a simulated clock and faults, and judged from outside."""
