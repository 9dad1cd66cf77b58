"""A link as a picture that a phone's camera reads."""

import segno


def picture(link: str) -> str:
    """The link as a QR code: an SVG picture in a data URI, which a page may show as it is."""
    return str(segno.make(link, error="m").svg_data_uri(border=2, omitsize=True))
