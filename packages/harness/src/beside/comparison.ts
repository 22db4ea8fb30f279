import type { Sourced, StatedDifference, StatedSetting } from '@retable/core'

/** What comes out as one setting after the other is held against a paper's. */
export interface Comparison {
  /** Notes a known difference. */
  readonly differ: (of: StatedDifference['of'], statement: string) => void
  /** Notes what is taken for the paper, or is not told. */
  readonly assume: (name: string, value: string | number) => void
  /** Holds a setting against the paper's: null where nothing tells ours, undefined where nothing tells theirs. */
  readonly compare: <T extends string | number>(
    of: StatedDifference['of'],
    name: string,
    ours: T | null,
    theirs: StatedSetting<T> | undefined,
  ) => void
  readonly found: () => {
    readonly differences: readonly StatedDifference[]
    readonly open: readonly Sourced[]
    /** How many settings that the paper leaves open are others than those taken for it. */
    readonly departures: number
  }
}

/** Begins with nothing compared. */
export function startComparison(): Comparison {
  const differences: StatedDifference[] = []
  const open: Sourced[] = []
  let departures = 0
  const differ: Comparison['differ'] = (of, statement) => void differences.push({ of, statement })
  const assume: Comparison['assume'] = (name, value) =>
    void open.push({ name, value: typeof value === 'string' ? inList(value) : value, source: 'assumed' })
  return {
    differ,
    assume,
    compare(of, name, ours, theirs) {
      const found = of === name ? '' : `${name} `
      if (theirs === undefined) assume(name, `${ours ?? 'not known'} (the paper’s is not known here)`)
      else if (ours === null)
        assume(name, `not known of these outputs; the paper’s is ${theirs.value} (${theirs.source})`)
      else if (isAssumed(theirs)) {
        if (ours !== theirs.value) departures += 1
        assume(name, ours === theirs.value ? ours : `${ours} (taken for the paper: ${theirs.value})`)
      } else if (ours !== theirs.value)
        differ(of, `${found}${ours}, and the paper’s is ${theirs.value} (${theirs.source})`)
    },
    found: () => ({ differences, open, departures }),
  }
}

/** Assumptions stand in one list, with semicolons between them. */
function inList(text: string): string {
  return text.replaceAll(';', ',')
}

/** Whether a setting is not the paper's word, but taken for it. */
export function isAssumed({ source }: StatedSetting<unknown>): boolean {
  return /^assumed\b/i.test(source)
}
