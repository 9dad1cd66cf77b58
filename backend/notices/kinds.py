"""What sorts of notices there are: of what kind, how earnest and urgent, for whom, and by which way."""

from enum import Enum


class NoticeKind(Enum):
    """What sort of thing there is to read."""

    BULLETIN = "BULLETIN"
    GUIDANCE = "GUIDANCE"
    ORDER = "ORDER"
    CLUES = "CLUES"
    """A call for clues, with the reward named."""
    VOLUNTEERS = "VOLUNTEERS"
    """A call for volunteers."""
    CASE_ROUTE = "CASE_ROUTE"
    """Where somebody who is ill has been: whoever was there registers."""
    RUMOUR = "RUMOUR"
    """A claim that goes round, and what is true of it (辟谣)."""
    PLEDGE = "PLEDGE"
    """Something to sign (承诺书)."""


class Earnest(Enum):
    """Whether it is meant (CAP 1.2, status)."""

    ACTUAL = "ACTUAL"
    EXERCISE = "EXERCISE"
    """A drill: everybody does as if."""
    TEST = "TEST"
    """Only to see whether it arrives."""


class Urgency(Enum):
    """CAP 1.2, urgency."""

    IMMEDIATE = "IMMEDIATE"
    EXPECTED = "EXPECTED"
    FUTURE = "FUTURE"
    PAST = "PAST"
    UNKNOWN = "UNKNOWN"


class Severity(Enum):
    """CAP 1.2, severity."""

    EXTREME = "EXTREME"
    SEVERE = "SEVERE"
    MODERATE = "MODERATE"
    MINOR = "MINOR"
    UNKNOWN = "UNKNOWN"


class Certainty(Enum):
    """CAP 1.2, certainty."""

    OBSERVED = "OBSERVED"
    LIKELY = "LIKELY"
    POSSIBLE = "POSSIBLE"
    UNLIKELY = "UNLIKELY"
    UNKNOWN = "UNKNOWN"


class Category(Enum):
    """CAP 1.2, category."""

    GEO = "GEO"
    MET = "MET"
    SAFETY = "SAFETY"
    SECURITY = "SECURITY"
    RESCUE = "RESCUE"
    FIRE = "FIRE"
    HEALTH = "HEALTH"
    ENV = "ENV"
    TRANSPORT = "TRANSPORT"
    INFRA = "INFRA"
    CBRNE = "CBRNE"
    OTHER = "OTHER"


class Verdict(Enum):
    """What is true of a claim."""

    FALSE = "FALSE"
    MISLEADING = "MISLEADING"
    UNPROVEN = "UNPROVEN"
    TRUE = "TRUE"


class Audience(Enum):
    """Some of a ground's households."""

    INFANTS = "INFANTS"
    """Households with an infant."""
    OVER_70 = "OVER_70"
    """Households in which somebody over 70 lives alone."""
    VOLUNTEERS = "VOLUNTEERS"
    """Volunteers, and the households in which they live."""
    POSTS = "POSTS"
    """Who holds a post, and the households in which they live."""


class Way(Enum):
    """How a notice comes down the tiers."""

    DIRECT = "DIRECT"
    """To every household at once; the tiers between are informed at the same moment."""
    RELAYED = "RELAYED"
    """Each tier's editor passes it on; after a set time it passes by itself."""
