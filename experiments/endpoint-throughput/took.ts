/** What a process took. */
export interface Took {
  readonly seconds: number
  /** Of the process, its start included. */
  readonly cpuSeconds: number
  /** Largest resident size. */
  readonly megabytes: number
}

/** Median and least of several runs of one thing, as columns of a table: seconds, least, a second, CPU s, MB. */
export function tookCells(runs: readonly Took[], requests: number): string[] {
  const seconds = middle(runs.map((one) => one.seconds))
  return [
    seconds.toFixed(2),
    Math.min(...runs.map((one) => one.seconds)).toFixed(2),
    Math.round(requests / seconds).toLocaleString('en'),
    middle(runs.map((one) => one.cpuSeconds)).toFixed(1),
    middle(runs.map((one) => one.megabytes)).toFixed(0),
  ]
}

/** Titles of {@link tookCells}. */
export const tookColumns = ['seconds', 'least', 'a second', 'CPU s', 'MB'].map(
  (title) => ({ title, align: 'right' }) as const,
)

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!
}
