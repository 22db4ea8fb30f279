import type { GateReport } from '@retable/core'
import { tableText } from '../tables/table-text.ts'
import { printable } from '../text/printable.ts'
import type { Colour } from '../text/text-table.ts'
import { gateTables, headline } from './gate-tables.ts'

/** A gate's report as people read it. */
export function gateText(report: GateReport): string {
  const [verdicts] = gateTables(report)
  const colourOf = (column: string, row: number): Colour | undefined =>
    column === 'verdict' ? colours[report.benchmarks[row]!.verdict] : undefined
  return [
    printable(headline(report)),
    '',
    tableText(verdicts!, { colourOf }),
    '',
    ...(verdicts!.notes ?? []).map((note) => `  ${printable(note)}`),
    '',
  ].join('\n')
}

const colours: Readonly<Record<GateReport['verdict'], Colour>> = {
  'no worse': 'green',
  regressed: 'red',
  undecided: 'yellow',
  'the full run would be no worse': 'green',
  'the full run would regress': 'red',
  open: 'yellow',
}
