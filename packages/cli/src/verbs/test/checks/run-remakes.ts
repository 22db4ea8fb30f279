import path from 'node:path'
import { recordedPlaces, touched, type RecordPlace } from '@retable/harness/runs'
import { root } from '../../../root.ts'
import type { Outcome } from '../outcome.ts'
import { remake } from './checks.ts'
import { runChecks } from './run-checks.ts'

/** How many papers every run makes again at most: a paper takes minutes. */
const atMost = 2

/**
 * Makes recorded tiers of a paper again, as far as every run does that: what nanolm plays, of the first two papers where
 * something that decides their numbers is other than when the record was made. What is not made again is said.
 */
export async function remakeTouched(project: string, signal: AbortSignal): Promise<Outcome[]> {
  const places = await recordedPlaces(root)
  const changes = new Map<RecordPlace, readonly string[]>()
  for (const place of places.filter(isForEveryRun)) {
    const found = await touched(root, place)
    if (found.isTouched) changes.set(place, found.changed)
  }
  const chosen = new Set([...new Set([...changes.keys()].map(({ paper }) => paper))].slice(0, atMost))
  const outcomes: Outcome[] = []
  for (const place of places.filter(({ paper }) => paper === path.basename(project))) {
    const changed = changes.get(place)
    if (changed !== undefined && chosen.has(place.paper)) {
      outcomes.push(...(await runChecks([remake(place)], signal)))
    } else {
      outcomes.push({
        suite: remake(place).suite,
        passed: 0,
        failures: [],
        skips: [],
        notes: [whyNot(place, changed)],
      })
    }
  }
  return outcomes
}

/** Makes every recorded tier of a paper again. */
export async function remakeAll(project: string, signal: AbortSignal): Promise<Outcome[]> {
  const places = (await recordedPlaces(root)).filter(({ paper }) => paper === path.basename(project))
  return runChecks(places.map(remake), signal)
}

/** Other tiers take hours. */
function isForEveryRun({ tier }: RecordPlace): boolean {
  return tier === 'nano'
}

function whyNot(place: RecordPlace, changed: readonly string[] | undefined): string {
  if (!isForEveryRun(place)) return 'left to `nightly`: this tier takes too long for every run'
  if (changed === undefined) return 'not re-made: nothing that decides its numbers has changed since it was'
  const [first = '', ...others] = changed
  const more = others.length > 0 ? ` and ${others.length} more` : ''
  return `left to \`nightly\`: ${first}${more} changed, but a run re-makes ${atMost} papers at most`
}
