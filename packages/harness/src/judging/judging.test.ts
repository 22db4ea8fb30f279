import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openAssets } from '@retable/assets'
import { openClient } from '@retable/client'
import {
  chatAnswer,
  errorAnswer,
  openFakeServer,
  type Behaviour,
  type ReceivedRequest,
} from '@retable/client/testing'
import type { JudgeProcedure, JudgeTask, JudgeVariant, Readout } from '@retable/core'
import { openStore } from '@retable/store'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Asking } from './converse.ts'
import { judge } from './judge.ts'
import { judgeNotes } from './judge-notes.ts'
import { firstTasks, prepareJudging, type PreparedJudging } from './judge-tasks.ts'
import { settleReadout } from './settle-readout.ts'
import { benchmarkOf, labelProcedure, letterPair } from './testing-judge.ts'

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-judging-'))
})
afterEach(() => rm(directory, { recursive: true }))

const said = ({ body }: ReceivedRequest) =>
  (body['messages'] as readonly { readonly content: string }[] | undefined)?.[0]?.content ?? ''

/** Opens a judge that answers as it is told, over one store. */
async function openJudge(
  respond: (request: ReceivedRequest) => Behaviour,
  extraBody: Readonly<Record<string, unknown>> = {},
) {
  const server = await openFakeServer(respond)
  const waits = { first: 1, longest: 2, patience: 100 }
  const client = openClient({
    baseUrls: [server.url],
    model: 'm',
    tries: 1,
    waits,
    concurrency: 4,
    extraBody,
  })
  const store = await openStore(directory)
  const asking: Asking = { of: 'letters', model: {}, client, seed: 0, round: 0 }
  return {
    ...{ server, asking, store },
    tools: { store, isFresh: false },
    async [Symbol.asyncDispose]() {
      await client.close()
      store.close()
      await server.stop()
    },
  }
}

function prepared(
  tasks: readonly JudgeTask[],
  procedure: JudgeProcedure = labelProcedure(0),
): PreparedJudging {
  const of = { benchmark: benchmarkOf(procedure), procedure, subject: null, judge: 'm', model: '' }
  return {
    ...of,
    readout: 'text',
    tasks,
    judged: tasks.length,
    all: tasks.length,
    promptHash: tasks.map(({ id }) => id).join(),
  }
}

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
  expect(judgeNotes(first, 0.5).doubts).toEqual([
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

test('another wording, other draws and a part of the benchmark are doubts', async () => {
  const tasks = [letterPair('a')]
  await using open = await openJudge(() => chatAnswer('A'))
  const procedure = { ...labelProcedure(0), publishedJudge: null, otherWording: 'in other words' }
  const first = await judge(prepared(tasks, procedure), open.asking, open.tools)
  const of = { ...first, prepared: { ...first.prepared, readout: procedure.readouts[0], all: 3 } }
  expect(judgeNotes(of, 0.01, { samples: 5, temperature: 0.7, maxTokens: 9 }).doubts).toEqual([
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

const top = [{ token: 'm', logprob: -0.1 }]
const logprobs = { content: [{ token: 'm', logprob: -0.1, top_logprobs: top }] }

test('verdicts are read of log-probabilities or of texts, as the judge’s first answer tells, and never of both', async () => {
  const procedure = labelProcedure(3)
  const plan = { benchmark: benchmarkOf(procedure), procedure, subject: null, judge: 'm' }
  const assets = openAssets({ directory })
  const prepare = (readout: Readout) => prepareJudging({ ...plan, readout }, { assets })
  {
    await using open = await openJudge(() => chatAnswer('m'))
    const how = { asking: open.asking, tools: open.tools }
    const settled = await settleReadout(procedure, undefined, prepare, how)
    expect(settled.readout).toBe('text')
    expect(judgeNotes(await judge(settled, open.asking, open.tools), 1).doubts).toContain(
      'verdicts were read of the text.',
    )
    await expect(settleReadout(procedure, 'log-probabilities', prepare, how)).rejects.toMatchObject({
      code: 'harness/no-logprobs',
      message:
        'the judge gives no log-probabilities; --verdicts text reads the labels that it writes: another measurement',
    })
  }
  await rm(directory, { recursive: true })
  // One answer without them is no verdict; its text is not read in their place.
  await using open = await openJudge((request) =>
    chatAnswer([{ text: 'm', ...(said(request) === 'item 1' ? {} : { logprobs }) }]),
  )
  const settled = await settleReadout(procedure, undefined, prepare, {
    asking: open.asking,
    tools: open.tools,
  })
  expect(settled.readout).toBe('log-probabilities')
  const { rows, failures } = await judge(settled, open.asking, open.tools)
  expect(rows).toEqual([
    { id: 'item 0', readout: 'log-probabilities', said: [['m', -0.1]] },
    { id: 'item 1', readout: 'log-probabilities', said: null },
    { id: 'item 2', readout: 'log-probabilities', said: [['m', -0.1]] },
  ])
  expect(failures).toMatchObject({ verdicts: 3, withoutVerdict: 1, withoutJudgement: 0 })
  // The first answer was kept by the question that settled it.
  expect(open.server.requests).toHaveLength(3)
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

test.for([
  [400, "Unsupported parameter: 'logprobs' is not supported with this model."],
  [400, 'top_logprobs: cannot be requested here'],
  [403, 'You are not allowed to request logprobs from this model'],
] as const)('a judge that refuses log-probabilities (%s, %s) gives none', async ([status, message]) => {
  const procedure = labelProcedure(2)
  const plan = { benchmark: benchmarkOf(procedure), procedure, subject: null, judge: 'm' }
  const assets = openAssets({ directory })
  const prepare = (readout: Readout) => prepareJudging({ ...plan, readout }, { assets })
  await using open = await openJudge(({ body }) =>
    body['logprobs'] === true ? errorAnswer(status, message) : chatAnswer('m'),
  )
  const how = { asking: open.asking, tools: open.tools }
  const settled = await settleReadout(procedure, undefined, prepare, how)
  expect(settled.readout).toBe('text')
  expect((await judge(settled, open.asking, open.tools)).rows.map(({ said }) => said)).toEqual(['m', 'm'])
  await expect(settleReadout(procedure, 'log-probabilities', prepare, how)).rejects.toMatchObject({
    code: 'harness/no-logprobs',
  })
})

test('why a judge did not answer the first prompt is told in the server’s own words', async () => {
  const procedure = labelProcedure(1)
  const plan = { benchmark: benchmarkOf(procedure), procedure, subject: null, judge: 'm' }
  const assets = openAssets({ directory })
  const prepare = (readout: Readout) => prepareJudging({ ...plan, readout }, { assets })
  await using open = await openJudge(() => errorAnswer(400, 'roles must alternate'))
  const settling = settleReadout(procedure, undefined, prepare, { asking: open.asking, tools: open.tools })
  await expect(settling).rejects.toMatchObject({
    message: 'labels: the judge did not answer the first prompt: roles must alternate',
  })
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
