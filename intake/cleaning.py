"""Makes a picture anew from its pixels alone: no place, no time, no camera, no thumbnail, nothing hung on its end.

Run as a program of its own (`python -m intake.cleaning`, the picture on standard input, the cleaned one on standard
output), with little memory and time: what strangers send is decoded here and nowhere else. It knows no other module.
"""

from __future__ import annotations

import io
import resource
import sys

from PIL import Image, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS, MOST_PIXELS_OF_JPEG = 24_000_000, 120_000_000
"""A JPEG is read smaller than it is, so the largest cameras are let in; a progressive one and the others are whole."""
LONGEST_SIDE = 2000  # pixels: a photographed page stays readable
QUALITY = 82
MEMORY, SECONDS = 512 * 1024 * 1024, 8


class NotAPicture(ValueError):
    """Not a JPEG, PNG or WebP that can be read, or too large to be one."""


def cleaned(content: bytes) -> bytes:
    """The picture as a JPEG of at most LONGEST_SIDE pixels a side, upright, without anything but its pixels."""
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
            is_whole = picture.format != "JPEG" or bool(picture.info.get("progressive"))
            if picture.width * picture.height > (MOST_PIXELS if is_whole else MOST_PIXELS_OF_JPEG):
                raise NotAPicture("too many pixels")
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG alone obeys
            turned = ImageOps.exif_transpose(picture)
            turned.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            return _of_pixels(turned)
    except NotAPicture:
        raise
    except Exception as error:  # whatever a decoder makes of bytes that are no picture
        raise NotAPicture("cannot be read") from error


def _of_pixels(picture: Image.Image) -> bytes:
    opaque = Image.new("RGB", picture.size, "white")
    shown = picture.convert("RGBA")
    opaque.paste(shown, mask=shown.getchannel("A"))
    made = io.BytesIO()
    opaque.save(made, "JPEG", quality=QUALITY, optimize=True)
    return made.getvalue()


def give_up_rights() -> None:
    """From now on no file and no connection can be opened, no process begun, and little memory and time is left.

    The account stays that of the web server, which may not change it: what a decoder that was taken over could still do
    is to answer with another picture, and to end or watch processes of that account where the system lets it.
    """
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a decoder that falls must not leave the picture behind
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def load_decoders() -> None:
    """Reads the library's modules while files can still be opened."""
    for form in FORMATS:
        made = io.BytesIO()
        Image.new("RGB", (1, 1)).save(made, form)
        cleaned(made.getvalue())


def main() -> int:
    content = sys.stdin.buffer.read()
    load_decoders()
    give_up_rights()
    try:
        made = cleaned(content)
    except (NotAPicture, MemoryError):
        return 1
    sys.stdout.buffer.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
