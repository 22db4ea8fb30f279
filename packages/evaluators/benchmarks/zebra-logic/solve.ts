import { stepsFrom, type Clue, type Puzzle, type Table, type Value } from './puzzle.ts'

/** For every value, the houses where it can still be: bit h - 1 for house h. */
type Domains = Uint8Array

/** A puzzle with its values numbered: value v of attribute a is variable `a * houses + v`. */
interface Problem {
  readonly puzzle: Puzzle
  readonly clues: readonly { readonly clue: Clue; readonly a: number; readonly b: number }[]
}

/**
 * The solutions of a puzzle, by narrowing domains and trying the houses of the value with the fewest left.
 *
 * @param limit - how many to look for; 2 tells a unique solution from several
 */
export function solve(puzzle: Puzzle, limit = 2): Table[] {
  const { houses, attributes } = puzzle
  const numbers = new Map(
    attributes.flatMap(({ name, values }, a) =>
      values.map((value, v) => [key([name, value]), a * houses + v]),
    ),
  )
  const number = (value: Value) => {
    const variable = numbers.get(key(value))
    if (variable === undefined)
      throw new RangeError(`a clue names ${value.join(' ')}, which the puzzle lacks`)
    return variable
  }
  const clues = puzzle.clues.map((clue) => {
    const a = number(clue.a)
    return { clue, a, b: 'b' in clue ? number(clue.b) : a }
  })
  const domains = new Uint8Array(attributes.length * houses).fill((1 << houses) - 1)
  const found: Table[] = []
  search({ puzzle, clues }, domains, limit, found)
  return found
}

function search(problem: Problem, domains: Domains, limit: number, found: Table[]): void {
  if (!narrow(problem, domains)) return
  let fewest = -1
  for (let v = 0; v < domains.length; v += 1) {
    const left = bits(domains[v]!)
    if (left > 1 && (fewest < 0 || left < bits(domains[fewest]!))) fewest = v
  }
  if (fewest < 0) {
    found.push(tableOf(problem.puzzle, domains))
    return
  }
  for (let house = 1; house <= domains[fewest]!; house <<= 1) {
    if ((domains[fewest]! & house) === 0) continue
    const trial = Uint8Array.from(domains)
    trial[fewest] = house
    search(problem, trial, limit, found)
    if (found.length >= limit) return
  }
}

/** Removes houses that clues or the other values rule out until nothing changes; false if a value has none left. */
function narrow({ puzzle, clues }: Problem, domains: Domains): boolean {
  for (let changed = true; changed;) {
    const before = domains.join()
    for (const { clue, a, b } of clues) applyClue(clue, a, b, domains)
    for (let first = 0; first < domains.length; first += puzzle.houses) {
      spreadOut(domains.subarray(first, first + puzzle.houses))
    }
    if (domains.includes(0)) return false
    changed = domains.join() !== before
  }
  return true
}

function applyClue(clue: Clue, a: number, b: number, domains: Domains): void {
  if (clue.type === 'at' || clue.type === 'not_at') {
    const house = 1 << (clue.house - 1)
    domains[a]! &= clue.type === 'at' ? house : ~house
    return
  }
  let [reachedFromA, reachedFromB] = [0, 0]
  for (const step of stepsFrom[clue.type]) {
    reachedFromA |= shifted(domains[a]!, step)
    reachedFromB |= shifted(domains[b]!, -step)
  }
  domains[b]! &= reachedFromA
  domains[a]! &= reachedFromB
}

/** One attribute: a settled value's house is no other's, and a house that only one value can have is its own. */
function spreadOut(values: Domains): void {
  for (const [v, domain] of values.entries()) {
    let others = 0
    for (const [w, other] of values.entries()) {
      if (w === v) continue
      if (bits(domain) === 1) values[w]! &= ~domain
      others |= other
    }
    const own = domain & ~others
    if (own !== 0) values[v]! &= own
  }
}

function tableOf({ houses, attributes }: Puzzle, domains: Domains): Table {
  const valueAt = (a: number, house: number) =>
    attributes[a]!.values.find((_, v) => domains[a * houses + v] === 1 << house)!
  return Object.fromEntries(
    Array.from({ length: houses }, (_, house) => [
      `House ${house + 1}`,
      Object.fromEntries(attributes.map(({ name }, a) => [name, valueAt(a, house)])),
    ]),
  )
}

function shifted(domain: number, step: number): number {
  return step >= 0 ? domain << step : domain >> -step
}

function bits(domain: number): number {
  let count = 0
  for (let rest = domain; rest !== 0; rest &= rest - 1) count += 1
  return count
}

function key([attribute, value]: Value): string {
  return `${attribute}\n${value}`
}
