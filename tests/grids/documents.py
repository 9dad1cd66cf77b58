"""What phones ask about the tree and the people who answer for it."""

from backend.grids.models import Grid
from backend.kit import nodes

GRID = """
query ($id: ID!) { grid(id: $id) {
  id code name tier tierName label closedAt version childCount may
  above { name leader { name } }
  posts { role name phone standsInFor until may }
} }"""
GRIDS = """
query ($parent: ID, $search: String! = "", $vacant: Boolean! = false, $closed: Boolean! = false, $first: Int! = 50, $after: String) {
  grids(parent: $parent, search: $search, vacant: $vacant, closed: $closed, first: $first, after: $after) {
    nodes { name tier childCount leader { name } } pageInfo { hasNextPage endCursor }
} }"""
POSTS = """
query ($grid: ID!, $role: Role, $below: Boolean! = false) {
  posts(grid: $grid, role: $role, below: $below) { nodes { role name grid { name label } } }
}"""
ADD = """
mutation ($parent: ID!, $input: AddGridInput!, $key: UUID!) { added: addGrid(parent: $parent, input: $input, key: $key) {
  __typename ... on Grid { name code above { name } version may } ... on Refusal { message }
} }"""
APPOINT = """
mutation ($grid: ID!, $input: AppointInput!, $key: UUID!) { given: appoint(grid: $grid, input: $input, key: $key) {
  __typename ... on Post { role name phone grid { name } may } ... on Refusal { message }
} }"""


def named(grid: Grid) -> str:
    """A grid's id in the graph."""
    return nodes.opaque("Grid", grid.id)
