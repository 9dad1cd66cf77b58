"""Pictures as phones take them."""

from io import BytesIO

from PIL import Image


def picture(width: int = 640, height: int = 480, *, kind: str = "JPEG", exif: bool = False) -> bytes:
    """A noisy picture; with `exif` also what a camera writes about itself and the place."""
    made = Image.effect_noise((width, height), 40).convert("RGB")
    written = BytesIO()
    if exif:
        tags = Image.Exif()
        tags[0x0112] = 6
        tags[0x010F] = "a camera with a name"
        tags.get_ifd(0x8825)[1] = "N"
        made.save(written, kind, exif=tags)
    else:
        made.save(written, kind)
    return written.getvalue()
