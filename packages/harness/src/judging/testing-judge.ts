import { openClient } from '@retable/client'
import { openFakeServer, type Behaviour, type ReceivedRequest } from '@retable/client/testing'
import type { Conversation, JudgeBenchmark, JudgeProcedure, JudgeTask } from '@retable/core'
import { openStore } from '@retable/store'
import type { Asking } from './asking/asking.ts'
import type { PreparedJudging } from './tasks/judge-tasks.ts'

/** A pair judged in both orders by a letter, and where there is none once more. */
export function letterPair(id: string): JudgeTask {
  const order = (name: string): Conversation => ({
    id: name,
    next: (answers) =>
      answers.length === 0 || (answers.length === 1 && !/[AB]/.test(answers[0]!.text))
        ? {
            prompt: [{ role: 'user', content: `${id} ${name}` }],
            sampling: { temperature: 1, topP: 1, maxTokens: 4 },
          }
        : null,
    hasVerdict: (answers) => /[AB]/.test(answers.at(-1)!.text),
  })
  return {
    id,
    conversations: [order('given'), order('swapped')],
    row: (answers) => ({ id, said: answers.map((each) => each.map(({ text }) => text)) }),
  }
}

/** A preference between two labels, read of the first token or of the text. */
export function labelProcedure(items: number): JudgeProcedure {
  return {
    ...{ id: 'labels', version: '1', summary: '', source: '', variant: 'v', publishedJudge: 'old' },
    ...{ subject: 'pairs', readouts: ['log-probabilities', 'text'], prompts: [], data: [] },
    file: { name: 'labels.jsonl', form: 'lines' },
    tasks: ({ readout }) =>
      Promise.resolve(
        Array.from({ length: items }, (_, i): JudgeTask => {
          const id = `item ${i}`
          const sampling = { temperature: 0, topP: 1, maxTokens: 1 }
          const prompt = {
            prompt: [{ role: 'user' as const, content: id }],
            sampling,
            ...(readout === 'text' ? {} : { logprobs: 5 }),
          }
          const read = readout === 'text' ? 'text' : 'firstToken'
          return {
            id,
            conversations: [
              {
                id: 'one',
                next: (answers) => (answers.length > 0 ? null : prompt),
                hasVerdict: ([answer]) => answer![read] !== undefined,
              },
            ],
            row: (answers) => ({ id, readout, said: answers[0]![0]![read] ?? null }),
          }
        }),
      ),
  }
}

/** A benchmark around a procedure. */
export function benchmarkOf(procedure: JudgeProcedure): JudgeBenchmark {
  return {
    ...{ kind: 'judge', id: 'letters', version: '1', title: '', citation: '', leaderboards: [] },
    ...{ variants: [], defaultVariant: 'v', asking: () => Promise.resolve([procedure]) },
  }
}

/** What was asked. */
export const said = ({ body }: ReceivedRequest) =>
  (body['messages'] as readonly { readonly content: string }[] | undefined)?.[0]?.content ?? ''

/** Opens a judge that answers as it is told, over one store in a folder. */
export async function openTestJudge(
  directory: string,
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

/** Tasks as they are prepared. */
export function prepared(
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
