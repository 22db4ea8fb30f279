import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ClientError } from '../errors.ts'
import { classifyInner } from '../failure/classify.ts'
import { readLogProbs } from './log-probs.ts'
import { outcomeOf } from './outcome.ts'
import { errorInChoice, readResponse } from './read-response.ts'
import { readUsage } from './read-usage.ts'

/** Bodies that are nearly answers. */
const json = fc.jsonValue({ maxDepth: 3 })
const nearly = fc.record(
  {
    choices: fc.oneof(
      json,
      fc.array(
        fc.record(
          {
            index: json,
            text: fc.oneof(json, fc.string()),
            message: fc.oneof(
              json,
              fc.record(
                { content: fc.oneof(json, fc.string()), reasoning: json, refusal: json },
                { requiredKeys: [] },
              ),
            ),
            finish_reason: fc.oneof(json, fc.constantFrom('stop', 'length', 'error')),
            logprobs: fc.oneof(
              json,
              fc.record({ content: json }),
              fc.record({ tokens: json, token_logprobs: json, top_logprobs: json }),
            ),
            error: json,
          },
          { requiredKeys: [] },
        ),
      ),
    ),
    usage: fc.oneof(json, fc.record({ prompt_tokens: json, completion_tokens: json })),
    error: json,
    id: json,
    model: json,
  },
  { requiredKeys: [] },
)

test('whatever a server sends, it is an answer with a text, a failure, or neither; never a fault of ours', () => {
  const place = { url: 'http://h/v1', status: 200, headers: {}, text: '', hasAnswered: true, nowMs: 0 }
  fc.assert(
    fc.property(fc.oneof(json, nearly), (body) => {
      const failure = classifyInner(place, body) ?? classifyInner(place, errorInChoice(body))
      if (failure && failure.scope !== 'run') expect(typeof failure.message).toBe('string')
      const response = readResponse(body)
      if (!response) return
      const usage = readUsage(response.usage, { prompt: 'p', completions: response.choices.map(() => 'x') })
      expect(usage.promptTokens >= 0 && usage.completionTokens >= 0).toBe(true)
      for (const choice of response.choices) {
        const { outcome } = outcomeOf(choice, { stop: ['x'], opensThought: undefined })
        expect(typeof outcome.text).toBe('string')
        if (outcome.outcome === 'answered') expect(outcome.text.trim()).not.toBe('')
        try {
          for (const token of readLogProbs(choice.logprobs) ?? [])
            expect(typeof token.logProbability).toBe('number')
        } catch (error) {
          expect(error).toBeInstanceOf(ClientError)
        }
      }
    }),
    { numRuns: 1000 },
  )
})

test('choices stand in the order of their indices', () => {
  const choices = [2, 0, 1].map((index) => ({ index, message: { content: `answer ${index}` } }))
  expect(readResponse({ choices })?.choices.map(({ content }) => content)).toEqual([
    'answer 0',
    'answer 1',
    'answer 2',
  ])
})

test('tokens that the server does not count are estimated, and so are those of choices that llama.cpp leaves out', () => {
  const texts = { prompt: 'x'.repeat(40), completions: ['y'.repeat(20), 'z'.repeat(20)] }
  expect(readUsage({ prompt_tokens: 9, completion_tokens: 5 }, texts)).toEqual({
    promptTokens: 9,
    completionTokens: 5,
    isEstimated: false,
    choices: 2,
  })
  expect(readUsage({ prompt_tokens: 9, completion_tokens: 5 }, texts, true)).toMatchObject({
    completionTokens: 10,
    isEstimated: true,
  })
  expect(readUsage(null, texts)).toMatchObject({ promptTokens: 10, completionTokens: 10, isEstimated: true })
  const details = {
    prompt_tokens_details: { cached_tokens: 4 },
    completion_tokens_details: { reasoning_tokens: 3 },
  }
  expect(readUsage({ prompt_tokens: 9, completion_tokens: 5, ...details }, texts)).toMatchObject({
    cachedTokens: 4,
    thoughtTokens: 3,
  })
})
