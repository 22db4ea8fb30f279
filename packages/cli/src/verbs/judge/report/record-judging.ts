import path from 'node:path'
import { contentHash, type JudgeManifest, type RunRecord } from '@retable/core'
import { itemFacts } from '@retable/harness/compare'
import { scoreJudgements, type JudgementFileScore } from '@retable/harness/judgements'
import {
  againNotes,
  answeringNotes,
  judgeNotes,
  judgementsText,
  judgeRecord,
  writeJudgements,
  type AskedAgain,
  type JudgeNotes,
} from '@retable/harness/judging'
import { keepNoise, retestNoise } from '@retable/harness/noise'
import { fileName, labelledId, runFacts, writeRun, type DiffCsvRow } from '@retable/harness/results'
import { runTables } from '@retable/report/csv'
import { besideManifest, withPaper } from '../../../beside/beside.ts'
import { root, storeDirectory } from '../../../environment.ts'
import type { OpenEvaluation } from '../../eval/open-evaluation.ts'
import type { JudgingRequest } from '../judge-request.ts'
import type { FinishedJudging } from './finished-judging.ts'
import { requireJudgements, whyNoScore } from './no-score.ts'

/** What was written of a judging, and what there is to be told of it. */
export interface RecordedJudging {
  readonly run: string
  readonly folder: string
  readonly file: string
  readonly scored: JudgementFileScore
  readonly told: JudgeNotes
  readonly diff: readonly DiffCsvRow[]
  /** What stands above it. */
  readonly heading: string
}

/** Scores a judging, and writes its judgements and its record. */
export async function recordJudging(
  request: JudgingRequest,
  finished: FinishedJudging,
): Promise<RecordedJudging> {
  const {
    judged,
    asking,
    open,
    answeredBy,
    answered,
    outputs,
    second,
    started,
    git,
    beside = [],
    paper,
  } = finished
  const held = { ...finished.held, ...(paper !== undefined && { beside: besideManifest(paper) }) }
  const { prepared, rows, counts } = judged
  const { benchmark, procedure } = prepared
  const { manifest: endpoint } = open.endpoint
  const { name, form } = procedure.file
  requireJudgements(judged)
  const text = judgementsText(rows, form)
  const run = labelledId(runId(finished, held, text), request)
  const folder = path.resolve(request.out ?? path.join(storeDirectory(), 'runs', run))
  const file = path.join(folder, name)
  const { assets } = open
  const bytes = new TextEncoder().encode(text)
  const of = { benchmark, file, bytes, variant: procedure.variant, assets }
  const own = await scoreJudgements(of).catch(async (error: unknown) => {
    const unscored = `unscored-${name}`
    await writeJudgements(folder, { [unscored]: text }, { isRecord: false })
    throw whyNoScore(error, judged, path.join(folder, unscored))
  })
  const scored = { ...own, metrics: [...own.metrics, ...beside] }
  const told = notesOf(finished, request.maxFailed / 100)
  const samples = { drawn: counts.wanted - counts.fromStore - counts.notAsked, reused: counts.fromStore }
  const facts = await runFacts(root, started, { samples, labels: request, git })
  const whole = judgeRecord({ judged, asking, endpoint, answeredBy, answered, held, scored, told, facts })
  const { evaluated: record, rows: diff, heading } = await withPaper(whole, paper)
  await writeJudgements(folder, {
    [name]: text,
    ...(second === undefined ? {} : { [`again-${name}`]: judgementsText(second.judged.rows, form) }),
    ...(outputs === undefined ? {} : { [outputs.name]: judgementsText(outputs.rows, 'array') }),
  })
  await writeRun(folder, record, runTables(record))
  if (second !== undefined) await keepRetest(record, second.scores, assets)
  return { run, folder, file, scored, told, diff, heading }
}

/** Another way to ask, other draws and another length are another run, whatever the judge said. */
function runId(
  { judged, asking, open, answeredBy, answered }: FinishedJudging,
  held: unknown,
  text: string,
): string {
  const { benchmark, procedure, readout, model } = judged.prepared
  const { manifest: endpoint } = open.endpoint
  const { seed, round, samples, temperature, maxTokens, rewardRoute } = asking
  const content = contentHash({
    endpoint,
    answeredBy: answeredBy ?? null,
    answering: answered?.manifest ?? null,
    procedure: [procedure.id, procedure.version, readout],
    asking: [seed, round, samples ?? 1, temperature ?? null, maxTokens ?? null, rewardRoute ?? null],
    held,
    text,
  })
  const whose = procedure.subject === 'outputs' ? model : endpoint.model
  return `judge-${benchmark.id}-${fileName(whose, 'model')}-${content.slice(0, 8)}`
}

/** What the judge varies by is kept where noise, compare and gate find it for all that it judges so. */
async function keepRetest(
  record: RunRecord<JudgeManifest>,
  scores: AskedAgain['scores'],
  assets: OpenEvaluation['assets'],
): Promise<void> {
  if (scores.again.length === 0) return
  const { benchmark, variant } = record.manifest
  const facts = await itemFacts(assets)(benchmark.id, variant.id)
  await keepNoise(storeDirectory(), retestNoise(record, scores, facts))
}

/** Of the judge, and of the model where it was asked too. */
function notesOf(finished: FinishedJudging, maxFailed: number): JudgeNotes {
  const { judged, asking, second, beside, answered } = finished
  const parts = [
    judgeNotes(judged, maxFailed, asking),
    ...(second === undefined ? [] : [againNotes(second.judged, maxFailed, beside)]),
    ...(answered === undefined ? [] : [answeringNotes(answered, maxFailed)]),
  ]
  return {
    notes: parts.flatMap(({ notes }) => notes),
    doubts: parts.flatMap(({ doubts }) => doubts),
    departures: parts.flatMap(({ departures }) => departures),
  }
}
