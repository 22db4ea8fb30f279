/** Coefficients in the order in which they are visited; those that are left out for now stand at its end. */
export type VisitingOrder = number[]

/** What a sweep asks of each coefficient that it comes to, and may do to it. */
export interface Visited {
  readonly value: (j: number) => number
  /** Slope of the smooth part of the objective. */
  readonly slope: (j: number) => number
  readonly move?: (j: number, slope: number) => void
}

/** Violations of the coefficients that were not left out, and how many of these there are. */
export interface Swept {
  readonly working: number
  readonly largest: number
  readonly total: number
}

/**
 * One sweep of liblinear's over the first `working` coefficients: a 0 whose slope is inside the penalty by more than
 * `margin` is surely 0 and swaps places with the last of them.
 */
export function sweep(order: VisitingOrder, working: number, margin: number, visited: Visited): Swept {
  let [largest, total] = [0, 0]
  for (let s = 0; s < working; s += 1) {
    const j = order[s]!
    const slope = visited.slope(j)
    const violation = violationOf(visited.value(j), slope, margin)
    if (violation === null) {
      working -= 1
      swap(order, s, working)
      s -= 1
      continue
    }
    largest = Math.max(largest, violation)
    total += violation
    visited.move?.(j, slope)
  }
  return { working, largest, total }
}

/** Draws the order of the first `working` coefficients anew. */
export function shuffle(order: VisitingOrder, working: number, below: (bound: number) => number): void {
  for (let j = 0; j < working; j += 1) swap(order, j + below(working - j), j)
}

/** How far coefficient `value` is from optimal at this slope, or null where it may be left out as surely 0. */
function violationOf(value: number, slope: number, margin: number): number | null {
  if (value > 0) return Math.abs(slope + 1)
  if (value < 0) return Math.abs(slope - 1)
  if (slope + 1 < 0) return -(slope + 1)
  if (slope - 1 > 0) return slope - 1
  return slope + 1 > margin && slope - 1 < -margin ? null : 0
}

function swap(order: VisitingOrder, a: number, b: number): void {
  const held = order[a]!
  order[a] = order[b]!
  order[b] = held
}
