"""What the app asks about shifts."""

SHIFT = """fragment Seen on Shift {
  id kind place startsAt endsAt brief bring byApproval state reason isOver isRepeated mayLead version
  beforeShift mayConfirmBefore
  grid { name } rota { id name } contact { person name phone }
  roles { id name needed taken waiting qualifications whyNot { __typename message } }
  mine { id state waitingPlace isMine insteadOf }
  signups {
    id state who person isMine waitingPlace leftLate reason offeredAt isOfferedToMe mayTake offeredTo
    isAskedFor insteadOf
    cameAt wentAt lateAt minutes approvedAt
  }
  report { text who confirmedBy } before { text who confirmedBy confirmedAt }
}"""
REFUSAL = "__typename ... on Refusal { message }"
FIELD = "... on BadInput { field }"

ONE = f"{SHIFT} query ($id: ID!) {{ shift(id: $id) {{ ...Seen }} }}"
LIST = f"""{SHIFT} query ($grid: ID, $from: DateTime, $until: DateTime, $first: Int! = 50, $after: String) {{
  shifts(grid: $grid, from: $from, until: $until, first: $first, after: $after) {{
    nodes {{ ...Seen }} pageInfo {{ hasNextPage endCursor }}
  }}
}}"""
MINE = f"""{SHIFT} query ($past: Boolean! = false, $first: Int! = 50, $after: String) {{
  myShifts(past: $past, first: $first, after: $after) {{
    nodes {{ id state shift {{ ...Seen }} }} pageInfo {{ hasNextPage endCursor }}
  }}
}}"""
NODE = """query ($id: ID!) { node(id: $id) {
  __typename id
  ... on Shift { place }
  ... on Rota { name firstDay weeks shiftCount openPlaces grid { name } }
  ... on Signup { who shift { place } }
} }"""
WEEK = """query ($grid: ID!, $day: Date!) {
  shiftWeek(grid: $grid, day: $day) {
    from until
    shifts {
      id kind place startsAt endsAt state byApproval isOver isRepeated version
      roles { id name needed taken waiting qualifications }
      signups {
        id role state who person leftLate askedAgainAt offeredAt offeredTo cameAt wentAt lateAt minutes
        approvedAt version
      }
    }
    people { id name shifts nights weekends minutes }
  }
}"""
ROTAS = """query ($grid: ID!) {
  rotas(grid: $grid) { nodes { id name firstDay weeks shiftCount openPlaces grid { name } } }
}"""
PLAN = """query ($grid: ID!, $input: RotaInput!) {
  plannedRota(grid: $grid, input: $input) {
    shifts { startsAt endsAt kind people { name } open } people { name shifts nights weekends minutes }
    openPlaces note fingerprint
  }
}"""
FAIRNESS = """query ($grid: ID!, $from: DateTime!, $until: DateTime!) {
  shiftFairness(grid: $grid, from: $from, until: $until) { name shifts nights weekends minutes }
}"""
CANDIDATES = """query ($shift: ID!, $role: ID!) {
  candidates(shift: $shift, role: $role) { name whyNot { __typename message } }
}"""
LED = """query ($id: ID!) { shift(id: $id) {
  id kind place startsAt endsAt state byApproval isOver isRepeated version brief bring reason mayLead alikeAfter
  roles { id name needed taken waiting qualifications } contact { person name } grid { name } rota { name }
  signups { id role state who person leftLate reason askedAgainAt offeredAt offeredTo cameAt wentAt minutes }
  report { text who at confirmedBy }
} }"""
CONTACTS = "query ($grid: ID!) { shiftContacts(grid: $grid) { name isMe hasPhone } }"
PLACE_CODE = "query ($shift: ID!) { placeCode(shift: $shift) { code digits url qr expiresAt } }"
FEED = "{ calendarFeed { url createdAt readAt } }"


