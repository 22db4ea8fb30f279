import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openAssets } from '@retable/assets'
import { chatAnswer, errorAnswer, type Behaviour, type ReceivedRequest } from '@retable/client/testing'
import type { Readout } from '@retable/core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { judge } from '../judge.ts'
import { judgeNotes } from '../record/judge-notes.ts'
import { prepareJudging } from '../tasks/judge-tasks.ts'
import { benchmarkOf, labelProcedure, openTestJudge, said } from '../testing-judge.ts'
import { settleReadout } from './settle-readout.ts'

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-judging-'))
})
afterEach(() => rm(directory, { recursive: true }))

const openJudge = (respond: (request: ReceivedRequest) => Behaviour) => openTestJudge(directory, respond)

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
    const { prepared: settled } = await settleReadout(procedure, undefined, prepare, how)
    expect(settled.readout).toBe('text')
    expect(judgeNotes(await judge(settled, open.asking, open.tools), 1).departures).toContain(
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
  const { prepared: settled } = await settleReadout(procedure, undefined, prepare, {
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
  const { prepared: settled } = await settleReadout(procedure, undefined, prepare, how)
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
    message: 'letters: the judge did not answer the first prompt: roles must alternate',
  })
})

const plan = (items: number) => {
  const procedure = labelProcedure(items)
  const of = { benchmark: benchmarkOf(procedure), procedure, subject: null, judge: 'm' }
  const assets = openAssets({ directory })
  return { procedure, prepare: (readout: Readout) => prepareJudging({ ...of, readout }, { assets }) }
}

test('a prompt that is refused or answered without a text tells nothing; the next one does', async () => {
  const { procedure, prepare } = plan(4)
  await using open = await openJudge((request) => {
    if (said(request) === 'item 0') return errorAnswer(400, 'the content is filtered')
    if (said(request) === 'item 1') return chatAnswer([{ text: '', finish: 'content_filter' }])
    return chatAnswer([{ text: 'm', logprobs }])
  })
  const how = { asking: open.asking, tools: open.tools }
  const { prepared, justAsked } = await settleReadout(procedure, undefined, prepare, how)
  expect(prepared.readout).toBe('log-probabilities')
  expect(open.server.requests.map(said)).toEqual(['item 0', 'item 1', 'item 2'])
  const { failures, counts } = await judge(prepared, open.asking, { ...open.tools, justAsked })
  expect(failures).toMatchObject({ tasks: 4, withoutJudgement: 1, withoutVerdict: 1 })
  expect(counts.fromStore).toBe(0)
})

test('a server that gives the drawn token’s probability alone gives none to read a verdict of', async () => {
  const { procedure, prepare } = plan(2)
  const drawnAlone = { content: [{ token: 'm', logprob: -0.1, top_logprobs: [] }] }
  await using open = await openJudge(() => chatAnswer([{ text: 'm', logprobs: drawnAlone }]))
  const how = { asking: open.asking, tools: open.tools }
  const { prepared } = await settleReadout(procedure, undefined, prepare, how)
  expect(prepared.readout).toBe('text')
  await expect(settleReadout(procedure, 'log-probabilities', prepare, how)).rejects.toMatchObject({
    code: 'harness/no-logprobs',
  })
})

test('where none of the first prompts is answered nothing is judged', async () => {
  const { procedure, prepare } = plan(9)
  await using open = await openJudge(() => errorAnswer(400, 'roles must alternate'))
  const how = { asking: open.asking, tools: open.tools }
  await expect(settleReadout(procedure, undefined, prepare, how)).rejects.toMatchObject({
    message: 'letters: the judge answered none of the first 5 prompts: roles must alternate',
  })
  expect(open.server.requests).toHaveLength(5)
})

test('what was asked to find out is asked once, counts as asked, and is asked anew where all is', async () => {
  const { procedure, prepare } = plan(3)
  let hasLogprobs = false
  await using open = await openJudge(() => chatAnswer([{ text: 'm', ...(hasLogprobs ? { logprobs } : {}) }]))
  const run = async (isFresh: boolean) => {
    const tools = { ...open.tools, isFresh }
    const before = open.server.requests.length
    const { prepared, justAsked } = await settleReadout(procedure, undefined, prepare, {
      asking: open.asking,
      tools,
    })
    const { counts, failures } = await judge(prepared, open.asking, { ...tools, justAsked })
    return { readout: prepared.readout, fromStore: counts.fromStore, withoutVerdict: failures.withoutVerdict, sent: open.server.requests.length - before } // prettier-ignore
  }
  // Of a text the question is another one than that for log-probabilities.
  expect(await run(false)).toEqual({ readout: 'text', fromStore: 0, withoutVerdict: 0, sent: 4 })
  hasLogprobs = true
  expect(await run(false)).toEqual({ readout: 'text', fromStore: 3, withoutVerdict: 0, sent: 0 })
  expect(await run(true)).toEqual({ readout: 'log-probabilities', fromStore: 0, withoutVerdict: 0, sent: 3 })
  expect(await run(false)).toEqual({ readout: 'log-probabilities', fromStore: 3, withoutVerdict: 0, sent: 0 })
})
