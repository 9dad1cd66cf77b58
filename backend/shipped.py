"""Which documents the app on phones may send: this version's, and for a month those of the versions before it.

A phone that was without signal during an upgrade still has the old app, and in its outbox the old app's texts.
"""

import json
from datetime import datetime
from functools import cache
from typing import Any

from backend import settings
from backend.kit import clock, retention
from backend.kit.models import ShippedDocument
from backend.pages import built_pwa


@cache
def now() -> frozenset[str]:
    """Fingerprints of the documents that the built app sends."""
    manifest = built_pwa() / "documents.json"
    return frozenset(json.loads(manifest.read_text())) if manifest.exists() else frozenset()


async def note() -> None:
    """Note what this version ships, for those that come after it."""
    await ShippedDocument.bulk_create(
        [ShippedDocument(fingerprint=fingerprint, shipped_at=clock.now()) for fingerprint in sorted(now())],
        on_conflict=["fingerprint"],
        update_fields=["shipped_at"],
    )


async def is_known(fingerprint: str, context: Any) -> bool:
    """Whether this document may run: the app's own always, others for programs with a token."""
    if settings.settings().any_document or context is None or fingerprint in now():
        return True
    if context.actor and context.actor.token:
        return True
    return await ShippedDocument.exists(fingerprint=fingerprint)


@retention.keeps("documents", days=30)
async def _forget(before: datetime) -> int:
    """Versions that have not been served for so long; what is served now is noted again at each start."""
    return await ShippedDocument.filter(shipped_at__lt=before, fingerprint__not_in=list(now())).delete()
