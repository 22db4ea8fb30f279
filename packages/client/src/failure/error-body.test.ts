import fc from 'fast-check'
import { expect, test } from 'vitest'
import { errorInJson, errorInText, oneLine } from './error-body.ts'
import { isQuota, parameterOf } from './told.ts'

test.each([
  [
    'OpenAI',
    {
      error: {
        message: 'No',
        type: 'invalid_request_error',
        code: 'context_length_exceeded',
        param: 'messages',
      },
    },
    { message: 'No', names: ['context_length_exceeded', 'invalid_request_error'], parameter: 'messages' },
  ],
  [
    'vLLM',
    { object: 'error', message: 'No', type: 'BadRequestError', code: 400 },
    { message: 'No', names: ['badrequesterror'], status: 400 },
  ],
  ['Ollama', { error: 'model "x" not found' }, { message: 'model "x" not found', names: [] }],
  ['FastAPI', { detail: 'Not Found' }, { message: 'Not Found', names: [] }],
  [
    'pydantic',
    { detail: [{ loc: ['body', 'min_p'], msg: 'Extra inputs are not permitted', type: 'extra_forbidden' }] },
    { message: 'min_p: Extra inputs are not permitted', names: ['extra_forbidden'], parameter: 'min_p' },
  ],
  [
    'Anthropic',
    { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } },
    { message: 'Overloaded', names: ['overloaded_error'] },
  ],
  [
    'a router',
    { error: { code: 502, message: 'Provider returned error', metadata: { raw: 'CUDA out of memory' } } },
    { message: 'Provider returned error: CUDA out of memory', status: 502 },
  ],
  [
    'Google',
    {
      error: { code: 429, message: 'Quota', status: 'RESOURCE_EXHAUSTED', details: [{ retryDelay: '23s' }] },
    },
    { message: 'Quota', names: ['resource_exhausted'], status: 429, waitMs: 23_000 },
  ],
])('reads an error as %s writes it', (_, json, expected) => {
  expect(errorInJson(json)).toMatchObject(expected)
})

test('a wait that is asked for speaks against a used-up quota', () => {
  const error = { message: 'You exceeded your current quota', names: [] }
  expect(isQuota(error, 23_000)).toBe(false)
  expect(isQuota(error, undefined)).toBe(true)
  expect(isQuota({ ...error, names: ['insufficient_quota'] }, 23_000)).toBe(true)
})

test('an answer is no error', () => {
  expect(errorInJson({ choices: [], message: 'x' })).toBeUndefined()
  expect(errorInJson({ choices: [], error: null })).toBeUndefined()
  expect(errorInJson(null)).toBeUndefined()
})

test.each([
  [
    "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
    'max_tokens',
  ],
  ['Unrecognized request argument supplied: top_k', 'top_k'],
  ["Unknown parameter: 'min_p'.", 'min_p'],
  ["'logprobs' is not supported with streaming", 'logprobs'],
  ['the prompt is bad', undefined],
])('the parameter in %j', (message, parameter) => {
  expect(parameterOf({ message, names: [] })).toBe(parameter)
})

test('whatever a body holds, its message is one short line', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.string().map((text) => `<html><title>${text}</title>`),
      ),
      (text) => {
        const { message } = errorInText(text)
        expect(message.length).toBeLessThanOrEqual(330)
        expect(message).not.toMatch(/[\u0000-\u001f\u007f]/)
      },
    ),
  )
  expect(oneLine('a\u001b[31m\r\nb')).toBe('a [31m b')
})
