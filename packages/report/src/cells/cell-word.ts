import type { JudgedCell } from '@retable/core'
import { namesCause } from '../replays/reason-text.ts'

/** A cell's verdict in a word; of a replay with whether it is known why the cell differs. */
export function cellWord({ tier, verdict, reason }: Pick<JudgedCell, 'tier' | 'verdict' | 'reason'>): string {
  return tier === 'replay' && namesCause(reason) ? `${verdict}, explained` : verdict
}
