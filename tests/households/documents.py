"""What the app asks about households."""

HOUSEHOLD = """
fragment home on Household {
  id version isVacant needs residentCount waitingCount mayDecide language
  door { building unit room label } grid { name } liaison { name }
  contact { name role phone }
  particulars {
    address notes
    residents { id name phone birthYear isHead isMe hasAccount version }
    waiting { id name }
    needs { id kind resident month note }
  }
}
"""
REGISTER = (
    """mutation ($grid: ID!, $input: RegisterHouseholdInput!, $key: UUID!) {
  registerHousehold(grid: $grid, input: $input, key: $key) {
    __typename ...home ... on DoorTaken { household } ... on BadInput { field } ... on Refusal { message }
  }
}"""
    + HOUSEHOLD
)
CHANGE = (
    """mutation ($household: ID!, $input: ChangeHouseholdInput!, $version: Int!, $key: UUID!) {
  changeHousehold(household: $household, input: $input, version: $version, key: $key) {
    __typename ...home ... on Changed { latest: version } ... on StillLivedIn { residents } ... on DoorTaken { household }
  }
}"""
    + HOUSEHOLD
)
ADD = (
    """mutation ($household: ID!, $input: ResidentInput!, $key: UUID!) {
  addResident(household: $household, input: $input, key: $key) {
    __typename ...home ... on BadInput { field message }
  }
}"""
    + HOUSEHOLD
)
CHANGE_RESIDENT = (
    """mutation ($resident: ID!, $input: ResidentInput!, $version: Int!, $key: UUID!) {
  changeResident(resident: $resident, input: $input, version: $version, key: $key) {
    __typename ...home ... on Changed { latest: version }
  }
}"""
    + HOUSEHOLD
)
ADMIT = (
    """mutation ($resident: ID!, $knownAs: ID, $key: UUID!) {
  admitResident(resident: $resident, knownAs: $knownAs, key: $key) { __typename ...home }
}"""
    + HOUSEHOLD
)
MOVE = (
    """mutation ($resident: ID!, $household: ID!, $key: UUID!) {
  moveResident(resident: $resident, household: $household, key: $key) { __typename ...home }
}"""
    + HOUSEHOLD
)
MOVE_OUT = """mutation ($resident: ID!, $key: UUID!) {
  moveOut(resident: $resident, key: $key) { __typename }
}"""
CLOSE = """mutation ($household: ID!, $key: UUID!) {
  closeDoor(household: $household, key: $key) { __typename ... on StillLivedIn { residents } }
}"""
RECORD = """mutation ($household: ID!, $resident: ID, $input: NeedInput!, $key: UUID!) {
  recordNeed(household: $household, resident: $resident, input: $input, key: $key) {
    __typename ... on Need { id kind resident month note } ... on BadInput { field }
  }
}"""
CLEAR = """mutation ($need: ID!, $key: UUID!) { clearNeed(need: $need, key: $key) { __typename } }"""
ASSIGN = """mutation ($liaison: ID!, $first: ID!, $last: ID!, $key: UUID!) {
  assignLiaison(liaison: $liaison, first: $first, last: $last, key: $key) {
    __typename ... on NamedLiaison { name }
  }
}"""
INVITE = """mutation ($grid: ID, $household: ID, $days: Int!, $uses: Int!, $key: UUID!) {
  inviteResidents(grid: $grid, household: $household, days: $days, uses: $uses, key: $key) {
    __typename
    ... on Invitation { id code link qr uses used isOpen door { label } grid { name } }
    ... on BadInput { field }
  }
}"""
REVOKE = """mutation ($invitation: ID!, $key: UUID!) {
  revokeInvitation(invitation: $invitation, key: $key) { __typename }
}"""
WELCOME = """query ($code: String!) {
  invitation(code: $code) {
    __typename
    ... on Welcome { place door { label } buildings { name units grid } }
    ... on Refusal { message }
  }
}"""
ACCEPT = """mutation ($code: String!, $input: AcceptInvitationInput!, $key: UUID!) {
  acceptInvitation(code: $code, input: $input, key: $key) {
    __typename
    ... on Joined { isWaiting door { label } }
    ... on BadInput { field }
    ... on Refusal { message }
  }
}"""
MINE = (
    """query {
  me { name }
  myHousehold { ...home invitations { id code } looks { nodes { name role tier reason at } } }
  myWaiting { resident door { label } contact { name phone } }

}"""
    + HOUSEHOLD
)
ONE = "query ($id: ID!) { household(id: $id) { ...home looks { nodes { name } } } }" + HOUSEHOLD
LIST = """query (
  $grid: ID!, $search: String, $need: NeedKind, $liaison: ID, $missing: MissingInHousehold, $first: Int = 50, $after: String
) {
  households(
    grid: $grid, search: $search, need: $need, liaison: $liaison, missing: $missing, first: $first, after: $after
  ) {
    nodes { id door { label } needs residentCount waitingCount liaison { name } particulars { address } }
    pageInfo { hasNextPage endCursor }
  }
  householdCounts(grid: $grid) { households withoutResidents withoutLiaison waiting }
}"""
LIAISONS = """query ($grid: ID!) {
  liaisons(grid: $grid) { contact { post name phone } grid { id } households }
}"""
