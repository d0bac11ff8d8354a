"""The catalogue of wrong answers, one module a topic."""
