import type { TableForm } from '@retable/report'

/** Options that say which model is asked, how requests travel, and how much may be used. */
export interface EndpointRequest {
  /** Names of options that stand in the command, and are no defaults. */
  readonly given: ReadonlySet<string>
  readonly model?: string
  readonly baseUrl?: readonly string[]
  readonly keyEnv: string
  readonly profile?: string
  readonly runtime?: string
  readonly runtimeSettings?: string
  readonly gpus?: number
  readonly serverNodes?: number
  readonly modelVersion?: string
  readonly concurrency?: number
  readonly stream?: boolean
  readonly timeout?: number
  readonly extraBody?: string
  readonly maxTokensTotal?: number
  readonly maxCost?: number
  readonly prices?: string
  readonly maxFailed: number
  readonly acceptLicence: readonly string[]
  /** Nothing is sent. */
  readonly dryRun?: boolean
}

/** Options of `retable eval`. */
export interface EvalVerbRequest extends EndpointRequest {
  readonly benchmarks: readonly string[]
  readonly suite?: string
  readonly beside?: string
  readonly as?: string
  /** Of benchmarks of judgements: who judges the model's outputs. */
  readonly judgeModel?: string
  readonly judgeBaseUrl?: readonly string[]
  readonly judgeKeyEnv?: string
  readonly judgeModelVersion?: string
  readonly judgePrices?: string
  readonly verdicts?: 'logprobs' | 'text'
  readonly rewardRoute?: 'score' | 'rerank' | 'classify'
  /** One's own copy of a benchmark's pairs. */
  readonly data?: string
  readonly route: 'chat' | 'completions'
  readonly prompt?: string
  readonly variant?: string
  readonly limit?: number
  readonly n: number
  readonly temperature: number
  readonly topP: number
  readonly maxTokens: number
  readonly seed: number
  readonly fresh?: boolean
  readonly probe: boolean
  readonly batchOut?: string
  readonly batchIn?: readonly string[]
  readonly out?: string
  readonly family?: string
  readonly version?: string
  readonly to?: TableForm
  readonly json?: boolean
}
