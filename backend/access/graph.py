"""Everything about people, their ways in and their own data, in the graph."""

import strawberry

from backend.access.device_graph import DeviceMutation, DeviceQuery
from backend.access.me_graph import MeMutation, MeQuery
from backend.access.own_graph import OwnMutation, OwnQuery
from backend.access.own_number_graph import OwnNumberMutation
from backend.access.sign_in_graph import SignInMutation
from backend.access.token_graph import TokenMutation, TokenQuery


@strawberry.type
class AccessQuery(MeQuery, DeviceQuery, TokenQuery, OwnQuery):
    pass


@strawberry.type
class AccessMutation(
    SignInMutation, MeMutation, OwnNumberMutation, DeviceMutation, TokenMutation, OwnMutation
):
    pass
