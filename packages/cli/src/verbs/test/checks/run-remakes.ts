import path from 'node:path'
import { recordedPlaces, touched, type RecordPlace } from '@retable/harness/runs'
import { root } from '../../../root.ts'
import type { Outcome } from '../outcome.ts'
import { remake } from './checks.ts'
import { runChecks } from './run-checks.ts'

/** How many papers every run makes again at most: a paper takes minutes. */
const atMost = 2

/** A recorded tier, and what changed of that which decides its numbers. */
export interface Recorded {
  readonly place: RecordPlace
  readonly changed: readonly string[]
}

/**
 * Makes recorded tiers of a paper again, as far as every run does that: what nanolm plays, of the first two papers where
 * something that decides their numbers is other than when the record was made. What is not made again is said.
 */
export async function remakeTouched(project: string, signal: AbortSignal): Promise<Outcome[]> {
  const recorded: Recorded[] = []
  for (const place of await recordedPlaces(root)) {
    const found = isPlayed(place) ? await touched(root, place) : { isTouched: false as const }
    recorded.push({ place, changed: found.isTouched ? found.changed : [] })
  }
  const left = leftToNight(recorded)
  const outcomes: Outcome[] = []
  for (const { place } of recorded.filter(({ place: { paper } }) => paper === path.basename(project))) {
    const why = left.get(place)
    if (why === undefined) outcomes.push(...(await runChecks([remake(place)], signal)))
    else outcomes.push({ suite: remake(place).suite, passed: 0, failures: [], skips: [], notes: [why] })
  }
  return outcomes
}

/** Makes every recorded tier of a paper again that nanolm plays; of the others it is said how to. */
export async function remakeAll(project: string, signal: AbortSignal): Promise<Outcome[]> {
  const places = (await recordedPlaces(root)).filter(({ paper }) => paper === path.basename(project))
  const made = await runChecks(places.filter(isPlayed).map(remake), signal)
  const left = places.filter((place) => !isPlayed(place))
  return [
    ...made,
    ...left.map((place) => ({
      suite: remake(place).suite,
      passed: 0,
      failures: [],
      skips: [],
      notes: [byHand(place)],
    })),
  ]
}

/** The recorded tiers that a run by day does not make again, each with the reason. */
export function leftToNight(recorded: readonly Recorded[]): ReadonlyMap<RecordPlace, string> {
  const touchedPapers = new Set(
    recorded.flatMap(({ place, changed }) => (isPlayed(place) && changed.length > 0 ? [place.paper] : [])),
  )
  const chosen = [...touchedPapers].slice(0, atMost)
  return new Map(
    recorded.flatMap(({ place, changed }) => {
      if (!isPlayed(place)) return [[place, byHand(place)] as const]
      const [first, ...others] = changed
      if (first === undefined) {
        return [[place, 'not re-made: nothing that decides its numbers has changed since it was'] as const]
      }
      if (chosen.includes(place.paper)) return []
      const more = others.length > 0 ? ` and ${others.length} more` : ''
      const why = `left to \`nightly\`: touched (${first}${more}), but a run re-makes ${atMost} papers at most`
      return [[place, why] as const]
    }),
  )
}

/** Real models are trained and asked for hours, longer than a night's run should be. */
function isPlayed({ tier }: RecordPlace): boolean {
  return tier === 'nano'
}

function byHand({ paper, tier, benchmark }: RecordPlace): string {
  const choice = benchmark === undefined ? '' : ` --benchmark ${benchmark}`
  return `not re-made: this tier takes hours; \`./retable run ${paper} --tier ${tier}${choice} --check\` makes it again`
}
