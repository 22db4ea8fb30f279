import { contentHash, type Engine } from '@retable/core'
import type { Step } from '../layout.ts'
import type { SettingResult } from '../measure.ts'
import type { Store } from '../store.ts'

/** What happens while steps are executed. */
export type StepEvent =
  | { readonly kind: 'start'; readonly step: string; readonly what: Step['kind'] }
  | {
      readonly kind: 'done'
      readonly step: string
      readonly what: Step['kind']
      /** Whether all of it was in the store already; pure steps are always done anew. */
      readonly reused: boolean
    }
  /** A file of the step's model was damaged: it is kept under this path, and the model is made anew. */
  | { readonly kind: 'set aside'; readonly step: string; readonly file: string }
  | {
      readonly kind: 'progress'
      readonly step: string
      /** Counted from nothing; what the store held already is in the first event of a step. */
      readonly done: number
      readonly of: number
      readonly unit: string
    }

/** One step as the manifest names it. */
export interface StepRecord {
  readonly step: string
  readonly kind: Step['kind']
  /** Of what decides its output; for pure steps of the output itself. */
  readonly key: string
  /** Tokens drawn, trained on or scored. */
  readonly tokens?: number
}

/** A step's output with its content hash. */
export interface Made {
  readonly value: unknown
  readonly hash: string
  readonly record: StepRecord
  /** Set where model work was asked for and all of it was there. */
  readonly reused?: boolean
  readonly result?: SettingResult
}

/** What steps of model work need. */
export interface StepContext {
  readonly engine: Engine
  readonly store: Store
  readonly signal?: AbortSignal | undefined
  readonly onEvent?: ((event: StepEvent) => void) | undefined
  /** Samples that were drawn in this execution, and those that were there already. */
  readonly counts: { drawn: number; reused: number }
}

/** A pure step's output: its key is its content. */
export function pure(step: Step, value: unknown): Made {
  const hash = contentHash(value)
  return { value, hash, record: { step: step.name, kind: step.kind, key: hash } }
}
