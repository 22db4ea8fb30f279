import { solvePsd } from '../logistic/pivoted-cholesky.ts'

/** What two players' battles came to. A tie counts as half a win for each. */
export interface PairRecord {
  readonly first: string
  readonly second: string
  /** Battles that `first` won, that `second` won, and that neither did; weights need not be whole. */
  readonly firstWins: number
  readonly secondWins: number
  readonly ties: number
}

/** A fit of the Bradley-Terry model. */
export interface BradleyTerryFit {
  /** Natural logarithm of each player's strength, the anchor's being 0. */
  readonly logStrengths: ReadonlyMap<string, number>
  /** Newton steps. */
  readonly iterations: number
  /** Whether the last step moved no strength by more than the tolerance. */
  readonly converged: boolean
}

/**
 * The maximum-likelihood fit of Bradley & Terry 1952 over any set of pairs, by Newton steps on the logarithms of
 * strengths, in which the likelihood is concave. A step is shortened while the likelihood falls again at its end.
 *
 * @param anchor - the player whose strength is 1
 * @param options - `tolerance`: of a logarithm of strength, relative to 1 + the largest
 * @returns null where there is no finite optimum: some players never lost to, or never met, the others (Ford 1957)
 * @throws RangeError if a count is no number from 0
 */
export function bradleyTerry(
  records: readonly PairRecord[],
  anchor: string,
  { tolerance = 1e-9, maxIterations = 200 } = {},
): BradleyTerryFit | null {
  records.forEach(refuseBadCounts)
  const players = [...new Set([anchor, ...records.flatMap(({ first, second }) => [first, second])])]
  const place = new Map(players.map((player, i) => [player, i]))
  const pairs = records
    .map(({ first, second, firstWins, secondWins, ties }) => {
      const [i, j] = [place.get(first)!, place.get(second)!]
      return { i, j, wins: firstWins + ties / 2, losses: secondWins + ties / 2 }
    })
    .filter(({ i, j, wins, losses }) => i !== j && wins + losses > 0)
  if (!everyoneCanBeat(pairs, players.length)) return null

  let strengths: Float64Array = new Float64Array(players.length)
  let [iterations, converged] = [0, players.length === 1]
  while (!converged && iterations < maxIterations) {
    iterations += 1
    const step = newtonStep(pairs, strengths)
    converged = largest(step) <= tolerance * (1 + largest(strengths))
    strengths = moved(strengths, step, converged ? 1 : safeLength(pairs, strengths, step))
  }
  const logStrengths = new Map(players.map((player, i) => [player, strengths[i]!]))
  return { logStrengths, iterations, converged }
}

function refuseBadCounts({ first, second, firstWins, secondWins, ties }: PairRecord): void {
  const counts = [firstWins, secondWins, ties]
  if (counts.every((count) => count >= 0 && count < Infinity)) return
  throw new RangeError(`battles of ${first} and ${second} are counted from 0, not ${counts.join(', ')}`)
}

type Pair = { readonly i: number; readonly j: number; readonly wins: number; readonly losses: number }

/** Slope of the log-likelihood in each strength. What was won and lost beyond expectation is summed without cancelling. */
function slopes(pairs: readonly Pair[], strengths: Float64Array): Float64Array {
  const slope = new Float64Array(strengths.length)
  for (const { i, j, wins, losses } of pairs) {
    const [win, loss] = chances(strengths[i]! - strengths[j]!)
    const excess = wins * loss - losses * win
    slope[i]! += excess
    slope[j]! -= excess
  }
  return slope
}

/** The step to the top of the quadratic model; the anchor, which is the first player, stays. */
function newtonStep(pairs: readonly Pair[], strengths: Float64Array): Float64Array {
  const n = strengths.length - 1
  const curve = new Float64Array(n * n)
  const add = (i: number, j: number, value: number) => {
    if (i > 0 && j > 0) curve[(i - 1) * n + j - 1]! += value
  }
  for (const { i, j, wins, losses } of pairs) {
    const [win, loss] = chances(strengths[i]! - strengths[j]!)
    const weight = (wins + losses) * win * loss
    add(i, i, weight)
    add(j, j, weight)
    add(i, j, -weight)
    add(j, i, -weight)
  }
  return Float64Array.of(0, ...solvePsd(curve, slopes(pairs, strengths).subarray(1)).x)
}

/** As the log-likelihood is concave, it has risen all the way to where it still rises. */
function safeLength(pairs: readonly Pair[], strengths: Float64Array, step: Float64Array): number {
  const misses = largest(slopes(pairs, strengths))
  for (let length = 1; length > 1e-10; length /= 2) {
    const there = slopes(pairs, moved(strengths, step, length))
    const rise = there.reduce((sum, slope, i) => sum + slope * step[i]!, 0)
    if (rise >= 0 || largest(there) <= misses) return length
  }
  return 0
}

/** Chances of a win and of a loss, both to full precision. */
function chances(gap: number): readonly [win: number, loss: number] {
  return [1 / (1 + Math.exp(-gap)), 1 / (1 + Math.exp(gap))]
}

function moved(from: Float64Array, step: Float64Array, length: number): Float64Array {
  return from.map((value, i) => value + length * step[i]!)
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
}

/** Whether a chain of wins leads from every player to every other one. */
function everyoneCanBeat(pairs: readonly Pair[], count: number): boolean {
  const beats: number[][] = Array.from({ length: count }, () => [])
  const loses: number[][] = Array.from({ length: count }, () => [])
  for (const { i, j, wins, losses } of pairs) {
    if (wins > 0) {
      beats[i]!.push(j)
      loses[j]!.push(i)
    }
    if (losses > 0) {
      beats[j]!.push(i)
      loses[i]!.push(j)
    }
  }
  return reached(beats) === count && reached(loses) === count
}

/** Number of players that can be reached from the first one. */
function reached(edges: readonly (readonly number[])[]): number {
  const seen = new Set([0])
  for (const player of seen) for (const next of edges[player]!) seen.add(next)
  return seen.size
}
