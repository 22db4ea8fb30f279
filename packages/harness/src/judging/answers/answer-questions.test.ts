import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openClient } from '@retable/client'
import { chatAnswer, errorAnswer, openFakeServer } from '@retable/client/testing'
import type { JudgeProcedure, JudgeTask } from '@retable/core'
import { openStore } from '@retable/store'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { answerQuestions } from './answer-questions.ts'
import { answeringNotes } from './answering-notes.ts'
import { labelProcedure } from '../testing-judge.ts'

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-answering-'))
})
afterEach(() => rm(directory, { recursive: true }))

/** Questions of which the first is drawn otherwise than the others. */
const procedure: JudgeProcedure = {
  ...labelProcedure(0),
  answering: {
    source: 'a program',
    tasks: () =>
      Promise.resolve(
        ['good', 'cut', 'refused', 'failed', 'beyond'].map((id, i): JudgeTask => {
          const sampling = { temperature: i === 0 ? 0.7 : 0, topP: 1, maxTokens: 9 }
          const prompt = [{ role: 'user' as const, content: id }]
          return {
            id,
            conversations: [
              { id: 'answer', next: (given) => (given.length > 0 ? null : { prompt, sampling }) },
            ],
            row: ([given = []]) => ({ id, output: given[0]!.text }),
          }
        }),
      ),
  },
}

test('how a model was asked is recorded, and cut, refused and failed answers are told', async () => {
  await using server = await openFakeServer(({ body }) => {
    const [{ content }] = body['messages'] as [{ content: string }]
    if (content === 'failed') return errorAnswer(400, 'no such thing')
    if (content === 'refused') return chatAnswer([{ text: '', finish: 'content_filter' }])
    return chatAnswer([{ text: content, finish: content === 'cut' ? 'length' : 'stop' }])
  })
  const client = openClient({ baseUrls: [server.url], model: 'm', tries: 1 })
  const store = await openStore(directory)
  const asking = { of: 'letters answers', model: {}, client, seed: 3, maxTokens: 5, round: 0 }
  const of = { read: () => Promise.reject(new Error('unread')), model: 'm', limit: 4, asking }
  const { rows, ...found } = await answerQuestions(procedure, of, { store, isFresh: false })
  await client.close()
  store.close()
  expect(rows.map(({ id }) => id)).toEqual(['good', 'cut', 'refused'])
  expect(found.manifest).toEqual({
    ...{ source: 'a program', questions: 4, of: 5, seed: 3 },
    sampling: [
      { temperature: 0.7, topP: 1, maxTokens: 5 },
      { temperature: 0, topP: 1, maxTokens: 5 },
    ],
  })
  expect(answeringNotes(found, 0.01)).toEqual({
    notes: [
      '1 question without an answer of the model (25.0 %): not judged; the same command asks them again; the server says: no such thing',
      '25.0 % of the model’s answers cut: judged as they stand; raise --max-tokens',
      '1 answer of the model (25.0 %) filtered: judged as an empty text',
    ],
    doubts: ['25.0 % of the model’s answers failed, and --max-failed allows 1 %'],
    departures: [],
  })
  expect(answeringNotes(found, 0.25).doubts).toEqual([])
})
