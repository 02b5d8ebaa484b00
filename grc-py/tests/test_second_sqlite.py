"""Python's own `sqlite3` in the process of an engine: what it costs a store without protection, and that the engine holds on."""

from __future__ import annotations

import ctypes.util
import os
import pathlib
import shutil
import signal
import sqlite3
import subprocess
import sys

import pytest
from conftest import CAMILLE, HALL, file_wedding

import grc

LOOK = """
import sqlite3
other = sqlite3.connect(path)
other.execute("SELECT count(*) FROM sqlite_master").fetchall()
other.close()
"""

# A copy of SQLite of its own, which writes as a program without protection does.
UNPROTECTED = f"""
import ctypes, os, signal, sys
# First: a library of the same name that is loaded already would serve for both.
import sqlite3
path, library = sys.argv[1:]
sqlite = ctypes.CDLL(library)
connection = ctypes.c_void_p()
assert sqlite.sqlite3_open(path.encode(), ctypes.byref(connection)) == 0

def do(statement):
    assert sqlite.sqlite3_exec(connection, statement.encode(), None, None, None) == 0

def keep(first, last):
    for rank in range(first, last):
        do(f"INSERT INTO note VALUES ({{rank}})")
        print("kept", flush=True)

do("PRAGMA journal_mode = WAL")
do("PRAGMA synchronous = FULL")
do("CREATE TABLE note (id INTEGER PRIMARY KEY)")
keep(0, 10)
if os.environ["LOOKS"] == "yes":
    {LOOK.strip().replace(chr(10), chr(10) + "    ")}
keep(10, 110)
os.kill(os.getpid(), signal.SIGKILL)
"""

PROTECTED = f"""
import os, signal, sys
import grc
path = sys.argv[1]
engine = grc.Engine.open(path, actor=grc.Actor.applicant("camille"))

def keep(count):
    for _ in range(count):
        try:
            engine.save_draft("reservation-salle", "en-ligne", {{}})
            print("kept", flush=True)
        except grc.StoreError as error:
            print(error.code, flush=True)

keep(10)
{LOOK}
keep(10)
os.kill(os.getpid(), signal.SIGKILL)
"""


def killed(script: str, *arguments: object, looks: str = "yes") -> list[str]:
    """What a program said before it was killed."""
    command = [sys.executable, "-c", script, *map(str, arguments)]
    told = subprocess.run(
        command, capture_output=True, text=True, timeout=60, check=False, env={**os.environ, "LOOKS": looks}
    )
    assert told.returncode == -signal.SIGKILL, told.stderr
    return told.stdout.split()


@pytest.fixture
def own_sqlite(tmp_path: pathlib.Path) -> pathlib.Path:
    """The system's library under another name: loaded, it is another copy than that of Python."""
    name = ctypes.util.find_library("sqlite3")
    places = [
        pathlib.Path(folder) / str(name)
        for folder in ("/usr/lib/x86_64-linux-gnu", "/lib/x86_64-linux-gnu", "/usr/lib64", "/usr/lib")
    ]
    found = [place for place in places if place.exists()]
    if sys.platform != "linux" or not found:
        pytest.skip("no SQLite library on this system to load beside Python's")
    return pathlib.Path(shutil.copy(found[0], tmp_path / "own.so"))


@pytest.mark.parametrize(("looks", "is_lost"), [("no", False), ("yes", True)])
def test_without_protection_what_was_acknowledged_is_lost(
    own_sqlite: pathlib.Path, tmp_path: pathlib.Path, looks: str, is_lost: bool
) -> None:
    path = tmp_path / "notes.db"
    acknowledged = killed(UNPROTECTED, path, own_sqlite, looks=looks).count("kept")
    found = sqlite3.connect(path).execute("SELECT count(*) FROM note").fetchone()[0]
    assert acknowledged == 110
    assert (found < acknowledged) == is_lost


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the engine does not notice")
def test_the_engine_refuses_to_go_on_and_loses_nothing(store: pathlib.Path) -> None:
    told = killed(PROTECTED, store)
    assert (told.count("kept"), told.count("store_shared")) == (10, 10)
    with sqlite3.connect(store) as after:
        assert after.execute("SELECT count(*) FROM draft").fetchone()[0] == 10


def test_a_backup_is_read_by_whoever_wants_while_the_engine_goes_on(town: grc.Engine, tmp_path: pathlib.Path) -> None:
    receipt = file_wedding(town)
    copy = tmp_path / "copie.db"
    assert town.backup(copy) == copy.stat().st_size
    with sqlite3.connect(copy) as other:
        assert other.execute("SELECT count(*) FROM request").fetchone()[0] == 1
    town.acting_as(CAMILLE).save_draft(*HALL, {})
    with grc.Engine.open(copy, actor=grc.Actor.system()) as own:
        assert own.verify(heads=town.heads()).broken == []
        assert own.request(reference=receipt.reference).id == receipt.id
    with pytest.raises(grc.FileError):
        town.backup(copy)
