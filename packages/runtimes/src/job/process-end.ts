/** How a process ended. */
export interface ProcessEnd {
  /** Whether it was told to stop by who started it. */
  readonly stopped: boolean
  readonly exitCode: number | null
  readonly signal: NodeJS.Signals | null
  /** Why it could not be started at all. */
  readonly cause?: Error
}
