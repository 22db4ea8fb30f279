/** What was looked for on this machine, and what there is. */
export interface Finding {
  /** For programs: `gpu`, `compose`. */
  readonly id: string
  /** For people. */
  readonly name: string
  readonly isThere: boolean
  /** What it is; or, as the end of a sentence that begins with "this machine has none:", why there is none. */
  readonly text: string
  /** The same in parts, for programs. */
  readonly facts?: Readonly<Record<string, unknown>>
}

/** Looks for one thing, or for some that go together. */
export type Probe = (limits: ProbeLimits) => Promise<Finding | readonly Finding[]>

/** What bounds a probe. */
export interface ProbeLimits {
  /** How long a program or an address may take to answer, in milliseconds. */
  readonly timeoutMs: number
  /** The store: models and runs go there. */
  readonly storeDirectory: string
}
