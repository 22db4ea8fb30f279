import type { JudgeProcedure } from '@retable/core'
import { findProcedure, readSubject, subjectOf, type Subject } from '@retable/harness/judging'
import { paperBeside } from '../../beside/paper-beside.ts'
import { CliError } from '../../errors.ts'
import type { JudgeVerbRequest } from './judge-request.ts'
import { judgeSubject } from './judge-subject.ts'
import { judgedBenchmark } from './judged-benchmark.ts'
import { requirePrepared } from './preflight.ts'
import { requirePlace } from './record-place.ts'

/** Has a judge judge a file of outputs or a benchmark's pairs, scores what it said, and writes judgements and record. */
export async function runJudge(request: JudgeVerbRequest, signal: AbortSignal): Promise<void> {
  const benchmark = await judgedBenchmark(request.benchmark)
  requireJudge(request)
  const procedure = await findProcedure(benchmark, request.prompt)
  const subject = await subjectFor(request, procedure, signal)
  const { name: model, calibrate: stored, beside } = request
  const paper = beside === undefined ? undefined : (await paperBeside(beside, [benchmark.id])).paper
  const of = { benchmark, procedure, subject, model, stored, paper }
  const names = await requirePrepared(request, of, signal)
  await requirePlace(request.out, { benchmark: benchmark.id, ...names })
  await judgeSubject(request, of, signal)
}

/** @throws CliError `cli/judge` where no judge is named; a profile may name one */
function requireJudge({ model, profile, benchmark }: JudgeVerbRequest): void {
  if (model !== undefined || profile !== undefined) return
  throw new CliError(
    'cli/judge',
    `who judges? name the judge of ${benchmark} with --judge-model, and where it is served with --base-url (or OPENAI_BASE_URL)`,
  )
}

/** What is judged: a file, or of stored judgements the outputs that stand in them. */
async function subjectFor(
  request: JudgeVerbRequest,
  procedure: JudgeProcedure,
  signal: AbortSignal,
): Promise<Subject | null> {
  const file = fileOf(request, procedure)
  if (file !== undefined) return readSubject(file, signal)
  if (request.calibrate === undefined || procedure.subject !== 'outputs') return null
  if (procedure.outputsIn === undefined) {
    throw new CliError(
      'cli/judge',
      `--calibrate: the outputs do not stand in stored judgements of ${request.benchmark}; name them with --outputs too`,
    )
  }
  const stored = await readSubject(request.calibrate, signal)
  return subjectOf(procedure.outputsIn(stored), stored.name)
}

/** @throws CliError `cli/judge` for a model's outputs where pairs are wanted, and for pairs where outputs are */
function fileOf(
  { benchmark, outputs, data }: JudgeVerbRequest,
  { subject }: JudgeProcedure,
): string | undefined {
  if (data !== undefined && subject === 'outputs') {
    throw new CliError(
      'cli/judge',
      `--data: ${benchmark} judges a model’s outputs: name them with --outputs; leave it out`,
    )
  }
  if (outputs !== undefined && subject !== 'outputs') {
    const why = subject === 'pairs' ? 'and is given its own' : 'your own copy of which --data names'
    throw new CliError('cli/judge', `--outputs: ${benchmark} judges pairs, ${why}; leave it out`)
  }
  return outputs ?? data
}