def _done(name: str, declared: str, passed: str, answered: str = "Shift", refused: str = "") -> str:
    """A mutation as the app sends it, whose answer comes back as `done`."""
    fields = "...Seen" if answered == "Shift" else "... on " + answered
    fragment = SHIFT if answered == "Shift" else ""
    return f"""{fragment} mutation ({declared}, $key: UUID!) {{
      done: {name}({passed}, key: $key) {{ {fields} {REFUSAL} {refused} }}
    }}"""


CREATE = _done(
    "createShift",
    '$grid: ID!, $input: ShiftInput!, $repeats: String! = ""',
    "grid: $grid, input: $input, repeats: $repeats",
    refused=FIELD,
)
CHANGE = _done(
    "changeShift",
    "$shift: ID!, $input: ShiftInput!, $version: Int!, $allFollowing: Boolean! = false",
    "shift: $shift, input: $input, version: $version, allFollowing: $allFollowing",
)
CANCEL = _done(
    "cancelShift",
    '$shift: ID!, $reason: String! = "", $allFollowing: Boolean! = false',
    "shift: $shift, reason: $reason, allFollowing: $allFollowing",
)
CREATE_ROTA = _done(
    "createRota",
    '$grid: ID!, $input: RotaInput!, $fingerprint: String! = ""',
    "grid: $grid, input: $input, fingerprint: $fingerprint",
    "Rota { name weeks shiftCount openPlaces }",
)
JOIN = _done(
    "joinShift",
    "$shift: ID!, $role: ID!, $mayWait: Boolean! = false",
    "shift: $shift, role: $role, mayWait: $mayWait",
    refused="... on ShiftFull { waiting }",
)
LEAVE = _done(
    "leaveShift",
    '$shift: ID!, $person: ID, $reason: String! = ""',
    "shift: $shift, person: $person, reason: $reason",
)
LEAVE_AT = _done(
    "leaveShift", "$shift: ID!, $at: DateTime!", "shift: $shift, at: $at", refused="... on BadInput { field }"
)
OFFER = _done("offerShift", "$shift: ID!, $to: ID", "shift: $shift, to: $to")
KEEP = _done("keepShift", "$shift: ID!", "shift: $shift")
TAKE = _done("takeShift", "$signup: ID!", "signup: $signup")
APPROVE = _done("approveSignup", "$signup: ID!, $accepted: Boolean!", "signup: $signup, accepted: $accepted")
ASSIGN = _done(
    "assignShift", "$shift: ID!, $role: ID!, $person: ID!", "shift: $shift, role: $role, person: $person"
)
CONFIRM = _done("confirmShift", "$shift: ID!", "shift: $shift")
CHECK_IN = _done(
    "checkIn",
    '$shift: ID!, $code: String! = "", $person: ID, $at: DateTime',
    "shift: $shift, code: $code, person: $person, at: $at",
    refused="... on BadInput { field }",
)
CHECK_OUT = _done(
    "checkOut",
    '$shift: ID!, $code: String! = "", $person: ID, $at: DateTime',
    "shift: $shift, code: $code, person: $person, at: $at",
)
APPROVE_HOURS = _done("approveHours", "$signup: ID!, $minutes: Int", "signup: $signup, minutes: $minutes")
REPORT = _done(
    "reportShift",
    "$shift: ID!, $text: String!, $version: Int",
    "shift: $shift, text: $text, version: $version",
    refused="... on Changed { version now { ... on Shift { report { text } } } }",
)
CONFIRM_REPORT = _done("confirmShiftReport", "$shift: ID!, $seen: DateTime!", "shift: $shift, seen: $seen")
MAKE_FEED = """mutation ($key: UUID!) {
  done: makeCalendarFeed(key: $key) { __typename ... on CalendarFeed { url readAt } }
}"""
REVOKE_FEED = """mutation ($key: UUID!) {
  done: revokeCalendarFeed(key: $key) { __typename ... on RevokedCalendarFeed { revokedAt } }
}"""
