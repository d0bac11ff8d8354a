"""Right answers written differently, one module a topic."""
