import { setTimeout as delay } from 'node:timers/promises'

/** Waits until a server's /health answers 200. */
export async function untilHealthy(address: string, signal: AbortSignal): Promise<void> {
  for (;;) {
    const answer = await fetch(`${address}/health`, { signal }).catch(() => {
      signal.throwIfAborted()
      return null
    })
    await answer?.body?.cancel()
    if (answer?.ok) return
    await delay(50, undefined, { signal })
  }
}
