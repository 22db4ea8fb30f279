import path from 'node:path'
import { RetableError, type TierName } from '@retable/core'
import { readRecorded } from '../results/read-diff.ts'
import { loadPaper } from './load-paper.ts'
import { paperIds } from './paper-ids.ts'
import { tiersHere } from './tiers-here.ts'

/** A paper on the shelf, with what the project's own recorded runs found. */
export interface ListedPaper {
  readonly paper: string
  /** Why its package cannot be read; empty where it can. What follows is then empty too. */
  readonly fault: string
  readonly title: string
  readonly arxiv: string
  readonly tiers: readonly { readonly tier: TierName; readonly available: boolean; readonly reason: string }[]
  /** Whether some of its cells can be recomputed from released outputs. */
  readonly replay: boolean
  /** What the recorded replay found of them. */
  readonly replayed: {
    readonly exact: number
    readonly deviates: number
    readonly agreesWithLeaderboard: number
    readonly differsFromLeaderboard: number
  }
  readonly claims: {
    /** How many of the paper's its package names; the others count what the recorded runs say of them. */
    readonly stated: number
    /** Claims that the project adds, and what the recorded runs say of them, a verdict each. */
    readonly own: { readonly stated: number; readonly verdicts: readonly string[] }
    /** Trainings that the recorded verdicts rest on; 0 where nothing is recorded. */
    readonly seeds: number
    readonly supported: number
    readonly notSupported: number
    readonly contradicted: number
  }
  readonly cells: {
    /** How many the paper's package holds; the others count what the recorded runs say of them. */
    readonly reported: number
    readonly exact: number
    readonly reproduced: number
    readonly inconclusive: number
    readonly deviates: number
    readonly notComparable: number
  }
}

/** The papers of a checkout: the packages under reproductions/, in alphabetical order. */
export async function listPapers(root: string): Promise<readonly ListedPaper[]> {
  return Promise.all(
    paperIds(root).map((name) =>
      listed(root, name).catch((error: unknown) => {
        if (error instanceof RetableError) return unreadable(name, error.message)
        throw error
      }),
    ),
  )
}

/** One that cannot be read is listed all the same, and keeps no other from it. */
function unreadable(paper: string, fault: string): ListedPaper {
  const none = () => 0
  const empty = { paper, fault, title: '', arxiv: '', tiers: [], replay: false }
  return {
    ...empty,
    replayed: replayCounts(none),
    claims: claimCounts(0, 0, none, { stated: 0, verdicts: [] }),
    cells: cellCounts(0, none),
  }
}

async function listed(root: string, name: string): Promise<ListedPaper> {
  const { reproduction, cells: reported } = await loadPaper(root, name)
  const results = path.join(root, 'results', name, reproduction.runs?.defaultTier ?? 'nano')
  const isOwn = new Set(reproduction.claims.flatMap(({ id, isOwn }) => (isOwn === true ? [id] : [])))
  const judged = await readRecorded<{ claim: string; verdict: string }>(results, 'claims.csv')
  const verdictsOf = (own: boolean) =>
    judged.filter(({ claim }) => isOwn.has(claim) === own).map(({ verdict }) => verdict)
  const claims = counter(verdictsOf(false))
  const cells = counter(await verdicts(results, 'diff.csv'))
  const replayed = counter(await verdicts(path.join(root, 'results', name, 'replay'), 'diff.csv'))
  return {
    paper: name,
    fault: '',
    title: reproduction.paper.title,
    arxiv: reproduction.paper.arxiv,
    tiers: await tiersHere(reproduction),
    replay: reproduction.replay !== undefined,
    replayed: replayCounts(replayed),
    claims: claimCounts(reproduction.claims.length - isOwn.size, await seedsOf(results), claims, {
      stated: isOwn.size,
      verdicts: verdictsOf(true),
    }),
    cells: cellCounts(reported.length, cells),
  }
}

type Count = (verdict: string) => number

function replayCounts(count: Count): ListedPaper['replayed'] {
  return {
    exact: count('exact'),
    deviates: count('deviates'),
    agreesWithLeaderboard: count('agrees with the leaderboard'),
    differsFromLeaderboard: count('differs from it'),
  }
}

function claimCounts(
  stated: number,
  seeds: number,
  count: Count,
  own: ListedPaper['claims']['own'],
): ListedPaper['claims'] {
  return {
    ...{ stated, own, seeds },
    supported: count('supported'),
    notSupported: count('not supported'),
    contradicted: count('contradicted'),
  }
}

function cellCounts(reported: number, count: Count): ListedPaper['cells'] {
  return {
    reported,
    exact: count('exact'),
    reproduced: count('reproduced'),
    inconclusive: count('inconclusive'),
    deviates: count('deviates'),
    notComparable: count('not comparable'),
  }
}

/** The verdict column of a recorded file; nothing where nothing was recorded yet. */
async function verdicts(folder: string, name: string): Promise<readonly string[]> {
  return (await readRecorded<{ verdict: string }>(folder, name)).map(({ verdict }) => verdict)
}

/** The most seeds that a recorded claim rests on. */
async function seedsOf(folder: string): Promise<number> {
  const rows = await readRecorded<{ seeds: string }>(folder, 'claims.csv')
  return Math.max(0, ...rows.map(({ seeds }) => Number(seeds)))
}

function counter(values: readonly string[]): Count {
  return (wanted) => values.filter((value) => value === wanted).length
}
