import type { JudgeBenchmark, JudgeProcedure } from '@retable/core'
import type { Table } from '@retable/report'

/** A way to ask a benchmark's judge, as it is listed. */
export type ListedWay = Pick<JudgeProcedure, 'id' | 'summary' | 'source' | 'subject' | 'readouts'>

/** The ways to ask a benchmark's judge, the default one first; none where it cannot be asked. */
export async function waysOf({ asking }: Pick<JudgeBenchmark, 'asking'>): Promise<readonly ListedWay[]> {
  const procedures = (await asking?.()) ?? []
  return procedures.map(({ id, summary, source, subject, readouts }) => ({
    ...{ id, summary, source, subject, readouts },
  }))
}

/** The ways to ask a benchmark's judge as a table. */
export function waysTable(benchmark: string, ways: readonly ListedWay[]): Table {
  return {
    title: `${benchmark}: ways to ask its judge`,
    columns: [
      { title: 'prompt (* default)', name: 'prompt' },
      { title: 'judges' },
      { title: 'verdicts of' },
      { title: 'asked' },
    ],
    rows: ways.map(({ id, summary, subject, readouts }, i) => [
      { text: `${id}${i === 0 ? ' *' : ''}`, data: id },
      subject,
      readouts.join(', '),
      summary,
    ]),
  }
}
