"""Pages: each view asks queries, calls one action, and renders one template."""
