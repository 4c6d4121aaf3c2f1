"""Starts an MCP login with the OAuth client of the Python SDK (PyPI mcp 2.3.0), up to the point where a
browser would open. Its purpose is to have its registration request observed.

    python driver.py SERVER_URL [--scope TEXT]

TEXT becomes OAuthClientMetadata.scope as it is. Prints "authorization: URL", or an error on stderr.
"""

import asyncio
import logging
import os
import sys

import httpx2
from mcp import Client
from mcp.client.auth import OAuthClientProvider
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.auth import OAuthClientMetadata


class EmptyStorage:
    """Token storage of a client that never logged in; the provider itself holds what is registered."""

    async def load(self):
        return None

    async def store(self, value):
        pass

    get_tokens = get_client_info = load
    set_tokens = set_client_info = store


async def show(url):
    print(f"authorization: {url}", flush=True)
    os._exit(0)  # at once: do not wait for the tasks of the transport


async def login(server_url, scope=None):
    metadata = OAuthClientMetadata(
        client_name="dcr-check driver",
        redirect_uris=["http://127.0.0.1:3334/callback"],  # nobody listens there
        token_endpoint_auth_method="none",
        scope=scope,
    )
    # The second handler would wait for the callback; it is required, and never reached.
    provider = OAuthClientProvider(server_url, metadata, EmptyStorage(), show, show)
    async with httpx2.AsyncClient(auth=provider) as http:
        async with Client(streamable_http_client(server_url, http_client=http)):
            raise RuntimeError("the server let us in without a login")


logging.disable()  # the library logs a traceback of every failed login
arguments = sys.argv[1:]
if len(arguments) not in (1, 3) or arguments[1:2] not in ([], ["--scope"]):
    sys.exit("usage: driver.py SERVER_URL [--scope TEXT]")
try:
    asyncio.run(login(arguments[0], *arguments[2:]))
except Exception as error:
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    sys.exit(f"{type(error).__name__}: {error}")
