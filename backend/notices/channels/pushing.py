"""By push: whoever lives on a ground and is meant, its volunteers, and who holds a post there, all at the same moment."""

from collections.abc import Sequence

from backend.kit.words import Language
from backend.notices import telling, wording
from backend.notices.channels import crowds
from backend.notices.models import Notice, NoticeState, NoticeText, Relay
from backend.push.broadcasting import broadcasts
from backend.push.models import Kind


async def ring(notice: Notice, relay: Relay) -> None:
    """Ring the phones of a ground to which a notice has come; its grid was read with the relay."""
    said = {text.language: _said(notice, text) for text in await _texts(notice)}
    await _queue(notice, [relay], said, urgent=notice.is_urgent)


async def end(notice: Notice) -> None:
    """Ring nobody any more for a notice that holds no longer; where it was withdrawn, say so wherever it has come."""
    await broadcasts.stop(notice.id)
    if notice.state is not NoticeState.WITHDRAWN:
        return
    relays = await Relay.filter(notice_id=notice.id, passed_at__isnull=False).select_related("grid")
    said = {text.language: _withdrawn(notice, text) for text in await _texts(notice)}
    await _queue(notice, relays, said, urgent=False)


async def _queue(
    notice: Notice, relays: Sequence[Relay], said: dict[Language, tuple[str, str]], *, urgent: bool
) -> None:
    await broadcasts.queue(
        crowd=crowds.HOUSEHOLDS,
        stretches=[crowds.stretch(relay.grid.path, covers_below=relay.covers_below) for relay in relays],
        given=crowds.given(notice.audiences),
        kind=Kind.NOTICE,
        what="Notice",
        about=notice.id,
        said=said,
        link=telling.link(notice.id),
        topic=await _topic(notice),
        urgent=urgent,
        expires=notice.expires_at,
    )


async def _texts(notice: Notice) -> list[NoticeText]:
    return await NoticeText.filter(notice_id=notice.id).order_by("id")


def _said(notice: Notice, text: NoticeText) -> tuple[str, str]:
    # Where nothing more is said, who says it.
    return wording.titled(notice, text), wording.beside(text) or notice.grid.name


def _withdrawn(notice: Notice, text: NoticeText) -> tuple[str, str]:
    return wording.ended(notice.state).text(text.language) + wording.headline(notice, text), notice.reason


async def _topic(notice: Notice) -> str:
    """The same for all versions of a notice: on a phone the newest takes the place of those before it."""
    first = notice
    while first.corrects_id:
        first = await Notice.get(id=first.corrects_id).only("id", "corrects_id")
    return f"notice:{first.id}"
