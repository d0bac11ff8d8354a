"""The class's gradebook, an SQLite file that nbgrader keeps."""

from __future__ import annotations

import os
import sys
import warnings
from pathlib import Path

from nbgrader.api import Gradebook
from sqlalchemy.exc import SAWarning

# nbgrader adds rows in an order that SQLAlchemy remarks on at every submission; nothing comes of it.
warnings.filterwarnings("ignore", category=SAWarning)


def make_tools_findable() -> None:
    """Put this Python's commands on the PATH: nbgrader starts `alembic` by name, also from an environment not activated."""
    beside = str(Path(sys.executable).parent)
    paths = os.environ.get("PATH", "").split(os.pathsep)
    if beside not in paths:
        os.environ["PATH"] = os.pathsep.join([beside, *paths])


def gradebook_file(root: Path) -> Path:
    return root / "gradebook.db"


def open_gradebook(root: Path) -> Gradebook:
    """The gradebook of the class whose folder is `root`; made when it is not there. Use as a context manager."""
    make_tools_findable()
    return Gradebook(f"sqlite:///{gradebook_file(root)}")
