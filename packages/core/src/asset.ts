/** A licence as the source states it. `id` is an SPDX id, or `NONE` where the source states none. */
export type LicenceId = string

/**
 * A pinned public file: its bytes are known before they are fetched. It is never committed; it is
 * downloaded on first use, verified and kept in the store.
 */
export interface Asset {
  /** A short name for messages, for instance `gsm8k/test.jsonl`. */
  readonly name: string
  /** Where it lies, at a commit or revision. */
  readonly url: string
  /** Lower-case hexadecimal, of the whole file. */
  readonly sha256: string
  readonly bytes: number
  readonly licence: LicenceId
}
