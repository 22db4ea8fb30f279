import { listRuns, type ListedRun } from '@retable/harness/runs'
import {
  grouped,
  printable,
  printableJson,
  renderTables,
  tableText,
  type Table,
  type TableForm,
} from '@retable/report'
import { storeDirectory } from '../../environment.ts'

/** Prints the runs in the store, the one that was run last at the top; with `json` as one array. */
export async function runListRuns({
  json,
  to,
}: {
  readonly json: boolean
  readonly to: TableForm | undefined
}): Promise<void> {
  const directory = storeDirectory()
  const runs = await listRuns(directory)
  if (json) process.stdout.write(`${printableJson(runs)}\n`)
  else if (to !== undefined) process.stdout.write(await renderTables([tableOf(runs)], to))
  else if (runs.length === 0) process.stdout.write(`No runs in ${printable(directory)} yet.\n`)
  else process.stdout.write(`${tableText(tableOf(runs))}\n`)
}

function tableOf(runs: readonly ListedRun[]): Table {
  const hasAsked = runs.some(({ asked }) => asked.length > 0)
  const hasLabels = runs.some(({ family, version }) => family !== null || version !== null)
  return {
    title: 'Runs',
    columns: [
      { title: 'run' },
      { title: 'of' },
      ...(hasLabels ? [{ title: 'family' }, { title: 'version' }] : []),
      { title: 'tier' },
      { title: 'seeds' },
      ...(hasAsked
        ? [{ title: 'items' }, { title: 'prompt' }, { title: 'variant' }, { title: 'accuracy' }]
        : []),
      { title: 'finished' },
    ],
    rows: runs.map((listed) => {
      const { run, paper, model, benchmarks, tier, quick, seeds, finished, finishedAt, asked } = listed
      // One setting's after the other's, once where they have it in common.
      const joined = (texts: readonly string[]) => (new Set(texts).size === 1 ? texts[0]! : texts.join(', '))
      const accuracies = asked.map(({ accuracy }) =>
        accuracy === null ? '–' : `${(100 * accuracy).toFixed(2)} %`,
      )
      return [
        run,
        model === '' ? paper : `${model}: ${benchmarks.join(', ')}`,
        ...(hasLabels ? [listed.family ?? '', listed.version ?? ''] : []),
        `${tier}${quick ? ', quick' : ''}`,
        seeds.join(', '),
        ...(hasAsked
          ? [
              joined(asked.map(({ items }) => grouped(items))),
              joined(asked.map(({ prompt }) => prompt)),
              joined(asked.map(({ variant }) => variant)),
              accuracies.join(', '),
            ]
          : []),
        finished ? (finishedAt ?? 'yes').slice(0, 16).replace('T', ' ') : 'not finished',
      ]
    }),
  }
}
