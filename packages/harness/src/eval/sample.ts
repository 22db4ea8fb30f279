import { hash } from 'node:crypto'
import { contentHash, type Item, type PromptStyle } from '@retable/core'
import { completionsOf } from './prompts/show-prompt.ts'
import type { AskRequest, AskSampling, Client } from '@retable/client'

/** One answer that is wanted, and what the store keeps it by. */
export interface Wanted {
  readonly request: AskRequest
  /** Stands for all that decides the answer: the model, the body that is sent, and which sample it is. */
  readonly key: string
  /** Set where it is asked how likely each choice is: what is put after the prompt, and what each likelihood is kept by. */
  readonly likelihoods?: readonly { readonly completion: string; readonly key: string }[]
  /** Set where a reward model's number is asked for. */
  readonly reward?: { readonly prompt: string; readonly response: string }
}

/** One answer that an evaluation wants: of one item, drawn for one time. */
export interface EvalSample extends Wanted {
  readonly item: Item
  /** 0-based among the item's samples. */
  readonly sample: number
}

/** What the store keeps a sample by: one entry, or one for each choice. */
export function keysOf({ key, likelihoods }: Wanted): readonly string[] {
  return likelihoods?.map((each) => each.key) ?? [key]
}

/** How an evaluation draws. */
export interface EvalDrawing {
  readonly samples: number
  readonly sampling: AskSampling
  /** Of the run; each sample's own seed follows from it, the item and the sample's index. */
  readonly seed: number
}

/** What samples are made of. */
export interface SamplePlan {
  readonly benchmark: string
  readonly items: readonly Item[]
  readonly style: PromptStyle
  /** Worked items that the prompt shows, as many as its style wants. */
  readonly examples: readonly Item[]
  readonly drawing: EvalDrawing
  /** Tells the model's weights from others of the same name, as far as anything tells them. */
  readonly model: Readonly<Record<string, unknown>>
  readonly client: Pick<Client, 'bodyOf'>
}

/**
 * Every sample that is wanted, item by item. Made anew for each pass: a million need not be in memory. At temperature 0
 * nothing is drawn, so that no seed is sent.
 */
export function* samplesOf(plan: SamplePlan): Generator<EvalSample> {
  const { items, style, examples, drawing, client, benchmark } = plan
  const { samples, seed } = drawing
  const sampling = { ...drawing.sampling, ...(style.stop.length > 0 ? { stop: style.stop } : {}) }
  const model = contentHash(plan.model)
  for (const item of items) {
    const prompt = style.render(item, examples)
    for (let sample = 0; sample < samples; sample += 1) {
      const request: AskRequest = {
        ...{ id: `${benchmark}/${item.id}/${sample}`, prompt, sampling },
        ...(sampling.temperature > 0 ? { seed: sampleSeed(seed, `${benchmark}/${item.id}`, sample) } : {}),
      }
      const key = keyOf(request, { model, client, stop: style.stop, sample })
      if (style.asksLikelihoods !== true) yield { item, sample, request, key }
      else yield { item, sample, request, key, likelihoods: likelihoodsOf(item, prompt, { model, client }) }
    }
  }
}

/** What the store keeps an answer by. */
export function keyOf(
  request: AskRequest,
  of: {
    /** Hash of what tells the model's weights. */
    readonly model: string
    readonly client: Pick<Client, 'bodyOf'>
    readonly stop: readonly string[]
    /** Which draw of the same request it is. */
    readonly sample: number
  },
): string {
  const { model, client, stop, sample } = of
  // How an answer travels decides nothing of it.
  const body = { ...client.bodyOf(request), stream: undefined, stream_options: undefined }
  return contentHash({ model, body, stop, sample })
}

function likelihoodsOf(
  item: Item,
  prompt: string,
  { model, client }: { readonly model: string; readonly client: SamplePlan['client'] },
) {
  // Sampling decides nothing of it.
  const body = client.bodyOf({ id: '', prompt, sampling: { temperature: 0, topP: 1, maxTokens: 1 } })
  return completionsOf(item).map((completion) => {
    const of = { ...{ model, body, completion }, kind: 'likelihood' }
    return { completion, key: contentHash(of) }
  })
}

/** 31 bits, since some servers take no more. */
export function sampleSeed(seed: number, item: string, sample: number): number {
  return Number.parseInt(hash('sha256', JSON.stringify([seed, item, sample])).slice(0, 8), 16) >>> 1
}
