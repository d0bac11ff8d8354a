"""The whole loop on a made-up class: build, release, hand in, autograde, feedback, and one table at the end."""
