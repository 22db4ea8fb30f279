import type { RewardRequest, RewardRoute } from './reward-request.ts'

/** What is sent, and where: after the base URL, or of its server's root. */
export function rewardCall(
  route: RewardRoute,
  { prompt, response }: Omit<RewardRequest, 'id'>,
  model: string,
): { readonly path: string; readonly isOfRoot: boolean; readonly body: Readonly<Record<string, unknown>> } {
  switch (route) {
    case 'score':
      return { path: '/score', isOfRoot: false, body: { model, text_1: prompt, text_2: response } }
    case 'rerank':
      return { path: '/rerank', isOfRoot: false, body: { model, query: prompt, documents: [response] } }
    case 'classify': {
      const messages = [
        { role: 'user', content: prompt },
        { role: 'assistant', content: response },
      ]
      return { path: '/classify', isOfRoot: true, body: { model, messages } }
    }
  }
}

/** The one number in an answer; undefined where there is none, several, or one that is not finite. */
export function rewardIn(route: RewardRoute, json: unknown): number | undefined {
  const list = member(json, route === 'rerank' ? 'results' : 'data')
  if (!Array.isArray(list) || list.length !== 1) return undefined
  const [entry] = list as readonly unknown[]
  if (route === 'score') return finite(member(entry, 'score'))
  if (route === 'rerank') return finite(member(entry, 'relevance_score'))
  const probs = member(entry, 'probs')
  return Array.isArray(probs) && probs.length === 1 ? finite(probs[0]) : undefined
}

/** What an answer says was used, in the form that other answers have; nothing is written, and some give the sum alone. */
export function rewardUsage(json: unknown): Readonly<Record<string, unknown>> {
  const usage = member(json, 'usage')
  const promptTokens = member(usage, 'prompt_tokens') ?? member(usage, 'total_tokens')
  return { prompt_tokens: promptTokens, completion_tokens: member(usage, 'completion_tokens') ?? 0 }
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
}

function finite(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}
