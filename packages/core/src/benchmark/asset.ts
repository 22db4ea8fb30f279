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
  /** Lower-case hexadecimal, of the whole file. Where only its ends are known: `start…end`. */
  readonly sha256: string
  /** Size of the whole file; 0 where it is not known. */
  readonly bytes: number
  readonly licence: LicenceId
  /**
   * A file that may take this one's place where it cannot be had, for instance one recovered from published numbers;
   * whoever uses it says so.
   */
  readonly standIn?: Asset
}
