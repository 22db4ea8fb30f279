import { readLogProbs } from '../answer/log-probs.ts'
import { written, type RawResponse } from '../answer/read-response.ts'
import { pathOf } from '../ask/ask-job.ts'
import { asOneRun } from '../session/one-run.ts'
import type { RunState } from '../session/run-state.ts'
import type { Session } from '../session/session.ts'
import { askRaw } from './ask-raw.ts'
import { promptEntries } from './prompt-entries.ts'
import type { Probe, Treatment } from './probe-result.ts'

type Reply = RawResponse | 'refused' | 'failed'
type Ask = (fields: Readonly<Record<string, unknown>>) => Promise<Reply>

/** Finds out what a server does with parameters, by its answers to seven short requests. */
export function probeServer(session: Session, signal?: AbortSignal): Promise<Probe> {
  return asOneRun(signal, (run) => probe(session, run))
}

async function probe(session: Session, run: RunState): Promise<Probe> {
  const { model, route } = session.settings
  const text = 'Write one sentence about something that nobody would expect.'
  const prompt = route === 'chat' ? { messages: [{ role: 'user', content: text }] } : { prompt: text }
  const path = pathOf(session)
  const ask: Ask = (fields) =>
    askRaw(session, run, path, { model, ...prompt, temperature: 1, top_p: 1, max_tokens: 24, ...fields })
  return {
    n: await probeChoices(ask),
    seed: await probeSeed(ask),
    logprobs: await probeLogProbs(ask, route),
    stop: await probeStop(ask),
    echo: await probeEcho((fields) => askRaw(session, run, '/completions', { model, ...fields })),
  }
}

async function probeChoices(ask: Ask): Promise<Treatment> {
  const reply = await ask({ n: 2 })
  if (typeof reply === 'string') return told(reply)
  return reply.choices.length === 2 ? 'honoured' : 'ignored'
}

/** A server that gives one text whatever the seed may honour it or draw nothing: that is not known. */
async function probeSeed(ask: Ask): Promise<Treatment> {
  const replies = [await ask({ seed: 11 }), await ask({ seed: 11 }), await ask({ seed: 12 })]
  const refused = replies.find((reply) => typeof reply === 'string')
  if (refused !== undefined) return told(refused)
  const [first, again, other] = replies.map((reply) => written((reply as RawResponse).choices[0]!))
  if (first !== again) return 'ignored'
  return first === other || first === '' ? 'unknown' : 'honoured'
}

async function probeLogProbs(ask: Ask, route: 'chat' | 'completions'): Promise<Treatment> {
  const reply = await ask(route === 'chat' ? { logprobs: true, top_logprobs: 1 } : { logprobs: 1 })
  if (typeof reply === 'string') return told(reply)
  return readLogProbs(reply.choices[0]?.logprobs)?.length ? 'honoured' : 'ignored'
}

/** Hardly an English sentence does without the letter. */
async function probeStop(ask: Ask): Promise<Treatment> {
  const reply = await ask({ stop: ['e'] })
  if (typeof reply === 'string') return told(reply)
  const [choice] = reply.choices
  if (choice?.content?.includes('e')) return 'ignored'
  return choice?.finishReason === 'stop' && choice.thought === undefined ? 'honoured' : 'unknown'
}

async function probeEcho(ask: Ask): Promise<Treatment> {
  const prompt = 'The cat sat on the mat, and the dog lay on the rug.'
  const reply = await ask({ prompt, max_tokens: 1, temperature: 0, echo: true, logprobs: 1 })
  if (typeof reply === 'string') return told(reply)
  return typeof promptEntries(reply, prompt) === 'string' ? 'ignored' : 'honoured'
}

function told(reply: 'refused' | 'failed'): Treatment {
  return reply === 'refused' ? 'refused' : 'unknown'
}
