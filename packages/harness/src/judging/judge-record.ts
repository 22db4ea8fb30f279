import { hash } from 'node:crypto'
import {
  counted,
  grouped,
  type Asset,
  type EndpointManifest,
  type JudgeManifest,
  type NamedFile,
  type RunFacts,
  type RunRecord,
  type SettingResult,
} from '@retable/core'
import { failedIn } from '../eval/findings/outcome-counts.ts'
import type { JudgementFileScore } from '../judgements/score-judgements.ts'
import type { AnsweredQuestions } from './answer-questions.ts'
import type { Asking } from './converse.ts'
import type { Judged } from './judge.ts'
import { judgementsText } from './write-judgements.ts'

/** A server may name itself anew with each answer. */
const mostNames = 8

/** What a reader of a judge's numbers has to know, in sentences. */
export interface JudgeNotes {
  readonly notes: readonly string[]
  /** Why no verdict may be drawn. */
  readonly doubts: readonly string[]
}

/** @param maxFailed - share of the judgements that may fail before no verdict is drawn */
export function judgeNotes(
  { prepared, failures, counts, answeredBy }: Pick<Judged, 'prepared' | 'failures' | 'counts' | 'answeredBy'>,
  maxFailed: number,
  asking: Pick<Asking, 'samples' | 'temperature' | 'maxTokens'> = {},
): JudgeNotes {
  const { procedure, readout, judge } = prepared
  const { tasks, withoutJudgement, verdicts, withoutVerdict } = failures
  const notes: string[] = []
  const doubts: string[] = []
  if (counts.fromStore > 0) {
    notes.push(`${counted(counts.fromStore, 'answer')} of the judge from the store; --fresh asks again`)
  }
  if (verdicts > 0) {
    notes.push(
      `${grouped(withoutVerdict)} of ${counted(verdicts, 'answer')} of the judge (${shareOf(withoutVerdict, verdicts)}) without a verdict`,
    )
  }
  if (withoutJudgement > 0) {
    const why = `${grouped(withoutJudgement)} of ${grouped(tasks)} (${shareOf(withoutJudgement, tasks)}) without a judgement: ${counted(failedIn(counts), 'request')} of them failed`
    notes.push(`${why}; the same command asks them again; the server says: ${counts.commonestFailure}`)
    if (withoutJudgement > maxFailed * tasks) doubts.push(why)
  }
  for (const [departs, of] of Map.groupBy(prepared.tasks, ({ departs }) => departs)) {
    if (departs !== undefined) notes.push(`${grouped(of.length)} of ${grouped(tasks)} ${departs}`)
  }
  // A few that are lacking are as few that failed.
  if (tasks < (1 - maxFailed) * prepared.all)
    doubts.push(`${grouped(tasks)} of ${grouped(prepared.all)} were judged: a part of the benchmark`)
  const published = procedure.publishedJudge
  if (published !== null && judge !== published) {
    doubts.push(
      `the judge is ${judge}; the published figures are of ${published}, which is retired: not comparable`,
    )
  }
  if (readout !== procedure.readouts[0])
    doubts.push(`verdicts were read of the ${readout}. ${procedure.otherReadout ?? ''}`.trim())
  if (procedure.otherWording !== undefined) doubts.push(procedure.otherWording)
  const changed = changedIn(asking)
  if (changed.length > 0) doubts.push(`the judge was asked otherwise than published: ${changed.join(', ')}`)
  if (answeredBy.length > 1)
    notes.push(`the judge called itself by ${answeredBy.length} names in its answers`)
  return { notes, doubts }
}

/** What a command line asks for in place of a procedure's own. */
function changedIn({
  samples = 1,
  temperature,
  maxTokens,
}: Parameters<typeof judgeNotes>[2] & object): string[] {
  return [
    ...(samples === 1 ? [] : [`the majority of ${grouped(samples)} draws`]),
    ...(temperature === undefined ? [] : [`temperature ${temperature}`]),
    ...(maxTokens === undefined ? [] : [`answers of ${grouped(maxTokens)} tokens at most`]),
  ]
}

/** The record of what a judge's judgements come to. */
export function judgeRecord(options: {
  readonly judged: Judged
  readonly asking: Asking
  readonly endpoint: EndpointManifest
  /** Of the model whose outputs were judged, where it was asked for them. */
  readonly answeredBy?: EndpointManifest | undefined
  readonly answered?: Pick<AnsweredQuestions, 'manifest' | 'counts'> | undefined
  readonly held?: Pick<JudgeManifest, 'calibratedBy' | 'again' | 'beside'>
  readonly scored: JudgementFileScore
  readonly told: JudgeNotes
  readonly facts: RunFacts | null
}): RunRecord<JudgeManifest> {
  const { judged, asking, endpoint, answeredBy, answered, held = {}, scored, told, facts } = options
  const { prepared, rows } = judged
  const { benchmark, procedure, subject, readout } = prepared
  const { name, form } = procedure.file
  const manifest: JudgeManifest = {
    kind: 'judge',
    subject: procedure.judges === 'outputs' ? prepared.model : endpoint.model,
    endpoint,
    benchmark: { id: benchmark.id, version: benchmark.version },
    variant: { id: scored.variant, version: scored.variantVersion },
    procedure: { id: procedure.id, version: procedure.version, source: procedure.source, readout },
    prompts: { files: procedure.prompts.map(namedAsset), sha256: prepared.promptHash },
    data: procedure.data.map(namedAsset),
    judged: subject === null ? null : { name: subject.name, sha256: subject.sha256 },
    ...(answeredBy === undefined ? {} : { answeredBy }),
    ...(answered === undefined ? {} : { answering: answered.manifest }),
    rows: prepared.tasks.length,
    of: prepared.all,
    seed: asking.seed,
    round: asking.round,
    ...((asking.samples ?? 1) === 1 ? {} : { samples: asking.samples! }),
    ...(asking.temperature === undefined ? {} : { temperature: asking.temperature }),
    ...(readout === 'reward' ? { rewardRoute: asking.rewardRoute ?? 'score' } : {}),
    ...(asking.maxTokens === undefined ? {} : { maxTokens: asking.maxTokens }),
    judgements: { name, sha256: hash('sha256', judgementsText(rows, form)) },
    ...held,
    ...namesOf(judged),
  }
  const setting: SettingResult = {
    setting: benchmark.id,
    benchmark: manifest.benchmark,
    variant: manifest.variant,
    measurements: scored.metrics,
    units: {},
    scores: scored.scores,
    ...(answered === undefined
      ? {}
      : { cut: { answers: answered.counts.truncated, of: answered.counts.wanted } }),
    lost: { rows: scored.lost.rows, of: scored.lost.of },
    notes: [...scored.notes, ...told.notes],
    ...(told.doubts.length > 0 ? { doubts: told.doubts } : {}),
  }
  return { manifest, results: [{ seed: null, settings: [setting] }], diff: [], claims: [], facts }
}

function namedAsset({ name, sha256 }: Asset): NamedFile {
  return { name, sha256 }
}

function namesOf({ answeredBy }: Judged): Pick<JudgeManifest, 'named'> {
  if (!answeredBy.some(({ provider, fingerprint }) => provider !== null || fingerprint !== null)) return {}
  return {
    named: answeredBy
      .slice(0, mostNames)
      .map(({ provider, fingerprint, answers }) => ({ provider, fingerprint, answers })),
  }
}

function shareOf(part: number, of: number): string {
  return `${((100 * part) / of).toFixed(1)} %`
}
