import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openAssets } from '@retable/assets'
import { chatAnswer, errorAnswer, type Behaviour, type ReceivedRequest } from '@retable/client/testing'
import type { JudgeTask, JudgeVariant } from '@retable/core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { judge } from './judge.ts'
import { judgeNotes } from './record/judge-notes.ts'
import { firstTasks, prepareJudging } from './tasks/judge-tasks.ts'
import { benchmarkOf, labelProcedure, letterPair, openTestJudge, prepared, said } from './testing-judge.ts'

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-judging-'))
})
afterEach(() => rm(directory, { recursive: true }))

const openJudge = (respond: (request: ReceivedRequest) => Behaviour, extraBody = {}) =>
  openTestJudge(directory, respond, extraBody)

test('half a pair is no judgement, and the next run asks for the other half alone', async () => {
  const tasks = ['a', 'b', 'c'].map(letterPair)
  let isDown = true
  await using open = await openJudge((request) => {
    if (isDown && said(request) === 'b swapped') return errorAnswer(400, 'no such thing')
    return chatAnswer('A')
  })
  const first = await judge(prepared(tasks), open.asking, open.tools)
  expect(first.rows.map(({ id }) => id)).toEqual(['a', 'c'])
  expect(first.failures).toEqual({ tasks: 3, withoutJudgement: 1, verdicts: 4, withoutVerdict: 0 })
  const { notes, doubts } = judgeNotes(first, 0.01)
  expect(notes).toContain(
    '1 of 3 (33.3 %) without a judgement: 1 request of them failed; the same command asks them again; the server says: no such thing',
  )
  expect(doubts[0]).toMatch(/^1 of 3 \(33.3 %\) without a judgement/)
  expect(judgeNotes(first, 0.5).doubts).toEqual([])
  expect(judgeNotes(first, 0.5).departures).toEqual([
    'the judge is m; the published figures are of old, which is retired: not comparable',
    'verdicts were read of the text.',
  ])
  isDown = false
  const before = open.server.requests.length
  const second = await judge(prepared(tasks), open.asking, open.tools)
  expect(second.rows).toHaveLength(3)
  expect(open.server.requests.slice(before).map(said)).toEqual(['b swapped'])
})

test('a retry is a draw of its own: it is sent, with another seed, and both are kept', async () => {
  const tasks = [letterPair('a')]
  await using open = await openJudge(({ index }) => chatAnswer(index < 2 ? 'neither' : 'B'))
  const first = await judge(prepared(tasks), open.asking, open.tools)
  expect(first.rows).toEqual([
    {
      id: 'a',
      said: [
        ['neither', 'B'],
        ['neither', 'B'],
      ],
    },
  ])
  expect(first.failures).toMatchObject({ verdicts: 2, withoutVerdict: 0 })
  const seeds = open.server.requests.map(({ body }) => body['seed'])
  expect(new Set(seeds).size).toBe(4)
  const again = await judge(prepared(tasks), open.asking, open.tools)
  expect(again.rows).toEqual(first.rows)
  expect(again.counts).toMatchObject({ wanted: 4, fromStore: 4 })
  expect(open.server.requests).toHaveLength(4)
  // Another round is another draw of everything.
  await judge(prepared(tasks), { ...open.asking, round: 1 }, open.tools)
  expect(open.server.requests.length).toBeGreaterThan(4)
})

test('the first few of a benchmark and all of it wait for each other, and pay once', async () => {
  const tasks = ['a', 'b'].map(letterPair)
  await using open = await openJudge(() => ({ ...chatAnswer('A'), afterMs: 150 }))
  await Promise.all([
    judge(prepared(tasks.slice(0, 1)), open.asking, open.tools),
    judge(prepared(tasks), open.asking, open.tools),
  ])
  expect(open.server.requests.map(said).toSorted()).toEqual(['a given', 'a swapped', 'b given', 'b swapped'])
})

test('another wording, other draws and a part of the benchmark are another measurement than the published one', async () => {
  const tasks = [letterPair('a')]
  await using open = await openJudge(() => chatAnswer('A'))
  const procedure = { ...labelProcedure(0), publishedJudge: null, otherWording: 'in other words' }
  const first = await judge(prepared(tasks, procedure), open.asking, open.tools)
  const of = { ...first, prepared: { ...first.prepared, readout: procedure.readouts[0], all: 3 } }
  expect(judgeNotes(of, 0.01, { samples: 5, temperature: 0.7, maxTokens: 9 }).departures).toEqual([
    '1 of 3 were judged: a part of the benchmark',
    'in other words',
    'the judge was asked otherwise than published: the majority of 5 draws, temperature 0.7, answers of 9 tokens at most',
  ])
})

