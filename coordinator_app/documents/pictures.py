"""Photographs made ready for paper: upright, no larger than needed, without what the camera wrote into them."""

from io import BytesIO

from coordinator_app.common.errors import UserError

LONGEST = 1600
"""Pixels of the longer side on paper: 170 mm at 240 dots per inch."""
_BEGINNINGS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


def is_picture(data: bytes) -> bool:
    """Whether these are the bytes of a picture that can be printed (PNG or JPEG)."""
    return data.startswith(_BEGINNINGS)


def reduced(data: bytes, longest: int = LONGEST) -> bytes:
    """The picture as JPEG with at most `longest` pixels a side, turned upright; place and camera are left out.

    `UserError` when the bytes are no picture that can be read.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as opened:
            opened.draft("RGB", (longest, longest))
            turned = ImageOps.exif_transpose(opened)
            turned.thumbnail((longest, longest))
            flat = Image.new("RGB", turned.size, "white")
            mask = turned.convert("RGBA") if turned.mode in {"RGBA", "LA", "P"} else None
            flat.paste(turned.convert("RGB") if mask is None else mask, mask=mask)
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise UserError("Das Bild lässt sich nicht lesen. Bitte speichern Sie es als JPEG oder PNG neu.") from error
    target = BytesIO()
    flat.save(target, format="JPEG", quality=86)
    return target.getvalue()
