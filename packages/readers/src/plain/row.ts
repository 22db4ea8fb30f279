import type { ReadRow } from '@retable/core'
import { answerIn, isChat } from '../chat.ts'
import { failedOutputs, type GivenOutputs } from '../failed-outputs.ts'
import { isObject, type JsonObject } from '../json.ts'

/** What a row's object has at the places of its parts; undefined or null where it has nothing. */
export interface RowParts extends GivenOutputs {
  /** The model that wrote the outputs. */
  readonly model?: string | undefined
  readonly id: unknown
  readonly question: unknown
  readonly gold: unknown
}

/** How messages call the parts. */
export interface PartNames {
  readonly id: string
  readonly question: string
  readonly gold: string
  /** What is said after the names of parts that lack. */
  readonly advice?: () => string
}

/**
 * A row of outputs, or in a few words what is wrong with its parts.
 *
 * @param line - 1-based line where the row starts
 */
export function rowOf(parts: RowParts, line: number, names: PartNames): ReadRow {
  const broken = (reason: string): ReadRow => ({ kind: 'broken', line, reason })
  const id = parts.id ?? undefined
  const question = parts.question ?? undefined
  // Some data sets have a list of the answers that are right, mostly of one.
  const given = Array.isArray(parts.gold) && parts.gold.length === 1 ? (parts.gold[0] as unknown) : parts.gold
  const gold = given ?? undefined
  if (id !== undefined && !isName(id)) return broken(`"${names.id}" is neither a text nor a number`)
  if (question !== undefined && typeof question !== 'string')
    return broken(`"${names.question}" is not a text`)
  if (gold !== undefined && !isName(gold)) return broken(`"${names.gold}" is neither a text nor a number`)
  if (String(gold ?? 'none').trim() === '') return broken(`"${names.gold}" is empty`)
  if (id === undefined && question === undefined) {
    return broken(`has neither "${names.id}" nor "${names.question}"${names.advice?.() ?? ''}`)
  }
  return {
    kind: 'output',
    line,
    outputs: parts.outputs,
    ...(parts.failed === undefined ? {} : { failed: parts.failed }),
    ...(parts.model === undefined ? {} : { model: parts.model }),
    ...(id === undefined ? {} : { id }),
    ...(question === undefined ? {} : { question }),
    ...(gold === undefined ? {} : { gold: String(gold) }),
  }
}

/** Why a field that is there holds no outputs. */
export function notTexts(name: string, value: unknown): string {
  if (Array.isArray(value) && value.length === 0) return `"${name}" is an empty list`
  if (isChat(value)) return `"${name}" does not end with an answer of the assistant`
  return `"${name}" is neither a text nor a list of texts`
}

/**
 * Outputs in the field of a row, with an empty text for each that the model never gave; undefined where it holds neither.
 *
 * @param name - what the field is called, for messages
 */
export function outputsOf(row: JsonObject, name: string, value: unknown): GivenOutputs | undefined {
  const failed = failedOutputs(row, name, value)
  if (failed !== undefined) return failed
  const outputs = textsOf(value)
  return outputs === undefined ? undefined : { outputs }
}

/** Outputs in a text, a list of texts, a chat that ends with the assistant's answer, or one message; else undefined. */
export function textsOf(value: unknown): readonly string[] | undefined {
  if (typeof value === 'string') return [value]
  if (isObject(value)) return typeof value['content'] === 'string' ? [value['content']] : undefined
  if (!Array.isArray(value) || value.length === 0) return undefined
  if (value.every((text) => typeof text === 'string')) return value
  const answer = isChat(value) ? answerIn(value) : undefined
  return answer === undefined ? undefined : [answer]
}

/** The output that is a number alone, as its text; undefined of another value, and of a number that lost its last digits. */
export function numberOf(value: unknown): GivenOutputs | undefined {
  const isExact = Number.isSafeInteger(value) || (Number.isFinite(value) && !Number.isInteger(value))
  return isExact ? { outputs: [String(value)] } : undefined
}

function isName(value: unknown): value is string | number {
  return typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value))
}
