"""What the app asks about notices."""

NOTICE = """fragment Notice on Notice {
  id code kind state earnest urgency audience way edition version reason returned allowed
  text { language headline short body html claim source reward }
  texts { language headline }
  grid { name } grounds { name }
  stops { id place beginsAt endsAt }
  draftedBy proposedBy publishedBy goesAt publishedAt endedAt
  corrects { id headline edition state } correctedBy { id headline edition reason }
  lines { grid { name } line } turns { grid { name } dueAt }
  mine { shownAt readAt }
}"""
REFUSAL = "__typename ... on Refusal { message } ... on BadInput { field }"

DRAFT = f"""{NOTICE} mutation ($grid: ID!, $input: DraftNoticeInput!, $key: UUID!) {{
  done: draftNotice(grid: $grid, input: $input, key: $key) {{ ...Notice {REFUSAL} }}
}}"""
CHANGE = f"""{NOTICE} mutation ($notice: ID!, $input: DraftNoticeInput!, $version: Int!, $key: UUID!) {{
  done: changeNotice(notice: $notice, input: $input, version: $version, key: $key) {{ ...Notice {REFUSAL} }}
}}"""
PUBLISH = f"""{NOTICE} mutation ($notice: ID!, $version: Int!, $at: DateTime, $key: UUID!) {{
  done: publishNotice(notice: $notice, version: $version, at: $at, key: $key) {{ ...Notice {REFUSAL} }}
}}"""
RETURN = f"""{NOTICE} mutation ($notice: ID!, $reason: String!, $key: UUID!) {{
  done: returnNotice(notice: $notice, reason: $reason, key: $key) {{ ...Notice {REFUSAL} }}
}}"""
DROP = """mutation ($notice: ID!, $key: UUID!) {
  done: dropNotice(notice: $notice, key: $key) { __typename ... on Dropped { id } }
}"""
PASS_ON = f"""{NOTICE} mutation ($notice: ID!, $grid: ID!, $line: String! = "", $key: UUID!) {{
  done: passOnNotice(notice: $notice, grid: $grid, line: $line, key: $key) {{ ...Notice {REFUSAL} }}
}}"""
CORRECT = f"""{NOTICE} mutation ($notice: ID!, $input: DraftNoticeInput!, $reason: String!, $version: Int!, $key: UUID!) {{
  done: correctNotice(notice: $notice, input: $input, reason: $reason, version: $version, key: $key) {{
    ...Notice {REFUSAL}
  }}
}}"""
WITHDRAW = f"""{NOTICE} mutation ($notice: ID!, $reason: String!, $version: Int!, $key: UUID!) {{
  done: withdrawNotice(notice: $notice, reason: $reason, version: $version, key: $key) {{ ...Notice {REFUSAL} }}
}}"""
ONE = f"{NOTICE} query ($id: ID!) {{ notice(id: $id) {{ ...Notice }} }}"
MINE = """query ($grid: ID, $state: [NoticeState!], $earnest: [Earnest!], $first: Int = 50, $after: String) {
  notices(grid: $grid, state: $state, earnest: $earnest, first: $first, after: $after) {
    nodes { id state earnest text { headline language } mine { readAt } }
    pageInfo { hasNextPage endCursor }
  }
}"""
