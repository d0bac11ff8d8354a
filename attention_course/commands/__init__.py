"""The commands of `course` that a learner's machine needs: each a Typer sub-app that the main command mounts."""
