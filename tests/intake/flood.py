"""Many reports at once, as sealed pieces: what ten thousand forms would leave, without the seconds that each takes."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import uuid4

from django.utils.timezone import localdate

from intake.models import MailboxKey, Piece
from intake.receipts import box_named_after
from intake.sealing import PIECE, as_json, piece_info, seal
from intake.slot import HEAD


def pour(messages: Iterable[dict[str, Any]], *, on: date | None = None, files: Any = (), box: bytes = b"") -> int:
    """Each is what a form says; returns how many. `box`: of somebody else, as no form of ours would name it."""
    key = MailboxKey.objects.first()
    assert key is not None
    rows = [_piece(key, said, on or localdate(), files, box) for said in messages]
    Piece.objects.bulk_create(rows, batch_size=500)
    return len(rows)


def _piece(key: MailboxKey, said: dict[str, Any], day: date, files: Any, box: bytes) -> Piece:
    name, answer_to = uuid4(), os.urandom(32)
    box = box or box_named_after(answer_to)
    head = HEAD + as_json({"said": said, "box": box.hex(), "answer_to": answer_to.hex(), "files": files})
    sealed = seal(head, bytes(key.public_key), size=PIECE, info=piece_info(name))
    return Piece(id=name, key=key, received_on=day, sealed=sealed)
