"""A client of the bench: httpx and the standard library's json, numbers read as Decimal.

client.py URL FOLDER 1|2 AT_ONCE get|list CALLS

prints microseconds of CPU (of the process) and of wall time a call.
"""

import asyncio
import json
import ssl
import sys
import time
from decimal import Decimal

import httpx

CUSTOMER = "/customers/v1/7c1f6a52-3a7e-4d0b-9f0c-2f6b8f1f0a11/"
LIST = (
    "/data/v2/accounts/3e8a9c14-7d65-4b0f-a2c3-58d1e7f90b33/transactions"
    "?entity_id=0b6d3b0e-52c4-4f4c-8a58-6f9b6e1c9d22&page=3&size=100"
)
HEADERS = {"authorization": "Bearer 5c9f3d1a8b7e4f60", "accept": "application/json"}


async def main(url, folder, version, at_once, kind, calls):
    context = ssl.create_default_context(cafile=f"{folder}/root.pem")
    context.load_cert_chain(f"{folder}/client.crt", f"{folder}/client.key")
    at_once, calls = int(at_once), int(calls)
    limits = httpx.Limits(max_connections=at_once, max_keepalive_connections=at_once)
    client = httpx.AsyncClient(
        verify=context, http2=version == "2", headers=HEADERS, limits=limits, timeout=60, trust_env=False
    )

    async def call():
        reply = await client.get(url + (LIST if kind == "list" else CUSTOMER))
        reply.raise_for_status()
        value = json.loads(reply.content, parse_float=Decimal)
        assert kind == "get" or len(value["data"]["transactions"]) == 100

    async def some(count):
        for _ in range(count):
            await call()

    async def run(count):
        await asyncio.gather(*(some(count // at_once) for _ in range(at_once)))

    await run(calls)
    cpu, wall = time.process_time(), time.perf_counter()
    await run(calls)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    print(f"{cpu * 1e6 / calls:.1f} {wall * 1e6 / calls:.1f}")


asyncio.run(main(*sys.argv[1:]))
