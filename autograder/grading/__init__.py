"""From submissions to marks."""
