import { isObject, type JsonObject } from './json.ts'

/** A message's text: the text itself, or the texts among its parts. */
export function contentText(content: unknown): string | undefined {
  if (typeof content === 'string') return content
  if (!Array.isArray(content)) return undefined
  const texts = content
    .filter(isObject)
    .filter((part) => part['type'] === undefined || part['type'] === 'text')
  const found = texts.map((part) => part['text']).filter((text) => typeof text === 'string')
  return found.length > 0 ? found.join('\n') : undefined
}

/** Whether a value is a list of chat messages. */
export function isChat(value: unknown): value is readonly JsonObject[] {
  return Array.isArray(value) && value.length > 0 && value.every((one) => isObject(one) && 'role' in one)
}

/** What the assistant answers at the end of a chat; undefined where it does not. */
export function answerIn(chat: readonly JsonObject[]): string | undefined {
  const last = chat.at(-1)
  return last?.['role'] === 'assistant' ? contentText(last['content']) : undefined
}

/** What the user asked last. */
export function questionIn(chat: readonly JsonObject[]): string | undefined {
  return contentText(chat.findLast((message) => message['role'] === 'user')?.['content'])
}
