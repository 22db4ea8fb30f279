export { openClient } from './open-client.ts'
export type { AskOptions, Client, ClientOptions, Limits, Progress, Spent, Waits } from './client.ts'
export { ClientError } from './errors.ts'
export type { Notice } from './notice.ts'
export type { AskRequest, AskSampling } from './ask/ask-request.ts'
export type {
  Answered,
  Asked,
  Failed,
  FailureReason,
  Result,
  ServerNames,
  Truncated,
  Unanswered,
} from './ask/asked.ts'
export type { Usage } from './answer/usage.ts'
export type { TokenChance, TokenLogProb } from './answer/token-log-prob.ts'
export type { Identity, ServerKind } from './endpoint/identity.ts'
export { templateFacts } from './endpoint/template-facts.ts'
export type { Probe, Treatment } from './endpoint/probe-result.ts'
export type { FailedScore, Scored, ScoredText, ScoreRequest } from './endpoint/score-request.ts'
export type { Rewarded, RewardRequest, RewardRoute } from './rewards/reward-request.ts'
export type { Prices } from './limits/prices.ts'
export type { BatchInput, BatchResults } from './batch/batch-results.ts'
