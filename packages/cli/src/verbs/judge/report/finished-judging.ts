import type { EndpointManifest, JudgeManifest, JudgementRow, Measurement } from '@retable/core'
import type { BesidePaper } from '@retable/harness/beside'
import type { AnsweredQuestions, AskedAgain, Asking, Judged } from '@retable/harness/judging'
import type { gitState } from '@retable/harness/results'
import type { OpenEvaluation } from '../../eval/open-evaluation.ts'
import type { Spent } from '../budget.ts'

/** A judging that came to its end. */
export interface FinishedJudging {
  readonly judged: Judged
  readonly asking: Asking
  /** The judge. */
  readonly open: OpenEvaluation
  /** The model whose outputs were judged, where it was asked for them. */
  readonly answeredBy?: EndpointManifest | undefined
  /** Rows that the model wrote. */
  readonly outputs?: { readonly name: string; readonly rows: readonly JudgementRow[] } | undefined
  /** What it comes to beside other judgements. */
  readonly beside?: readonly Measurement[]
  /** What those are. */
  readonly held?: Pick<JudgeManifest, 'calibratedBy' | 'again'>
  /** The same judge asked a second time, and the scores of both askings. */
  readonly second?: { readonly judged: Judged; readonly scores: AskedAgain['scores'] } | undefined
  /** Beside whose cells the scores stand. */
  readonly paper?: BesidePaper | undefined
  /** How that model answered. */
  readonly answered?: Omit<AnsweredQuestions, 'rows'> | undefined
  /** What it used. */
  readonly answerSpent?: Spent | undefined
  readonly started: Date
  readonly git: ReturnType<typeof gitState>
}
