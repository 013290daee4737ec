"""Make a picture of a page small: 256 colours, since a page is made of few and Chromium writes them all."""

import struct
import zlib
from base64 import b64decode, b64encode
from collections import Counter
from typing import Final

from playwright.sync_api import Browser

__all__ = ["as_png", "pixels_of", "small"]

COLOURS: Final = 256
# The browser that took the picture also reads it: width, height, and red, green, blue and alpha of each point.
READ: Final = """async picture => {
  const data = Uint8Array.from(atob(picture), letter => letter.charCodeAt(0));
  const image = await createImageBitmap(new Blob([data], {type: "image/png"}));
  const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
  canvas.drawImage(image, 0, 0);
  const points = canvas.getImageData(0, 0, image.width, image.height).data;
  let text = "";
  for (let start = 0; start < points.length; start += 32768)
    text += String.fromCharCode(...points.subarray(start, start + 32768));
  return [image.width, image.height, btoa(text)];
}"""

Colour = tuple[int, int, int]


def small(browser: Browser, picture: bytes) -> bytes:
    """Write *picture* again with at most 256 colours: the most frequent ones, for each other one the nearest."""
    width, points = pixels_of(browser, picture)
    used = Counter(points)
    palette = [colour for colour, _count in used.most_common(COLOURS)]
    index = {colour: nearest(colour, palette) for colour in used}
    return as_png(width, bytes(index[point] for point in points), palette)


def pixels_of(browser: Browser, picture: bytes) -> tuple[int, list[Colour]]:
    """Give the width of *picture* and the colour of each of its points."""
    page = browser.new_page()
    width, _height, text = page.evaluate(READ, b64encode(picture).decode())
    page.close()
    data = b64decode(text)
    return width, list(zip(data[::4], data[1::4], data[2::4], strict=True))


def nearest(colour: Colour, palette: list[Colour]) -> int:
    """Find the place in *palette* of the colour that differs least."""

    def difference(place: int) -> int:
        return sum((one - other) ** 2 for one, other in zip(colour, palette[place], strict=True))

    return min(range(len(palette)), key=difference)


def as_png(width: int, points: bytes, palette: list[Colour]) -> bytes:
    """Write the points, each a place in *palette*, as a PNG (ISO/IEC 15948, 5 and 11.2)."""
    rows = [points[start : start + width] for start in range(0, len(points), width)]
    # Colour type 3, eight bits; each row begins with filter type 0, none.
    head = struct.pack(">IIBBBBB", width, len(rows), 8, 3, 0, 0, 0)
    data = zlib.compress(b"".join(b"\0" + row for row in rows), level=9)
    chunks = ((b"IHDR", head), (b"PLTE", bytes(part for colour in palette for part in colour)), (b"IDAT", data))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in (*chunks, (b"IEND", b"")))


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
