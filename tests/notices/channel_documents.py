"""What the app asks about chat groups and links."""

REFUSAL = "__typename ... on Refusal { message }"
GROUP = "id name service boundBy lastPostedAt failingSince version"

BIND = f"""mutation ($grid: ID!, $name: String!, $url: String!, $key: UUID!) {{
  done: bindChatGroup(grid: $grid, name: $name, url: $url, key: $key) {{
    ... on ChatGroup {{ {GROUP} }} {REFUSAL} ... on BadInput {{ field }}
  }}
}}"""
TRY = f"mutation ($group: ID!) {{ done: tryChatGroup(group: $group) {{ ... on ChatGroup {{ {GROUP} }} {REFUSAL} }} }}"
REMOVE = f"""mutation ($group: ID!, $key: UUID!) {{
  done: removeChatGroup(group: $group, key: $key) {{ ... on RemovedChatGroup {{ id }} {REFUSAL} }}
}}"""
GROUPS = f"query ($grid: ID!) {{ chatGroups(grid: $grid) {{ {GROUP} }} }}"
LINK = """query ($notice: ID!, $grid: ID!) {
  noticeLink(notice: $notice, grid: $grid) { url text card poster opened }
}"""
