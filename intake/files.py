"""Reading a file somebody named: every way it can fail is one clear problem."""

from pathlib import Path

from plan.problems import PlanErrors, Problem

MEBIBYTE = 2**20


def read_bytes(path: Path, limit: int) -> bytes:
    """The content of the file at `path`, at most `limit` bytes. Raises PlanErrors."""
    try:
        with path.open("rb") as file:
            content = file.read(limit + 1)
    except FileNotFoundError as error:
        raise PlanErrors(Problem("plan.no_file", str(path))) from error
    except IsADirectoryError as error:
        raise PlanErrors(Problem("plan.directory", str(path))) from error
    except OSError as error:
        values = {"why": error.strerror or type(error).__name__}
        raise PlanErrors(Problem("plan.unreadable", str(path), values)) from error
    if len(content) > limit:
        values = {"limit": str(limit // MEBIBYTE)}
        raise PlanErrors(Problem("plan.file_too_large", str(path), values))
    return content
