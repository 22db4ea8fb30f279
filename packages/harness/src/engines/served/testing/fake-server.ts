import { chatAnswer, type Behaviour, type ReceivedRequest } from '@retable/client/testing'
import { fakeIds, fakeLogProb, type FakeTurn } from './fake-tokens.ts'

/** A request as a model server gets it. */
interface Body {
  readonly messages?: readonly FakeTurn[]
  readonly add_generation_prompt?: boolean
  readonly prompt?: readonly number[] | string
  readonly prompts?: readonly string[]
  readonly max_tokens?: number
  readonly seed?: number
}

/** What a model server answers: texts that tell their seed, and one probability for every token. */
export function fakeAnswer({ path, body }: Pick<ReceivedRequest, 'path' | 'body'>): Behaviour {
  const { messages = [], prompts, prompt = [], add_generation_prompt: asks, seed, max_tokens } = body as Body
  switch (path) {
    case '/tokenize':
      // In vLLM's form: one text, or one chat.
      if (typeof prompt === 'string') return json({ count: prompt.length, tokens: [], max_model_len: 64 })
      return json(
        prompts ? { counts: prompts.map(({ length }) => length) } : { tokens: fakeIds(messages, asks!) },
      )
    case '/v1/completions': {
      const values = [...prompt].map((_, place) => (place === 0 ? null : fakeLogProb))
      return json({ choices: [{ index: 0, text: '', logprobs: { token_logprobs: values } }] })
    }
    default: {
      const isCut = max_tokens === 1
      const text = `${messages.at(-1)?.content} by ${seed}`
      const content = [{ token: 'a', logprob: fakeLogProb, bytes: [97], top_logprobs: [] }]
      return chatAnswer([{ text, finish: isCut ? 'length' : 'stop', logprobs: { content } }])
    }
  }
}

function json(body: unknown): Behaviour {
  return { kind: 'answer', body }
}
