"""Photos: kept without what the camera wrote, shown to whom the link was given."""

import struct
from datetime import timedelta
from io import BytesIO
from uuid import UUID, uuid4

import pytest
from PIL import Image

from backend.access import photos
from backend.access.models import Person, Photo
from backend.kit import clock, retention
from backend.kit.refusals import NotFound
from tests import community
from tests.access.pictures import picture
from tests.phones import Phone, Phones


async def put(phone: Phone, photo: UUID, body: bytes, **headers: str) -> int:
    response = await phone.put(
        f"/photos/{photo}", content=body, headers={"content-type": "image/jpeg"} | headers
    )
    return response.status_code


async def test_a_photo_is_sent_twice_kept_once_and_seen_by_its_link(phones: Phones) -> None:
    person = await Person.create(name="王芳")
    phone, photo = await phones(person), uuid4()
    assert [await put(phone, photo, picture()), await put(phone, photo, picture())] == [204, 204]
    assert await Photo.all().count() == 1
    actor = await community.actor(person)
    shown = await phone.get(photos.link(photo, actor))
    assert (shown.status_code, shown.headers["content-type"]) == (200, "image/jpeg")
    assert Image.open(BytesIO(shown.content)).size == (640, 480)
    assert shown.headers["cache-control"] == "private, max-age=604800"


async def test_place_and_camera_are_gone_and_the_picture_stands_upright(phones: Phones) -> None:
    person = await Person.create(name="王芳")
    phone, photo = await phones(person), uuid4()
    await put(phone, photo, picture(exif=True))
    shown = await phone.get(photos.link(photo, await community.actor(person)))
    kept = Image.open(BytesIO(shown.content))
    assert (kept.size, dict(kept.getexif())) == ((480, 640), {})
    assert b"camera" not in shown.content


async def test_a_camera_that_writes_nonsense_beside_its_picture_does_no_harm(phones: Phones) -> None:
    turned, nonsense = (0x0112, 3, 1, b"\0\6\0\0"), (0x011A, 2, 2, b"x\0\0\0")
    entries = b"".join(struct.pack("!HHL4s", *entry) for entry in (turned, nonsense))
    written = BytesIO()
    exif = b"Exif\0\0MM\0*\0\0\0\x08\0\2" + entries + b"\0\0\0\0"
    Image.new("RGB", (64, 32)).save(written, "JPEG", exif=exif)
    person = await Person.create(name="王芳")
    phone, photo = await phones(person), uuid4()
    assert await put(phone, photo, written.getvalue()) == 204
    shown = await phone.get(photos.link(photo, await community.actor(person)))
    assert Image.open(BytesIO(shown.content)).size == (32, 64)


async def test_the_table_holds_no_readable_picture(phones: Phones) -> None:
    phone, photo = await phones(await Person.create(name="王芳")), uuid4()
    await put(phone, photo, picture())
    assert b"JFIF" not in (await Photo.get()).picture


async def test_a_link_is_for_one_reader_and_a_while(phones: Phones) -> None:
    person, other = await Person.create(name="王芳"), await Person.create(name="朱")
    phone, photo = await phones(person), uuid4()
    await put(phone, photo, picture(64, 64))
    link = photos.link(photo, await community.actor(person))
    assert link == photos.link(photo, await community.actor(person))
    assert (await (await phones(other)).get(link)).status_code == 404
    assert (await (await phones()).get(link)).status_code == 401
    for until in ("9", "99", "999999", "٣"):
        assert (await phone.get(link.replace("until=", f"until={until}"))).status_code == 404
    assert (await phone.get(link[:-4] + "0000")).status_code == 404
    assert (await phone.get(f"/photos/{photo}")).status_code == 404
    clock.advance(timedelta(hours=photos.LINK_HOURS))
    assert (await phone.get(link)).status_code == 404


@pytest.mark.parametrize(
    "body",
    [b"", b"x" * 1000, picture(64, 64, kind="PNG"), picture()[:500], b"\xff\xd8\xff\xe0" + b"\0" * 400],
    ids=["nothing", "no picture", "png", "half", "a head only"],
)
async def test_what_is_no_jpeg_is_refused(phones: Phones, body: bytes) -> None:
    phone = await phones(await Person.create(name="王芳"))
    assert await put(phone, uuid4(), body) == 400
    assert await Photo.all().count() == 0


async def test_a_file_that_is_too_large_is_refused(phones: Phones) -> None:
    phone = await phones(await Person.create(name="王芳"))
    assert await put(phone, uuid4(), b"\xff" * 500_000) == 413


async def test_a_photo_from_elsewhere_or_from_nobody_is_refused(phones: Phones) -> None:
    phone, stranger = await phones(await Person.create(name="王芳")), await phones()
    assert await put(stranger, uuid4(), picture(64, 64)) == 401
    assert await put(phone, uuid4(), picture(64, 64), origin="https://evil.example") == 403
    del phone.headers["x-lianxin"]
    assert await put(phone, uuid4(), picture(64, 64)) == 403
    assert await Photo.all().count() == 0


async def test_an_id_that_is_somebody_elses_is_taken(phones: Phones) -> None:
    person, photo = await Person.create(name="王芳"), uuid4()
    await put(await phones(person), photo, picture(64, 64))
    assert await put(await phones(await Person.create(name="朱")), photo, picture(32, 32)) == 409
    assert (await Photo.get()).owner_id == person.id


async def test_a_verb_takes_only_its_actors_photo_and_then_it_is_kept(phones: Phones) -> None:
    person, other = await Person.create(name="王芳"), await Person.create(name="朱")
    photo, forgotten = uuid4(), uuid4()
    phone = await phones(person)
    await put(phone, photo, picture(64, 64))
    await put(phone, forgotten, picture(64, 64))
    with pytest.raises(NotFound):
        await photos.owned(await community.actor(other), photo)
    await photos.owned(await community.actor(person), photo)
    clock.advance(timedelta(days=3))
    await retention.sweep()
    assert [row.id for row in await Photo.all()] == [photo]
