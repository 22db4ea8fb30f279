import type { ServiceIdentity } from '../../service.ts'

/** All that a service is started with, once what it needs is there. */
export interface ServiceLaunch {
  readonly command: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly identity: ServiceIdentity
  /** What it is called to people. */
  readonly title: string
  /** 0 for a free one. */
  readonly port: number
  /** Where it will answer, of a server that does not tell by itself. */
  readonly address?: string
  /** Loading takes a second, tens of them on a busy machine or a cold disk, and more for large weights. */
  readonly readyWithinMs: number
  /** For where memory runs out. */
  readonly memory: MemoryWords
  /** Holds what the server tells of itself to what it was started with, and may give what that adds to its identity. */
  readonly check?: (address: string, signal: AbortSignal) => Promise<Partial<ServiceIdentity> | void>
}

/** What fills a service's memory, and what makes it less. */
export interface MemoryWords {
  /** For instance `8 slots of 2048 tokens`. */
  readonly need: string
  /** For instance `give it fewer slots`. */
  readonly remedy: string
}
