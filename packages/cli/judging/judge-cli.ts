import { expect } from 'vitest'
import { retable } from '../evals/eval-cli.ts'

/** Of tests that start retable: it takes seconds, and minutes on a busy machine. */
export const limit = { timeout: 300_000 }

/** What `judge` and `eval` of judgements print as JSON. */
export interface JudgeJson {
  readonly folder: string
  readonly file: string
  readonly verdicts: string
  readonly metrics: readonly {
    readonly name: string
    readonly value: number
    readonly standardError: number
  }[]
  readonly failures: {
    readonly tasks: number
    readonly withoutJudgement: number
    readonly verdicts: number
    readonly withoutVerdict: number
  }
  readonly counts: { readonly fromStore: number; readonly wanted: number }
  /** Of a second asking. */
  readonly again?: Pick<JudgeJson, 'failures' | 'counts'>
  readonly notes: readonly string[]
  readonly doubts: readonly string[]
  readonly departures: readonly string[]
}

/** Runs a command with licences accepted and gives what it prints as JSON. */
export async function judged(folder: string, words: readonly string[]): Promise<JudgeJson> {
  const environment = { RETABLE_ACCEPT_LICENCES: 'CC-BY-NC-4.0,NONE' }
  const { stdout, stderr, exitCode } = await retable(folder, [...words, '--json'], environment)
  expect([exitCode, exitCode === 0 ? '' : stderr]).toEqual([0, ''])
  return JSON.parse(stdout) as JudgeJson
}

/** A metric's value. */
export function metric({ metrics }: JudgeJson, name: string): number | undefined {
  return metrics.find((each) => each.name === name)?.value
}
