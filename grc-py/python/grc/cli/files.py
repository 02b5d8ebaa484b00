"""Files that a command writes: whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO


@contextlib.contextmanager
def written(path: str, *, private: bool = True) -> Iterator[TextIO]:
    """A file to write, which takes its name once it is whole.

    Parameters
    ----------
    path : str
        Its name. What had it is replaced.
    private : bool
        Whether it is for its owner alone, as what is exported of people is; otherwise for whoever the system lets read new files.

    Yields
    ------
    TextIO
        What is written to, in UTF-8, line ends as they are.
    """
    folder, name = os.path.split(path)
    # Made for its owner alone (mode 600).
    handle, beside = tempfile.mkstemp(prefix=f".{name}.", dir=folder or ".")
    try:
        with open(handle, "w", encoding="utf-8", newline="") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if not private:
            mask = os.umask(0o077)
            os.umask(mask)
            os.chmod(beside, 0o666 & ~mask)
        os.replace(beside, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(beside)
        raise
