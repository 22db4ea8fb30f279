import { createHash } from 'node:crypto'
import { contentHash, type Completion, type Model, type Prompt, type SampleRequest } from '@retable/core'
import type { SamplePlace, Store } from '@retable/store'
import { HarnessError } from '../../errors.ts'
import { portionsOf } from '../../portions.ts'
import type { Step } from '../step.ts'
import { cannot } from './cannot.ts'
import type { StepContext, Work } from './output.ts'

/** A sample that a step is made of. */
type Sample = SamplePlace & SampleRequest

/** Samples that are looked up and asked for at once: enough for an engine to be busy. */
const portion = 2048

/** Samples whose texts are read at once: few enough for memory, however long they are. */
const readPortion = 64

/** The drawing of a step's samples; each is kept as it comes. */
export function generateWork(
  step: Extract<Step, { kind: 'generate' }>,
  model: Model,
  allPrompts: readonly Prompt[],
  { engineOf, store, onEvent, counts }: StepContext,
): Work {
  const engine = engineOf(step.role)
  const { sampling, stream } = step
  const prompts = allPrompts.slice(0, step.first)
  requireOwnIds(step.name, prompts)
  const of = prompts.length * step.samples
  const common = contentHash({ engine: engine.identity, model: model.hash, sampling, seed: stream.seed })
  // Made anew for each pass: a million of them need not be in memory at once.
  const samples = () => samplesOf(step, prompts, common)
  const present = (part: readonly Sample[]) => store.tokens(part.map((sample) => sample.key))
  const key = leaseKey(samples())

  return {
    key,
    begun() {
      let there = 0
      for (const part of portionsOf(samples(), readPortion)) {
        const found = present(part)
        there += part.filter((sample) => found.has(sample.key)).length
      }
      return { isBegun: there > 0, samples: { there, of } }
    },
    stored() {
      let tokens = 0
      for (const part of portionsOf(samples(), readPortion)) {
        const found = present(part)
        for (const sample of part) {
          const own = found.get(sample.key)
          if (own === undefined) return Promise.resolve(undefined)
          tokens += own
        }
      }
      store.keepStep(key, samples())
      const drawn = () => drawnOf(step, prompts, samples(), store)
      return Promise.resolve({
        value: () => [...drawn()],
        hash: () => contentHash(drawn()),
        record: { step: step.name, kind: step.kind, key, tokens },
      })
    },
    async perform(signal) {
      if (engine.generate === undefined) throw cannot(step, engine, 'generate')
      let done = this.begun().samples!.there
      for (const part of portionsOf(samples(), portion)) {
        const found = present(part)
        const lacking = part.filter((sample) => !found.has(sample.key))
        if (lacking.length === 0) continue
        const requests = lacking.map(({ prompt, stream }) => ({ prompt, stream }))
        const finished = engine.generate(model, { requests, sampling, seed: stream.seed }, signal)
        for await (const some of finished) {
          store.keepSamples(some.map(({ index, completion }) => ({ key: lacking[index]!.key, completion })))
          done += some.length
          counts.drawn += some.length
          onEvent?.({ kind: 'progress', step: step.name, done, of, unit: 'samples' })
        }
      }
    },
  }
}

/** Prompts of one id share their random streams: of one text too, their samples would be the same ones counted twice. */
function requireOwnIds(step: string, prompts: readonly Prompt[]): void {
  const ids = new Set<string>()
  for (const { id } of prompts) {
    if (ids.has(id)) {
      const message = `${step}: two prompts have the id ${JSON.stringify(id)}; give each its own`
      throw new HarnessError('harness/recipe', message)
    }
    ids.add(id)
  }
}

function* samplesOf(
  { samples, stream, sampling }: Extract<Step, { kind: 'generate' }>,
  prompts: readonly Prompt[],
  common: string,
): Generator<Sample> {
  // The likeliest tokens are the same for every stream, so that steps which ask for them share their samples. In quotes,
  // since the step `a/b` with the id `c` is another than the step `a` with the id `b/c`.
  const prefix = sampling.temperature === 0 ? '' : `${JSON.stringify(stream.step)}/`
  for (const { id, prompt } of prompts) {
    for (let sample = 0; sample < samples; sample += 1) {
      const name = `${prefix}${id}/${sample}`
      yield { id, sample, prompt, stream: name, key: sha256(JSON.stringify([common, prompt, name])) }
    }
  }
}

/** The prompts with their completions, read from the store portion by portion. */
function* drawnOf(
  { samples: each }: Extract<Step, { kind: 'generate' }>,
  prompts: readonly Prompt[],
  samples: Iterable<Sample>,
  store: Store,
) {
  let at = 0
  let completions: Completion[] = []
  for (const part of portionsOf(samples, readPortion)) {
    const found = store.samples(part.map((sample) => sample.key))
    for (const { key } of part) {
      completions.push(found.get(key)!)
      if (completions.length < each) continue
      yield { of: prompts[at]!, completions }
      at += 1
      completions = []
    }
  }
}

/** sha256 of the keys as a JSON array, which is never made as a whole. */
function leaseKey(samples: Iterable<Sample>): string {
  const hash = createHash('sha256').update('[')
  let separator = ''
  for (const { key } of samples) {
    hash.update(`${separator}"${key}"`)
    separator = ','
  }
  return hash.update(']').digest('hex')
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
