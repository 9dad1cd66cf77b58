"""Short links of a notice, one for each grid that shares it: they tell from where it was opened."""

from collections.abc import Collection
from uuid import UUID

from backend.access.actor import Actor
from backend.grids import rules as grids
from backend.kit import words, work
from backend.kit.refusals import NotFound
from backend.kit.words import Language, Words
from backend.notices import rules, wording
from backend.notices.channel_models import NoticeLink
from backend.notices.models import OUT, Notice, NoticeText
from backend.notices.public import parts, reading
from backend.notices.writing import codes

FROM = Words("{place}：{link}", "{place}：{link}", "{place}: {link}")


@work.verb
async def share(actor: Actor, notice: UUID, grid: UUID) -> NoticeLink:
    """The link by which the actor shares a notice with a grid where they hold a post; the same one each time."""
    found = await rules.get(actor, notice)
    ground = await grids.get(actor, grid)
    if found.state not in OUT:
        raise NotFound
    theirs = NoticeLink.filter(notice_id=found.id, grid_id=ground.id)
    link = await theirs.first()
    if link is None:
        await of([found.id], [ground.id])
        link = await theirs.get()
    # Whoever is shown it needs not read it again.
    link.notice = found
    return link


async def of(notices: Collection[UUID], places: Collection[UUID]) -> dict[tuple[UUID, UUID], str]:
    """The code of each of these notices' links in each of these grids; those that are missing are made."""
    known = NoticeLink.filter(notice_id__in=list(notices), grid_id__in=list(places))
    found = {
        (row["notice_id"], row["grid_id"]): row["code"]
        for row in await known.values("notice_id", "grid_id", "code")
    }
    missing = [(notice, grid) for notice in notices for grid in places if (notice, grid) not in found]
    if missing:
        made = [NoticeLink(notice_id=notice, grid_id=grid, code=codes.fresh()) for notice, grid in missing]
        # Two who share it at once have one link: the first one's.
        await NoticeLink.bulk_create(made, ignore_conflicts=True)
        return {
            (row["notice_id"], row["grid_id"]): row["code"]
            for row in await known.values("notice_id", "grid_id", "code")
        }
    return found


async def pasted(link: NoticeLink) -> str:
    """What to paste into a group, in the language of whoever asks; the link comes with its notice and who speaks."""
    notice = link.notice
    texts = await wording.texts([notice.id])
    return written(notice, texts[notice.id], notice.grid.name, link.code, words.speaking())


def written(
    notice: Notice, texts: dict[Language, NoticeText], place: str, code: str, language: Language
) -> str:
    """A notice as a short text: what holds no longer says so before all else."""
    text = wording.best(texts, language)
    ended = wording.ended(notice.state).text(language)
    short = notice.reason if ended and notice.reason else wording.beside(text)
    reward = parts.REWARD.text(language, reward=text.reward) if text.reward and not ended else ""
    said = ended + wording.titled(notice, text), short, reward
    return "\n".join(
        line for line in (*said, FROM.text(language, place=place, link=reading.address(code))) if line
    )
