/** Programs that serve models, as far as they differ in what they take. */
export type ServerKind = 'vllm' | 'sglang' | 'llama.cpp' | 'ollama' | 'tgi' | 'openai' | 'unknown'

/** What a server tells of itself and its model. */
export interface Identity {
  /** The name that is asked for. */
  readonly model: string
  readonly kind: ServerKind
  readonly version?: string
  /** Whether the model is in the server's list; undefined where it has none. */
  readonly isListed?: boolean
  /** Names of the list, at most 100. */
  readonly models: readonly string[]
  /** A digest or revision of the weights; left out where the server discloses none, so that new ones may go unseen. */
  readonly weights?: string
  /** What else tells models apart: `root`, `path`, `size`, `parameters`, `created`; none of it proves the weights. */
  readonly clues: Readonly<Record<string, string | number>>
  /** sha256 of the chat template, in hexadecimal. */
  readonly templateHash?: string
  /** Whether the chat template speaks of thinking; left out where the server does not disclose it. */
  readonly mentionsThought?: boolean
  /** Tokens of prompt and answer together, for one request. */
  readonly contextLength?: number
  /** Requests that are worked on at once. */
  readonly slots?: number
}
