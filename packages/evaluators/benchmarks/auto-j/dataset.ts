import type { PairVerdict } from '@retable/core'
import { groupOf } from './scenarios.ts'

/** A pair of Eval-P, as far as verdicts on it are measured. */
export interface LabelledPair {
  readonly group: string
  /** What people preferred, responses in the order of the file. */
  readonly label: PairVerdict
}

const labels: readonly PairVerdict[] = ['first', 'second', 'tie']

/** The verdict behind a label as the repository writes it: 0, 1 or 2. */
export function verdictOfLabel(label: unknown): PairVerdict | undefined {
  return typeof label === 'number' ? labels[label] : undefined
}

/** Reads Eval-P. */
export function parsePairs(bytes: Uint8Array): LabelledPair[] {
  return rowsOf<{ scenario: string; label: number }>(bytes).map(({ scenario, label }, i) => {
    const verdict = verdictOfLabel(label)
    if (verdict === undefined) throw new Error(`Eval-P row ${i} has the label ${label}`)
    return { group: knownGroup(scenario), label: verdict }
  })
}

/** Reads Eval-C: the group of each query. */
export function parseGroups(bytes: Uint8Array): string[] {
  return rowsOf<{ scenario: string }>(bytes).map(({ scenario }) => knownGroup(scenario))
}

function knownGroup(scenario: string): string {
  const group = groupOf(scenario)
  if (group === undefined) throw new Error(`no group holds the scenario ${scenario}`)
  return group
}

function rowsOf<Row>(bytes: Uint8Array): Row[] {
  const lines = new TextDecoder().decode(bytes).split('\n')
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Row)
}
