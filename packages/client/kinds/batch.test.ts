import { describe, expect, test } from 'vitest'
import { openClient, type ClientOptions } from '../src/index.ts'
import { chatAnswer } from '../src/testing/index.ts'
import { requests } from './ask-fake.ts'

const open = (options: Partial<ClientOptions> = {}) =>
  openClient({ baseUrls: ['http://127.0.0.1:1/v1'], model: 'm', ...options })

const answered = (id: string, text = `answer ${id}`) =>
  JSON.stringify({
    id: `row-${id}`,
    custom_id: id,
    response: { status_code: 200, body: chatAnswer(text).body },
    error: null,
  })
const refused = (id: string, status: number, error: object) =>
  JSON.stringify({ custom_id: id, response: { status_code: status, body: { error } }, error: null })

describe('batch files', () => {
  test('ask what would be asked otherwise', async () => {
    const client = open()
    const [one] = requests(1)
    const lines = await Array.fromAsync(client.writeBatch([one!]))
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      { custom_id: '0', method: 'POST', url: '/v1/chat/completions', body: client.bodyOf(one!) },
    ])
    const [line] = await Array.fromAsync(open({ route: 'completions', stream: true }).writeBatch([one!]))
    expect(JSON.parse(line!)).toMatchObject({ url: '/v1/completions', body: { prompt: 'question 0' } })
    expect(line).not.toContain('stream')
  })

  test('rows in another order are joined by custom_id alone; those of other requests are strangers', async () => {
    const lines = [answered('2'), '', answered('older'), answered('0')]
    const { asked, notAsked, strangers } = await open().readBatch({ lines, requests: requests(3) })
    expect(asked).toMatchObject([
      { id: '2', outcome: 'answered', text: 'answer 2' },
      { id: '0', outcome: 'answered', text: 'answer 0' },
    ])
    expect(notAsked).toEqual(['1'])
    expect(strangers).toEqual(['older'])
  })

  test('all rows may stand in the error file, and the status of a row decides', async () => {
    const lines = [
      refused('0', 400, { message: 'model is not available in batches' }),
      refused('1', 400, { message: 'filtered', code: 'content_filter' }),
      refused('2', 500, { message: 'engine died' }),
    ]
    const { asked, notAsked } = await open().readBatch({ lines, requests: requests(3) })
    expect(asked).toMatchObject([
      {
        id: '0',
        outcome: 'failed',
        reason: 'bad request',
        status: 400,
        message: 'model is not available in batches',
      },
      { id: '1', outcome: 'unanswered', why: 'filtered' },
      { id: '2', outcome: 'failed', reason: 'server error' },
    ])
    expect(notAsked).toEqual([])
  })

  test('an error inside a row of status 200 is no answer', async () => {
    const lines = [
      JSON.stringify({ custom_id: '0', response: { status_code: 200, body: { error: { message: 'cut' } } } }),
    ]
    const { asked } = await open().readBatch({ lines, requests: requests(1) })
    expect(asked).toMatchObject([{ outcome: 'failed', message: 'cut' }])
  })

  test('rows that expired are not asked', async () => {
    const lines = [
      JSON.stringify({ custom_id: '0', response: null, error: { code: 'batch_expired', message: 'late' } }),
    ]
    const { asked, notAsked } = await open().readBatch({ lines, requests: requests(2) })
    expect(asked).toEqual([])
    expect(notAsked).toEqual(['0', '1'])
  })

  test('one row twice is one; two unlike rows of one name are refused by it', async () => {
    const twice = await open().readBatch({ lines: [answered('0'), answered('0')], requests: requests(1) })
    expect(twice.asked).toHaveLength(1)
    const unlike = open().readBatch({ lines: [answered('0'), answered('0', 'else')], requests: requests(1) })
    await expect(unlike).rejects.toMatchObject({
      code: 'client/batch',
      message: expect.stringContaining('custom_id 0'),
    })
  })

  test.each([
    ['is not JSON', '{"custom_id": "0", "resp'],
    ['has no custom_id', '{"id": "0"}'],
    ['is no result', '{"custom_id": "0", "method": "POST", "url": "/v1", "body": {}}'],
  ])('a line that %s is refused by its number', async (words, line) => {
    const reading = open().readBatch({ lines: [answered('0'), line], requests: requests(1) })
    await expect(reading).rejects.toThrow(`line 2 ${words}`)
  })

  test('answers that a row lacks have failed', async () => {
    const wanted = requests(1, { n: 2, sampling: { temperature: 1, topP: 1, maxTokens: 100 } })
    const { asked } = await open().readBatch({ lines: [answered('0')], requests: wanted })
    expect(asked).toMatchObject([
      { choice: 0, outcome: 'answered' },
      { choice: 1, outcome: 'failed', reason: 'no choices' },
    ])
  })
})
