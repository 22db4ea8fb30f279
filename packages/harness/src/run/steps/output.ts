import { contentHash, type Asset, type Engine, type SettingResult, type StepRecord } from '@retable/core'
import type { Store } from '@retable/store'
import type { Step } from '../step.ts'

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
      /** Counted from nothing; what the store had already is in the first event of a step. */
      readonly done: number
      readonly of: number
      readonly unit: string
    }

/** What a step gave. */
export interface Output {
  /** Read anew each time where it is large, so that nothing of it stays in memory for those who do not ask. */
  readonly value: () => unknown
  /** Of its content; worked out only where another step's key needs it. */
  readonly hash: () => string
  readonly record: StepRecord
  readonly results?: readonly SettingResult[]
}

/** Model work of one step whose inputs are there: what the store has of it, and how the rest is done. */
export interface Work {
  /** Names the lease. */
  readonly key: string
  /** The output, if the store has all of it. */
  readonly stored: () => Promise<Output | undefined>
  /** What the store has where that is not all. */
  readonly begun: () => Begun
  /** Does what lacks; it is called under the lease. */
  readonly perform: (signal: AbortSignal) => Promise<void>
}

/** What the store has of a step's work. */
export interface Begun {
  readonly isBegun: boolean
  /** Of a step that generates: samples that are there, of so many. */
  readonly samples?: { readonly there: number; readonly of: number }
}

/** What steps of model work need. */
export interface StepContext {
  /** The engine that plays a role. */
  readonly engineOf: (role: string) => Engine
  readonly store: Store
  /** The bytes of a pinned file; it rejects where they cannot be had. Left out where no data are made of files. */
  readonly read?: ((file: Asset, signal?: AbortSignal) => Promise<Uint8Array>) | undefined
  readonly onEvent?: ((event: StepEvent) => void) | undefined
  /** Samples that were drawn in this execution, and those that were there already. */
  readonly counts: { drawn: number; reused: number }
}

/** A pure step's output: its key is its content. */
export function pureOutput(step: Step, value: unknown): Output {
  const hash = contentHash(value)
  return {
    value: () => value,
    hash: () => hash,
    record: { step: step.name, kind: step.kind, key: hash },
  }
}
