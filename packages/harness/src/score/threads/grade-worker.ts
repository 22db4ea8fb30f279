// Grades outputs in a worker thread; grade-pool.ts starts it.
import { parentPort, workerData } from 'node:worker_threads'
import type { Grade } from '@retable/core'
import { findBenchmark, findVariant } from '../../benchmarks/find-benchmark.ts'
import type { GradeJob, GradeWorkerSetup, JobGrades } from './grade-job.ts'

const setup = workerData as GradeWorkerSetup
const variant = findVariant(await findBenchmark(setup.benchmark), '', setup.variant)

/** What fails here is left to the main thread, which grades it again and meets the error itself, class and all. */
function gradesOf({ outputs, context }: GradeJob): JobGrades {
  const grades: Grade[] = []
  try {
    for (const output of outputs) grades.push(variant.grade(output, context))
  } catch {
    return grades
  }
  return grades
}

parentPort!.on('message', (jobs: readonly GradeJob[]) => {
  const grades = jobs.map(gradesOf)
  try {
    parentPort!.postMessage(grades)
  } catch {
    // A module of the user's may put into its grades what cannot be sent.
    parentPort!.postMessage(jobs.map(() => []))
  }
})
