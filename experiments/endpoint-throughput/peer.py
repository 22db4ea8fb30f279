"""Asks an endpoint by a Python client, and prints what it took as one line of JSON.

python peer.py aiohttp|openai URL REQUESTS CONCURRENCY
"""

import asyncio
import json
import resource
import sys
import time

client_name, url, requests, concurrency = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
question = "Natalia sold clips to 48 of her friends in April, and then she sold half as many clips in May. "


def payload(index):
    messages = [{"role": "user", "content": f"{index}: {question * 4}"}]
    return {"model": "m", "messages": messages, "temperature": 0.8, "top_p": 0.95, "max_tokens": 512, "seed": index}


def asker():
    if client_name == "openai":
        import openai

        client = openai.AsyncOpenAI(api_key="sk-of-the-benchmark", base_url=url)

        async def ask(index):
            return (await client.chat.completions.create(**payload(index))).choices[0].message.content

        return client.close, ask
    import aiohttp

    session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=concurrency))

    async def ask(index):
        async with session.post(url + "/chat/completions", json=payload(index)) as response:
            return (await response.json())["choices"][0]["message"]["content"]

    return session.close, ask


async def main():
    close, ask = asker()
    places = asyncio.Semaphore(concurrency)

    async def one(index):
        async with places:
            return await ask(index)

    await one(0)
    started = time.perf_counter()
    answers = await asyncio.gather(*(one(index) for index in range(requests)))
    seconds = time.perf_counter() - started
    await close()
    if not all(answers):
        raise RuntimeError("an answer is empty")
    usage = resource.getrusage(resource.RUSAGE_SELF)
    took = {
        "seconds": seconds,
        "cpuSeconds": usage.ru_utime + usage.ru_stime,
        "megabytes": usage.ru_maxrss / 1024,
    }
    print(json.dumps(took))


asyncio.run(main())
