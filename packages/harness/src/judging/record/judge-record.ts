import { hash } from 'node:crypto'
import type {
  Asset,
  EndpointManifest,
  JudgeManifest,
  NamedFile,
  RunFacts,
  RunRecord,
  SettingResult,
} from '@retable/core'
import type { JudgementFileScore } from '../../judgements/score-judgements.ts'
import type { AnsweredQuestions } from '../answers/answer-questions.ts'
import type { Asking } from '../asking/asking.ts'
import type { Judged } from '../judge.ts'
import type { JudgeNotes } from './judge-notes.ts'
import { judgementsText } from './write-judgements.ts'

/** A server may name itself anew with each answer. */
const mostNames = 8

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
    subject: procedure.subject === 'outputs' ? prepared.model : endpoint.model,
    endpoint,
    benchmark: { id: benchmark.id, version: benchmark.version },
    variant: { id: scored.variant, version: scored.variantVersion },
    procedure: { id: procedure.id, version: procedure.version, source: procedure.source, readout },
    prompts: { files: procedure.prompts.map(namedAsset), sha256: prepared.promptHash },
    data: procedure.data.map(namedAsset),
    judged: subject === null ? null : { name: subject.name, sha256: subject.sha256 },
    ...(answeredBy === undefined ? {} : { answeredBy }),
    ...(answered === undefined ? {} : { answering: answered.manifest }),
    rows: prepared.judged,
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
    ...(told.departures.length > 0 ? { departures: told.departures } : {}),
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