test('what two tasks ask in the same words is asked once', async () => {
  const one = letterPair('a')
  await using open = await openJudge(() => chatAnswer('A'))
  const asking = open.asking
  const alike: JudgeTask = {
    ...one,
    id: 'b',
    conversations: one.conversations.map((each) => ({
      ...each,
      next: (answers) => {
        const next = each.next(answers)
        return next && { ...next, sampling: { ...next.sampling, temperature: 0 } }
      },
    })),
  }
  const both = [{ ...alike, id: 'a' }, alike]
  const { rows } = await judge(prepared(both), asking, open.tools)
  expect(rows).toHaveLength(2)
  expect(open.server.requests).toHaveLength(2)
})

test('what a judge writes that is none is no verdict: a refusal, a thought alone, an empty text', async () => {
  const answers = [
    chatAnswer([{ text: '', finish: 'content_filter' }]),
    chatAnswer('<think>A</think>'),
    chatAnswer([{ text: '<think>A or B', finish: 'length' }]),
  ]
  const tasks = answers.map((_, i) => letterPair(`t${i}`))
  await using open = await openJudge((request) => answers[Number(/\d/.exec(said(request))![0])]!)
  const { rows, failures } = await judge(prepared(tasks), open.asking, open.tools)
  expect(rows.map(({ said }) => said)).toEqual(
    answers.map(() => [
      ['', ''],
      ['', ''],
    ]),
  )
  expect(failures).toEqual({ tasks: 3, withoutJudgement: 0, verdicts: 6, withoutVerdict: 6 })
})

test('too many answers without a verdict are a doubt where they are left out of the figures', async () => {
  await using open = await openJudge((request) => chatAnswer(said(request).startsWith('b') ? '?' : 'A'))
  const first = await judge(prepared(['a', 'b'].map(letterPair)), open.asking, open.tools)
  const withErrors = (errors: number | 'left out') => {
    const variant = { id: 'v', judges: [{ errors }] } as unknown as JudgeVariant
    const benchmark = { ...first.prepared.benchmark, variants: [variant] }
    return { ...first, prepared: { ...first.prepared, benchmark } }
  }
  const doubt =
    '50.0 % of the judge’s answers are without a verdict and left out of the figures; --max-failed allows 1 %'
  expect(judgeNotes(withErrors('left out'), 0.01).doubts).toContain(doubt)
  expect(judgeNotes(withErrors('left out'), 0.5).doubts).not.toContain(doubt)
  expect(judgeNotes(withErrors(0), 0.01).doubts).not.toContain(doubt)
})

test('a limit counts what is judged: turns of a question once, and a place that is kept not at all', async () => {
  const turns = (id: string) => [1, 2].map((turn) => ({ ...letterPair(`${id}/${turn}`), item: id }))
  const place: JudgeTask = { id: 'p', isPlace: true, conversations: [], row: () => ({ id: 'p' }) }
  const tasks = [...turns('a'), place, ...turns('b'), ...turns('c')]
  const procedure = { ...labelProcedure(0), tasks: () => Promise.resolve(tasks) }
  const plan = { benchmark: benchmarkOf(procedure), procedure, subject: null, judge: 'm' }
  const few = await prepareJudging(
    { ...plan, readout: 'text', limit: 2 },
    { assets: openAssets({ directory }) },
  )
  expect(few.tasks.map(({ id }) => id)).toEqual(['a/1', 'a/2', 'p', 'b/1', 'b/2'])
  expect([few.judged, few.all]).toEqual([4, 6])
  expect(firstTasks(few, 3)).toMatchObject({ judged: 3, tasks: few.tasks.slice(0, 4) })
  await using open = await openJudge(() => chatAnswer('A'))
  const { rows, failures } = await judge(few, open.asking, open.tools)
  expect([rows.length, failures.tasks]).toEqual([5, 4])
})

test('what is asked otherwise than the benchmark asks is counted and told', async () => {
  await using open = await openJudge(() => chatAnswer('A'))
  const tasks = [letterPair('a'), { ...letterPair('b'), departs: 'with a mark in a text' }]
  const { notes } = judgeNotes(await judge(prepared(tasks), open.asking, open.tools), 1)
  expect(notes).toContain('1 of 2 with a mark in a text')
})

test('a reward under other further fields is another one, and is asked for', async () => {
  const task: JudgeTask = {
    id: 'a',
    conversations: [
      {
        id: 'one',
        next: (answers) =>
          answers.length > 0
            ? null
            : { prompt: 'p', response: 'r', sampling: { temperature: 0, topP: 1, maxTokens: 1 } },
      },
    ],
    row: ([answers = []]) => ({ score: answers[0]!.text }),
  }
  const score = ({ body }: ReceivedRequest): Behaviour => ({
    kind: 'answer',
    body: { data: [{ index: 0, score: body['truncate'] === 8 ? 0.25 : 0.75 }] },
  })
  const scoreWith = async (extraBody: Readonly<Record<string, unknown>>) => {
    await using open = await openJudge(score, extraBody)
    return (await judge(prepared([task]), open.asking, open.tools)).rows
  }
  expect(await scoreWith({})).toEqual([{ score: '0.75' }])
  expect(await scoreWith({ truncate: 8 })).toEqual([{ score: '0.25' }])
})
