"""How nbgrader works in this course; read by every `nbgrader` command that is started in this folder."""

from autograder.grading.nbgrader import configure

configure(get_config())  # noqa: F821 -- nbgrader puts get_config here
