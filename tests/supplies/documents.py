"""What the app asks about supplies."""

NEED = """fragment Need on SupplyRequest {
  id state runsOutAt isUrgent isMine mayClaim mayManage door note code version
  grid { name } passedUpTo { name }
  lines { id quantity promised handedOver left item { name unit } answers { code answer } }
  deliveries { id who isMine state proof words triesLeft fromStock { name } parts { line quantity missing } }
  timeline { kind text words }
}"""
REFUSAL = "__typename ... on Refusal { message } ... on BadInput { field }"

ASK = f"""{NEED} mutation ($input: RequestSuppliesInput!, $key: UUID!) {{
  done: requestSupplies(input: $input, key: $key) {{ ...Need {REFUSAL} }}
}}"""
CLAIM = f"""{NEED} mutation ($request: ID!, $lines: [ShareInput!]!, $fromStock: ID, $key: UUID!) {{
  done: claimSupplies(request: $request, lines: $lines, fromStock: $fromStock, key: $key) {{ ...Need {REFUSAL} }}
}}"""
HAND_OVER = f"""{NEED} mutation ($delivery: ID!, $code: String, $photo: UUID, $key: UUID!) {{
  done: handOverSupplies(delivery: $delivery, code: $code, photo: $photo, key: $key) {{ ...Need {REFUSAL} }}
}}"""
CONFIRM = f"""{NEED} mutation ($delivery: ID!, $missing: [ShareInput!]! = [], $words: String! = "", $key: UUID!) {{
  done: confirmSupplies(delivery: $delivery, missing: $missing, words: $words, key: $key) {{ ...Need {REFUSAL} }}
}}"""
ONE = f"""{NEED} query ($id: ID!) {{ supplyRequest(id: $id) {{ ...Need }} }}"""
BOARD = """query ($grid: ID!, $urgent: Boolean! = false, $item: ID, $state: [SupplyRequestState!], $first: Int = 50, $after: String) {
  supplyRequests(grid: $grid, urgent: $urgent, item: $item, state: $state, first: $first, after: $after) {
    nodes {
      id state runsOutAt isUrgent door grid { label }
      lines { id quantity left item { id name unit } answers { answer } }
      deliveries { who state }
    }
    pageInfo { hasNextPage endCursor }
  }
  supplyCounts(grid: $grid) { asked answered inTime waiting unclaimed urgent overdue }
}"""
BELOW = """query ($grid: ID!) {
  supplyCounts(grid: $grid) { grid { name above { name } } asked answered }
  supplyCountsBelow(grid: $grid) { grid { id name } asked answered waiting unclaimed urgent overdue }
  supplyRequests(grid: $grid, state: [OPEN], first: 5) { nodes { id mayPassUp lines { id } } }
}"""
KIND = """query ($grid: ID!, $item: ID!, $variety: [AnswerInput!]) {
  supplyRequests(grid: $grid, item: $item, variety: $variety) { nodes { id } }
}"""
EXCEPTIONS = """query ($grid: ID!) {
  supplyRequests(grid: $grid, exception: true) { nodes { id lines { exception item { name } } } }
}"""
STOCK_FOR = """query ($request: ID!) { stockFor(request: $request) { grid { name } item { name } free } }"""
NEAR = """query ($scope: SupplyScope!) {
  supplyRequests(scope: $scope) {
    nodes { id mayClaim door code note grid { label } lines { left item { name } answers { answer } } timeline { text } }
  }
}"""
MY_DELIVERIES = """query ($out: Boolean! = false) {
  myDeliveries(out: $out) {
    nodes { id state parts { quantity item { name } } request { id state runsOutAt grid { name } } }
  }
}"""
DELIVERY = """query ($id: ID!) {
  delivery(id: $id) { id who }
  deliveryParticulars(delivery: $id) { address phone name }
}"""
POOLED = """query ($grid: ID!) {
  pooledNeeds(grid: $grid) { item { name } variety { answer } households quantity left runsOutAt }
}"""
ITEMS = (
    "{ items { id code name unit category questions { code label kind required choices { code label } } } }"
)
STOCK = """query ($grid: ID!, $below: Boolean! = false) {
  stock(grid: $grid, below: $below) { nodes { grid { name } item { name } quantity reserved free low isLow } }
  stockMoves(grid: $grid) { nodes { kind change who words item { name } other { name } } }
  rations(grid: $grid) { id quantity days grid { name } item { name } version }
}"""
RECEIVE = f"""mutation ($grid: ID!, $item: ID!, $quantity: Int!, $donor: String!, $key: UUID!) {{
  done: receiveStock(grid: $grid, item: $item, quantity: $quantity, donor: $donor, key: $key) {{
    ... on StockLevel {{ quantity free }} {REFUSAL}
  }}
}}"""
