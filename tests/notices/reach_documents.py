"""What the app asks about whom a notice has reached."""

REFUSAL = "__typename ... on Refusal { message } ... on BadInput { field }"
CLOCK = "clock { half ninety all }"
BOARD = f"""query ($notice: ID!, $grid: ID) {{ reach(notice: $notice, grid: $grid) {{
  id notice {{ headline }} grid {{ name }}
  households waiting reached shown read answered signed toldByPhone toldAtDoor refused movedAway notAtHome
  via {{ via households }} {CLOCK} curve {{ seconds reached }}
  parts {{ grid {{ name }} households reached waiting {CLOCK} arrivedAt }}
  stalled {{ grid {{ label }} person phone dueAt passedAt }}
}} }}"""
BEHIND = f"""query ($notice: ID!, $grid: ID) {{ reach(notice: $notice, grid: $grid) {{
  earlier {{ notice {{ headline publishedAt }} households reached {CLOCK} }}
  unreachedByLiaison {{ name households }}
  carried {{ channel opensAt doneAt tried taken failed }}
}} }}"""
DOOR = """id grid { name label } door { label } address phone name liaison { name }
  missed { id headline urgency smsTakenAt lastContact { outcome at againAt note by } }"""
UNREACHED = f"""query ($notice: ID, $grid: ID, $settled: Boolean = false, $first: Int = 50, $after: String) {{
  unreachedHouseholds(notice: $notice, grid: $grid, settled: $settled, first: $first, after: $after) {{
    nodes {{ {DOOR} }} pageInfo {{ hasNextPage endCursor }}
  }}
}}"""
COUNTED_OUT = """query ($notice: ID, $grid: ID) {
  unreachedHouseholds(notice: $notice, grid: $grid) { nodes { id grid { name } door { label } liaison { name } } }
}"""
SEEN = f"... on Notice {{ id mine {{ shownAt readAt }} }} {REFUSAL}"
SHOWN = f"mutation ($notice: ID!, $via: Via! = APP) {{ done: recordShown(notice: $notice, via: $via) {{ {SEEN} }} }}"
READ = f"mutation ($notice: ID!, $via: Via! = APP) {{ done: recordRead(notice: $notice, via: $via) {{ {SEEN} }} }}"
CONTACT = f"""mutation ($notice: ID!, $household: ID!, $outcome: ContactOutcome!, $at: DateTime, $againAt: DateTime,
  $note: String! = "", $key: UUID!) {{
  done: recordContact(notice: $notice, household: $household, outcome: $outcome, at: $at, againAt: $againAt,
    note: $note, key: $key) {{ ... on UnreachedHousehold {{ {DOOR} }} {REFUSAL} }}
}}"""
