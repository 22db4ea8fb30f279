import type { ReportedCell } from './paper.ts'

/** What counts as reading the paper itself, or what its authors released. */
const firstHand: readonly string[] = ['full text', 'table image', 'repository', 'abstract']

/** Whether a cell was not read in the paper or a release of its authors, but in what others wrote about it. */
export function isSecondHand({ read_from }: Pick<ReportedCell, 'read_from'>): boolean {
  return !firstHand.includes(read_from)
}

/** A cell's number as it is quoted everywhere: with † where it was read second hand. */
export function quotedValue(cell: Pick<ReportedCell, 'value' | 'read_from'>): string {
  return `${cell.value}${isSecondHand(cell) ? '†' : ''}`
}
