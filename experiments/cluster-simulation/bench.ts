// What failures and preemption cost on a cluster, how makespan grows, and how long 10,000 steps take to submit.
// ./retable nx bench cluster-simulation
import { cpus } from 'node:os'
import { textTable } from '@retable/report'
import { paper, shortest, workOf } from './paper-graph.ts'
import { simulate, type Simulated } from './simulate.ts'
import { secondsToSubmit } from './submit-many.ts'

const day = 86_400
const seeds = [1, 2, 3]
const kinds = [
  { name: 'nothing fails', nodeFailure: Infinity, preemption: Infinity },
  { name: 'a node fails each 264 days', nodeFailure: 264 * day, preemption: Infinity },
  { name: 'a node fails each 30 days', nodeFailure: 30 * day, preemption: Infinity },
  { name: 'a node fails each 5 days', nodeFailure: 5 * day, preemption: Infinity },
  { name: 'and others take a node each 30 min', nodeFailure: 30 * day, preemption: 1800 },
]
const right = (title: string) => ({ title, align: 'right' as const })
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const hours = (seconds: number) => (seconds / 3600).toFixed(1)
const all = (runs: readonly Simulated[], value: (run: Simulated) => number) => mean(runs.map(value))

const rows: string[][] = []
for (const { name, ...troubles } of kinds) {
  for (const nodes of [16, 32, 64, 128]) {
    const runs: Simulated[] = []
    for (const seed of troubles.nodeFailure === Infinity ? [1] : seeds)
      runs.push(await simulate(paper, nodes, { ...troubles, seed }))
    const losses = runs.flatMap((run) => run.losses)
    const makespan = all(runs, (run) => run.makespan)
    rows.push([
      name,
      String(nodes),
      all(runs, ({ failures }) => failures).toFixed(1),
      all(runs, ({ preemptions }) => preemptions).toFixed(1),
      losses.length === 0 ? '' : `${(mean(losses) / 60).toFixed(1)}`,
      losses.length === 0 ? '' : `${(Math.max(...losses) / 60).toFixed(1)}`,
      `${((100 * all(runs, ({ worked }) => worked)) / workOf(paper) - 100).toFixed(2)}`,
      hours(makespan),
      (makespan / shortest(paper, nodes)).toFixed(2),
      all(runs, ({ resubmitted }) => resubmitted).toFixed(1),
      String(runs.reduce((sum, { undone }) => sum + undone, 0)),
    ])
    console.error(`${name}, ${nodes} nodes: simulated`)
  }
}
console.log(`${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.version}\n`)
console.log(
  textTable(
    [
      { title: 'troubles' },
      ...[
        'nodes',
        'failures',
        'preemptions',
        'lost min, mean',
        'lost min, most',
        'more work %',
        'makespan h',
        'of shortest',
        'resubmitted',
        'undone',
      ].map(right),
    ],
    rows,
  ),
)

const submitted: string[][] = []
for (const [steps, kind] of [
  ['chains', 'counted'],
  ['arrays', 'counted'],
  ['arrays', 'programs'],
  ['chains', 'programs'],
] as const) {
  const { seconds, processor } = await secondsToSubmit(steps, kind)
  submitted.push([steps, kind, seconds.toFixed(1), processor.toFixed(1)])
  console.error(`${steps}, ${kind}: submitted`)
}
console.log(
  textTable(
    [{ title: '10,000 steps as' }, { title: 'fake sbatch' }, right('seconds'), right('of the processor')],
    submitted,
  ),
)
