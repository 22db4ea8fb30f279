import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Mutant } from '../faults/mutant.ts'
import { withChange } from '../faults/mutants-of.ts'
import type { TestFile } from './reach.ts'
import { runVitest } from './run-vitest.ts'

/** What became of a mutant. */
export interface Outcome {
  readonly caught: boolean
  /** The test files that noticed it, or how many ran without noticing. */
  readonly by: string
}

/** The test files that come to a mutant, nearest first, as many as take so many seconds without a fault; at least one. */
export function testsOf(mutant: Mutant, tests: readonly TestFile[], seconds: number): TestFile[] {
  const coming = tests.filter((test) => !test.leftOut && test.reaches.has(`${mutant.file}:${mutant.within}`))
  const far = (test: TestFile) => test.distance.get(mutant.file) ?? Infinity
  let left = seconds
  return coming
    .toSorted((a, b) => far(a) - far(b) || a.seconds - b.seconds)
    .filter((test, i) => {
      left -= test.seconds
      return i === 0 || left >= 0
    })
}

/** Puts a fault into a copy of the checkout, runs the tests, and takes it out again. A hang is a fault noticed. */
export async function tryMutant(
  copy: string,
  mutant: Mutant,
  text: string,
  tests: readonly TestFile[],
): Promise<Outcome> {
  if (tests.length === 0) return { caught: false, by: 'no test comes to it' }
  const path = join(copy, mutant.file)
  writeFileSync(path, withChange(text, mutant))
  try {
    // The nearest are few and notice most.
    for (const group of [tests.slice(0, 2), tests.slice(2)].filter((one) => one.length > 0)) {
      const expected = group.reduce((sum, test) => sum + test.seconds, 0)
      const names = group.map((test) => test.path)
      const { passes, hangs } = await runVitest(copy, names, 20 + 4 * expected)
      const more = group.length > 1 ? ` or ${group.length - 1} more` : ''
      if (!passes) return { caught: true, by: hangs ? 'it hangs' : `${names[0]}${more}` }
    }
    return { caught: false, by: `${tests.length} test files pass` }
  } finally {
    writeFileSync(path, text)
  }
}
