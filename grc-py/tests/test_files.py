"""Files: given and read as bytes, as paths, as file objects."""

from __future__ import annotations

import hashlib
import io
from typing import TYPE_CHECKING

import pytest
from conftest import CAMILLE

import grc

if TYPE_CHECKING:
    import pathlib

LARGE = b"%PDF-1.7\n" + bytes(range(256)) * 8192


@pytest.fixture
def camille(town: grc.Engine) -> grc.Engine:
    return town.acting_as(CAMILLE)


class Dribble(io.RawIOBase):
    """A file that gives a few bytes at a time."""

    def __init__(self, content: bytes) -> None:
        self.rest = content
        self.calls = 0

    def read(self, size: int = -1) -> bytes:
        self.calls += 1
        piece, self.rest = self.rest[: min(size, 1000)], self.rest[min(size, 1000) :]
        return piece


def test_a_file_is_given_as_bytes_as_a_path_or_as_a_file_object(camille: grc.Engine, tmp_path: pathlib.Path) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(LARGE)
    digest = hashlib.sha256(LARGE).hexdigest()
    dribble = Dribble(LARGE[:50_000])
    assert camille.attach(LARGE, "plan.pdf").sha256 == digest
    assert camille.attach(path).name == "plan.pdf"
    with path.open("rb") as opened:
        assert camille.attach(opened, "autre.pdf").sha256 == digest
        assert not opened.closed
    assert camille.attach(dribble, "peu.pdf").size == 50_000  # type: ignore[arg-type]
    assert dribble.calls > 50
    with pytest.raises(TypeError, match="name"):
        camille.attach(LARGE)


def test_a_file_is_read_whole_in_part_or_into_another(camille: grc.Engine, tmp_path: pathlib.Path) -> None:
    file = camille.attach(LARGE, "plan.pdf")
    assert camille.read_file(file.id) == LARGE
    assert camille.read_file(file.id, offset=9, length=4) == LARGE[9:13]
    buffer = io.BytesIO()
    assert camille.read_file(file.id, buffer) == len(LARGE)
    assert buffer.getvalue() == LARGE
    target = tmp_path / "copie.pdf"
    assert camille.read_file(file.id, target, offset=9) == len(LARGE) - 9
    assert target.read_bytes() == LARGE[9:]


def test_what_may_not_be_read_leaves_the_target_alone(camille: grc.Engine, tmp_path: pathlib.Path) -> None:
    target = tmp_path / "copie.pdf"
    target.write_bytes(b"avant")
    with pytest.raises(grc.NotFound):
        camille.read_file("01932c07-1f2b-7a3c-9a7e-3f0c6d1b2a34", target)
    assert target.read_bytes() == b"avant"


def test_what_a_file_object_raises_is_raised(camille: grc.Engine) -> None:
    class Broken(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            raise TimeoutError("the network is slow")

        def write(self, content: object) -> int:
            raise BlockingIOError("no room")

    with pytest.raises(TimeoutError, match="slow"):
        camille.attach(Broken(), "plan.pdf")  # type: ignore[arg-type]
    file = camille.attach(LARGE, "plan.pdf")
    with pytest.raises(BlockingIOError, match="no room"):
        camille.read_file(file.id, Broken())  # type: ignore[call-overload]


def test_a_file_of_text_is_no_file(camille: grc.Engine) -> None:
    with pytest.raises(TypeError):
        camille.attach(io.StringIO("du texte"), "note.txt")  # type: ignore[arg-type]


def test_a_file_that_is_too_large_is_refused(open_town) -> None:  # type: ignore[no-untyped-def]
    town: grc.Engine = open_town(most_file_bytes=1000)
    with pytest.raises(grc.FileError) as refused:
        town.attach(LARGE, "plan.pdf")
    assert refused.value.code == "file_too_large"
