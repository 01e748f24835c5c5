"""Bearer tokens and scopes as FastAPI's dependencies."""

from typing import Annotated

from fastapi import Depends, Header, HTTPException

from bench.peers.around import bearer


async def _user(authorization: Annotated[str, Header()] = "") -> bearer.User:
    try:
        return bearer.user(authorization)
    except bearer.Refused as refused:
        headers = {"WWW-Authenticate": "Bearer"}
        raise HTTPException(401, "The token is not valid.", headers) from refused


async def _reader(user: Annotated[bearer.User, Depends(_user)]) -> bearer.User:
    return _with(user, bearer.READ)


async def _writer(user: Annotated[bearer.User, Depends(_user)]) -> bearer.User:
    return _with(user, bearer.WRITE)


def _with(user: bearer.User, scope: str) -> bearer.User:
    if scope not in user.scopes:
        raise HTTPException(403, "The token does not allow this.")
    return user


Reader = Annotated[bearer.User, Depends(_reader)]
Writer = Annotated[bearer.User, Depends(_writer)]
