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
  readonly iterations: number
  /** Whether every player's expected wins agree with the counted ones to the tolerance. */
  readonly converged: boolean
}

/**
 * Rating difference, in Elo points, that a share of wins stands for: 400 · log10(p / (1 − p)).
 * Against one opponent this is the maximum-likelihood fit of Bradley & Terry 1952 in closed form, p being wins and
 * half ties over battles; a player who won or lost every battle is infinitely far away.
 */
export function eloOfShare(share: number): number {
  return 400 * Math.log10(share / (1 - share))
}

/** Chance of winning at a rating difference in Elo points; the inverse of {@link eloOfShare}. */
export function shareOfElo(difference: number): number {
  return 1 / (1 + 10 ** (-difference / 400))
}

/**
 * The maximum-likelihood fit of Bradley & Terry 1952 over any set of pairs, by the minorise-maximise steps of Hunter
 * 2004 (Annals of Statistics 32(1), section 2). It ends when every player's expected wins are the counted ones to
 * `tolerance` of a battle: a statement on the optimum, not on the last step.
 *
 * @param anchor - the player whose strength is 1
 * @returns null where there is no finite optimum: some players never lost to, or never met, the others (Ford 1957)
 */
export function bradleyTerry(
  records: readonly PairRecord[],
  anchor: string,
  { tolerance = 1e-9, maxIterations = 100_000 } = {},
): BradleyTerryFit | null {
  const players = [...new Set([anchor, ...records.flatMap(({ first, second }) => [first, second])])]
  const place = new Map(players.map((player, i) => [player, i]))
  const pairs = records
    .map(({ first, second, firstWins, secondWins, ties }) => {
      const [i, j] = [place.get(first)!, place.get(second)!]
      return { i, j, wins: firstWins + ties / 2, losses: secondWins + ties / 2 }
    })
    .filter(({ i, j, wins, losses }) => i !== j && wins + losses > 0)
  if (!everyoneCanBeat(pairs, players.length)) return null

  const wins = new Float64Array(players.length)
  for (const pair of pairs) {
    wins[pair.i]! += pair.wins
    wins[pair.j]! += pair.losses
  }
  let strengths = new Float64Array(players.length).fill(1)
  let [iterations, converged] = [0, players.length === 1]
  while (!converged && iterations < maxIterations) {
    iterations += 1
    const weights = new Float64Array(players.length)
    for (const { i, j, wins: won, losses: lost } of pairs) {
      const weight = (won + lost) / (strengths[i]! + strengths[j]!)
      weights[i]! += weight
      weights[j]! += weight
    }
    converged = strengths.every((strength, i) => Math.abs(strength * weights[i]! - wins[i]!) <= tolerance)
    if (!converged) strengths = wins.map((won, i) => won / weights[i]!)
  }
  const origin = Math.log(strengths[0]!)
  const logStrengths = new Map(players.map((player, i) => [player, Math.log(strengths[i]!) - origin]))
  return { logStrengths, iterations, converged }
}

type Pair = { readonly i: number; readonly j: number; readonly wins: number; readonly losses: number }

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
