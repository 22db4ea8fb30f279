import { expect, test } from 'vitest'
import { chatAnswer } from '../src/testing/index.ts'
import { askFake, request, requests } from './ask-fake.ts'

const verbatim = { verbatim: true } as const

test.each([
  ['a thought', '<think>is it 7?</think>\n\n42'],
  ['spaces alone', ' \n '],
  ['nothing', ''],
])('%s stays as it was written', async (_, text) => {
  const { asked } = await askFake(() => chatAnswer([{ text }]), { ...verbatim, ask: requests(1) })
  expect(asked).toMatchObject([{ outcome: 'answered', text }])
})

test('a text that the limit cut is truncated, whatever stands in it', async () => {
  const cut = { text: '<think>it is 7', finish: 'length' }
  const { asked } = await askFake(() => chatAnswer([cut]), verbatim)
  expect(asked).toMatchObject([{ outcome: 'truncated', cut: 'answer', text: cut.text }])
})

test('stop strings are sent to the chat route, and cut nothing here', async () => {
  const sampling = { temperature: 0, topP: 1, maxTokens: 9, stop: ['7'] }
  const { asked, received } = await askFake(() => chatAnswer([{ text: 'it is 7' }]), {
    ...verbatim,
    ask: [request({ id: 'a', sampling })],
  })
  expect(received[0]!.body).toMatchObject({ stop: ['7'] })
  expect(asked).toMatchObject([{ text: 'it is 7' }])
})
