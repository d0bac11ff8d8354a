"""Measurements of the reference: against code as tutorials have it, and against what the machine could do."""
