"""From lessons as text to notebooks."""
