import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Message, PromptText } from '@retable/core'
import { HarnessError } from '../../../errors.ts'
import type { ModelServer } from './model-servers.ts'
import { postJson } from './post-json.ts'

/** A prompt as messages: a text is one message of a user. */
function messagesOf(prompt: PromptText): readonly Message[] {
  return typeof prompt === 'string' ? [{ role: 'user', content: prompt }] : prompt
}

/** The token ids of a chat, as the server's own template writes it. */
export async function chatIds(
  { address, key }: ModelServer,
  messages: readonly { readonly role: string; readonly content: string }[],
  { asks, signal }: { readonly asks: boolean; readonly signal: AbortSignal },
): Promise<readonly number[]> {
  const body = { messages, add_generation_prompt: asks }
  const { tokens } = (await postJson(`${address()}/tokenize`, body, { key, signal })) as {
    readonly tokens: number[]
  }
  return tokens
}

/** Numbers of tokens that texts have by themselves. */
export async function countEach(
  server: ModelServer,
  prompts: readonly string[],
  signal: AbortSignal,
): Promise<readonly number[]> {
  const { address, key } = server
  // vLLM takes one text at a time.
  if (server.kind === 'vllm') {
    const counts: number[] = []
    for (const prompt of prompts) {
      const body = { prompt, add_special_tokens: false }
      counts.push(
        ((await postJson(`${address()}/tokenize`, body, { key, signal })) as { readonly count: number })
          .count,
      )
    }
    return counts
  }
  const body = { prompts, add_special_tokens: false }
  const { counts } = (await postJson(`${address()}/tokenize`, body, { key, signal })) as {
    readonly counts: number[]
  }
  return counts
}

/**
 * The ids of an answer as it is trained: what the template writes after the prompt, up to the id that ends generation.
 *
 * @throws HarnessError where the template writes the prompt in another way when an answer follows, or ends no answer
 */
export async function answerIds(
  server: ModelServer,
  { prompt, completion }: { readonly prompt: PromptText; readonly completion: string },
  { ends, signal }: { readonly ends: readonly number[]; readonly signal: AbortSignal },
): Promise<{ readonly promptIds: readonly number[]; readonly completionIds: readonly number[] }> {
  const asked = messagesOf(prompt)
  const answered = [...asked, { role: 'assistant', content: completion }]
  const [promptIds, whole] = await Promise.all([
    chatIds(server, asked, { asks: true, signal }),
    chatIds(server, answered, { asks: false, signal }),
  ])
  if (promptIds.some((id, place) => whole[place] !== id)) {
    throw untold('writes a prompt in another way when an answer follows')
  }
  const last = whole.findLastIndex((id) => ends.includes(id))
  if (last < promptIds.length) throw untold('does not end an answer with a token that ends generation')
  return { promptIds, completionIds: whole.slice(promptIds.length, last + 1) }
}

function untold(what: string): HarnessError {
  return new HarnessError('harness/model', `the chat template ${what}: its answers cannot be scored`)
}

/** The ids that end generation, of a model folder. */
export async function endIds(folder: string): Promise<readonly number[]> {
  for (const name of ['generation_config.json', 'config.json']) {
    const text = await readFile(path.join(folder, name), 'utf8').catch(() => '{}')
    const ends = (JSON.parse(text) as { readonly eos_token_id?: number | number[] | null }).eos_token_id
    if (ends != null) return [ends].flat()
  }
  throw new HarnessError('harness/model', `${folder} names no token that ends generation (eos_token_id)`)
}
