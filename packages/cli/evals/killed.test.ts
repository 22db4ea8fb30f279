import { askedOf, isAsked, later, openFakeServer } from '@retable/harness/testing'
import { expect, test } from 'vitest'
import { emptyFolder, evalSums, recordIn, told } from './eval-cli.ts'

const items = 120
const inFlight = 8
const words = ['--limit', String(items), '--concurrency', String(inFlight), '--no-probe']

/** The record of a run that nothing disturbs. */
async function undisturbed(): Promise<readonly string[]> {
  const folder = await emptyFolder()
  await using server = await openFakeServer(later(0))
  const { exitCode } = await evalSums(folder, server.url, ...words)
  expect(exitCode).toBe(0)
  return withoutNotes(await recordIn(folder))
}

/** How many answers come from the store is another matter after a stop. */
function withoutNotes([manifest, results, scores]: readonly string[]): readonly string[] {
  const { results: seeds } = JSON.parse(results!) as { results: { settings: Record<string, unknown>[] }[] }
  const settings = seeds.flatMap((seed) => seed.settings.map((setting) => ({ ...setting, notes: null })))
  return [manifest!, JSON.stringify(settings), scores!]
}

// It starts the command six times, which a busy machine takes ten seconds each for.
test(
  'killed at any moment, the same command goes on: none is lost, those in flight alone are sent again',
  { timeout: 300_000 },
  async () => {
    const whole = await undisturbed()
    const folder = await emptyFolder()
    let onAsked = () => {}
    await using server = await openFakeServer((request) => {
      if (isAsked(request)) onAsked()
      return later(50)(request)
    })
    const kills = 4
    for (let kill = 0; kill < kills; kill += 1) {
      const running = evalSums(folder, server.url, ...words)
      // After so many more requests, and a part of the time that one takes.
      let left = 1 + Math.floor(Math.random() * 24)
      const [killed, afterMs] = [Promise.withResolvers<void>(), Math.random() * 60]
      onAsked = () => {
        left -= 1
        if (left !== 0) return
        setTimeout(() => {
          running.kill('SIGKILL')
          killed.resolve()
        }, afterMs)
      }
      await killed.promise
      expect((await running).signal).toBe('SIGKILL')
    }
    onAsked = () => {}
    const { exitCode } = await evalSums(folder, server.url, ...words)
    expect(exitCode).toBe(0)
    const asked = askedOf(server.requests)
    expect(new Set(asked).size).toBe(items)
    expect(asked.length - items).toBeLessThanOrEqual(kills * inFlight)
    expect(withoutNotes(await recordIn(folder))).toEqual(whole)
  },
)

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s ends it with 130 and one sentence; the same command goes on',
  async (signal) => {
    const folder = await emptyFolder()
    let asked = 0
    let stop = () => {}
    await using server = await openFakeServer((request) => {
      asked += isAsked(request) ? 1 : 0
      if (asked === 30) stop()
      return later(50)(request)
    })
    const running = evalSums(folder, server.url, ...words)
    stop = () => void running.kill(signal)
    const { exitCode, stdout, stderr } = await running
    expect(exitCode).toBe(130)
    expect(stdout).toBe('')
    const kept = /^retable: stopped; sums: (\d+) of 120 answered and kept; the same command goes on$/.exec(
      stderr.split('\n').at(-1)!,
    )
    // The thirtieth stops it, and of those before it some are in flight.
    expect(Number(kept?.[1])).toBeGreaterThanOrEqual(30 - 2 * inFlight)
    stop = () => {}
    const resumed = await evalSums(folder, server.url, ...words)
    expect(resumed.exitCode).toBe(0)
    const bodies = askedOf(server.requests)
    expect(new Set(bodies).size).toBe(items)
    expect(bodies.length - items).toBeLessThanOrEqual(inFlight)
    expect(withoutNotes(await recordIn(folder))).toEqual(await undisturbed())
  },
)

test('a server that is started anew half way is waited for', async () => {
  const folder = await emptyFolder()
  let left = 50
  let restarted: Promise<void> | undefined
  await using server = await openFakeServer((request) => {
    left -= isAsked(request) ? 1 : 0
    if (left === 0) {
      restarted = (async () => {
        await server.stop()
        await new Promise((resolve) => setTimeout(resolve, 300))
        await server.start()
      })()
    }
    return later(20)(request)
  })
  const { exitCode, stderr } = await evalSums(folder, server.url, ...words)
  await restarted
  expect(exitCode, stderr).toBe(0)
  // Whether, and how often, it was tried while it was away is a matter of moments.
  const lines = told(stderr).split('\n')
  const isWaiting = /^(?:|.* waiting for it to come back|\d+ tries in a row failed at .*: trying again)$/
  expect(lines.filter((line) => !isWaiting.test(line))).toEqual([])
  expect(withoutNotes(await recordIn(folder))).toEqual(await undisturbed())
})
