import { listRuns, type ListedRun } from '@retable/harness/runs'
import { printable, printableJson, textTable } from '@retable/report'
import { storeDirectory } from '../../environment.ts'

/** Prints the runs in the store, the one that was run last at the top; with `json` as one array. */
export async function runListRuns({ json }: { readonly json: boolean }): Promise<void> {
  const directory = storeDirectory()
  const runs = await listRuns(directory)
  if (json) process.stdout.write(`${printableJson(runs)}\n`)
  else if (runs.length === 0) process.stdout.write(`No runs in ${printable(directory)} yet.\n`)
  else process.stdout.write(`${tableOf(runs)}\n`)
}

function tableOf(runs: readonly ListedRun[]): string {
  const columns = [
    { title: 'run' },
    { title: 'paper' },
    { title: 'tier' },
    { title: 'seeds' },
    { title: 'finished' },
  ] as const
  return textTable(
    columns,
    runs.map(({ run, paper, tier, quick, seeds, finished, finishedAt }) => [
      run,
      paper,
      `${tier}${quick ? ', quick' : ''}`,
      seeds.join(', '),
      finished ? (finishedAt ?? 'yes').slice(0, 16).replace('T', ' ') : 'not finished',
    ]),
  )
}
