import type { Judged } from '@retable/harness/judging'
import type { JudgementFileScore } from '@retable/harness/judgements'
import {
  grouped,
  measurementsOf,
  measurementTable,
  printable,
  printableJson,
  renderTables,
} from '@retable/report'
import { diffTables, diffText } from '../../../beside/diff-text.ts'
import { unknownVersion, usedText } from '../../eval/eval-text.ts'
import type { JudgingRequest } from '../judge-request.ts'
import type { FinishedJudging } from './finished-judging.ts'
import { judgingJson } from './judging-json.ts'
import { recordJudging, type RecordedJudging } from './record-judging.ts'

/** Writes judgements and record, and prints what they come to. */
export async function reportJudging(request: JudgingRequest, finished: FinishedJudging): Promise<void> {
  const recorded = await recordJudging(request, finished)
  if (request.json) {
    process.stdout.write(`${printableJson(judgingJson(recorded, finished))}\n`)
    return
  }
  const { run, folder, file, scored, diff, heading } = recorded
  const { judged, open, answerSpent } = finished
  if (request.to !== undefined) {
    const table = measurementsOf(titleOf(judged, scored), scored.metrics)
    const below = diff.length > 0 ? diffTables(run, diff, [heading]) : []
    process.stdout.write(await renderTables([{ ...table, notes: linesOf(recorded) }, ...below], request.to))
    process.stderr.write(`files in ${printable(folder)}\n`)
    return
  }
  const lines = [
    printable(titleOf(judged, scored)),
    measurementTable(scored.metrics),
    ...linesOf(recorded).map((line) => `  ${printable(line)}`),
    '',
    ...(diff.length > 0 ? [heading, '', diffText(diff)] : []),
    ...(open.endpoint.isVersionKnown ? [] : [unknownVersion]),
    ...(answerSpent === undefined ? [] : [`the model ${usedText({ spent: answerSpent, isProbed: false })}`]),
    `${answerSpent === undefined ? '' : 'the judge '}${usedText({ spent: open.endpoint.client.spent, isProbed: false })}`,
    printable(`run ${run}`),
    printable(`judgements in ${file}`),
    '',
  ]
  process.stdout.write(lines.join('\n'))
}

function titleOf({ prepared }: Judged, { variant, variantVersion }: JudgementFileScore): string {
  const { benchmark, procedure, readout, judge, model, judged, all } = prepared
  const whose = model === '' ? judge : `${model}, judged by ${judge}`
  const part = judged < all ? `${grouped(judged)} of ${grouped(all)}` : grouped(judged)
  return `${whose}: ${benchmark.id} version ${benchmark.version}, asked by ${procedure.id} version ${procedure.version} (verdicts of ${readout}), variant ${variant} version ${variantVersion}; ${part} rows`
}

function linesOf({ scored, told }: RecordedJudging): string[] {
  return [
    ...scored.notes,
    ...told.notes,
    ...told.doubts.map((doubt) => `no verdict is drawn: ${doubt}`),
    ...told.departures.map((departure) => `no verdict is drawn beside a paper: ${departure}`),
  ]
}
