import { writeFile } from 'node:fs/promises'
import { contentHash } from '../files/canonical-json.ts'
import type {
  Model,
  PreferencePair,
  PromptedText,
  SampleRequest,
  Sampling,
  Training,
  WholeEngine,
} from '../engine/engine.ts'
import { createHash } from 'node:crypto'

/** One thing that an engine was asked for. */
export type Asked =
  | {
      readonly kind: 'generate'
      readonly model: Model
      readonly requests: readonly SampleRequest[]
      readonly sampling: Sampling
      readonly seed: number
    }
  | {
      readonly kind: 'train'
      /** What it starts from; null for fresh weights. */
      readonly model: Model | null
      readonly training: Training
      readonly examples: readonly PromptedText[] | readonly PreferencePair[]
      readonly keepAt: readonly number[]
    }
  | { readonly kind: 'score'; readonly model: Model; readonly texts: readonly PromptedText[] }

/** An engine that does no work and keeps what it was asked for, in order. */
export interface RecordingEngine extends WholeEngine {
  readonly asked: readonly Asked[]
}

/** How a {@link recordingEngine} answers. */
export interface Answers {
  /** All that decides its numbers; part of every step key. */
  readonly identity?: Readonly<Record<string, unknown>>
  /** What a model writes; by default its own id and the sample's random stream. */
  readonly write?: (model: Model, request: SampleRequest, sampling: Sampling) => string
  /** What a model gives as a text's log-probability; by default a number from 0 to -1 that each pair of both has its own of. */
  readonly score?: (model: Model, text: PromptedText) => number
}

/**
 * An engine for tests of what is asked of engines. It trains nothing: a model's bytes are what it was made of, so that
 * two trainings give one model only where nothing tells them apart. Completions come in parts, the last requested first.
 */
export function recordingEngine({
  identity = { engine: 'recording' },
  ...answers
}: Answers = {}): RecordingEngine {
  const asked: Asked[] = []
  const write = answers.write ?? (({ id }, { stream }) => `${id} wrote ${stream}`)
  const score = answers.score ?? (({ hash }, text) => -fraction(contentHash({ hash, text })))
  return {
    identity,
    promises: { bitForBit: true, logProbabilities: true },
    asked,
    async *generate(model, { requests, sampling, seed }, signal) {
      asked.push({ kind: 'generate', model, requests, sampling, seed })
      await Promise.resolve()
      const finished = requests.map((request, index) => {
        const text = write(model, request, sampling)
        return {
          index,
          completion: { text, tokens: text.length, finishReason: 'stop', logProbability: -1 },
        } as const
      })
      for (const one of finished.toReversed()) {
        signal?.throwIfAborted()
        yield [one]
      }
    },
    score(model, texts) {
      asked.push({ kind: 'score', model, texts })
      return Promise.resolve(texts.map((text) => score(model, text)))
    },
    async train({ model, training, examples, keepAt = [], output, onStep }) {
      asked.push({ kind: 'train', model: model ?? null, training, examples, keepAt })
      onStep?.({ step: training.steps, steps: training.steps, loss: 0 })
      const made: Model[] = []
      for (const step of [...keepAt, training.steps]) {
        const bytes = JSON.stringify({ from: model?.hash ?? null, training, examples, step })
        const location = step === training.steps ? output : `${output}.${step}`
        await writeFile(location, bytes)
        made.push({ id: 'trained', hash: createHash('sha256').update(bytes).digest('hex'), location })
      }
      return made
    },
    close: () => Promise.resolve(),
  }
}

function fraction(hash: string): number {
  return Number.parseInt(hash.slice(0, 12), 16) / 16 ** 12
}
