import type { BrokenRow, OutputRow } from '@retable/core'
import { isObject, listIn, objectIn, type JsonObject } from '../json.ts'

/** Inspect's letters for correct, partly correct, incorrect and no answer. */
const letters: Readonly<Record<string, number>> = { C: 1, P: 0.5, I: 0, N: 0 }

/**
 * One sample of an Inspect log: the model's completion, with the item's input as question and its first target as
 * gold. Its id is 1-based where the data set has none, so the question alone tells the item.
 *
 * @param place - how a message names the sample, in a format without lines
 */
export function sampleRow(sample: unknown, place: string): OutputRow | BrokenRow {
  const broken = (reason: string): BrokenRow => ({ kind: 'broken', line: 0, reason: `${place} ${reason}` })
  if (!isObject(sample)) return broken('is not a JSON object')
  const { id } = sample
  if (typeof id !== 'string' && typeof id !== 'number') return broken('has no "id"')
  const text = reader(objectIn(sample, 'attachments'))
  const failure = objectIn(sample, 'error')['message']
  if (isObject(sample['error'])) {
    return broken(`ended in an error${typeof failure === 'string' ? `: ${failure.slice(0, 200)}` : ''}`)
  }
  const output = completionOf(objectIn(sample, 'output'), text)
  if (output === undefined) return broken('has no completion')
  const question = questionOf(sample['input'], text)
  if (question === undefined) return broken('has no text in its "input"')
  const target: unknown = Array.isArray(sample['target'])
    ? (sample['target'] as unknown[])[0]
    : sample['target']
  const gold = typeof target === 'number' ? String(target) : typeof target === 'string' ? target.trim() : ''
  const choices = listIn(sample, 'choices').filter((choice) => typeof choice === 'string')
  return {
    kind: 'output',
    line: 0,
    id,
    idIsPosition: true,
    ...(isEpoch(sample['epoch']) ? { part: { kind: 'epoch', index: sample['epoch'] } } : {}),
    question,
    outputs: [output],
    ...(gold === '' ? {} : { gold }),
    ...(choices.length > 0 ? { choices } : {}),
    logScores: scoresOf(objectIn(sample, 'scores')),
  }
}

function isEpoch(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0
}

type ReadText = (content: unknown) => string | undefined

/** Reads a text or the text parts of a content list; long texts may be kept once, among the attachments. */
function reader(attachments: JsonObject): ReadText {
  const attached = (text: string): string => {
    const key = /^(?:attachment|tc):\/\/([0-9a-f]{1,64})$/.exec(text)?.[1]
    const kept = key !== undefined && Object.hasOwn(attachments, key) ? attachments[key] : undefined
    return typeof kept === 'string' ? kept : text
  }
  return (content) => {
    if (typeof content === 'string') return attached(content)
    if (!Array.isArray(content)) return undefined
    const parts = content.filter(isObject).filter((part) => part['type'] === 'text')
    const texts = parts.map((part) => part['text']).filter((text) => typeof text === 'string')
    return texts.length > 0 ? texts.map(attached).join('\n') : undefined
  }
}

function completionOf(output: JsonObject, text: ReadText): string | undefined {
  const completion = text(output['completion'])
  if (completion) return completion
  const first = listIn(output, 'choices')[0]
  const message = isObject(first) ? objectIn(first, 'message') : {}
  return text(message['content']) ?? completion
}

/** The input itself, or the last text of the user in it. */
function questionOf(input: unknown, text: ReadText): string | undefined {
  if (typeof input === 'string') return text(input)
  const messages = Array.isArray(input) ? input.filter(isObject) : []
  return text(messages.findLast((message) => message['role'] === 'user')?.['content'])
}

function scoresOf(scores: JsonObject): Record<string, number> {
  const found: [string, number][] = []
  for (const [scorer, score] of Object.entries(scores)) {
    const value = isObject(score) ? score['value'] : undefined
    const parts = isObject(value)
      ? Object.entries(value).map(([part, one]) => [`${scorer}/${part}`, one] as const)
      : [[scorer, value] as const]
    for (const [name, one] of parts) {
      const number = typeof one === 'string' ? letters[one] : one
      if (typeof number === 'boolean' || (typeof number === 'number' && Number.isFinite(number)))
        found.push([name, Number(number)])
    }
  }
  return Object.fromEntries(found)
}
