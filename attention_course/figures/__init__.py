"""Drawings that the lessons show, one module a topic."""
