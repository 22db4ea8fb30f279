import { isLabel, labelVerdict, readLabel, type LabelVerdict } from '../../judgements/arena-label.ts'
import { isObject } from '../../judgements/json-rows.ts'
import { pairJudge } from './judge.ts'

/** One game as a row has it. */
export interface Game {
  /** The label that counts; null where there is none. */
  readonly label: string | null
  readonly verdict: LabelVerdict | null
  /** Whether the stored label is not the one in the text. */
  readonly isContradicted: boolean
}

/** The two games of a row in their places, or what is wrong with them. */
export function gamesIn(given: unknown): Game[] | string {
  if (!Array.isArray(given)) return 'it has no list "games"'
  if (given.length !== 2) {
    return `it has ${given.length} game${given.length === 1 ? '' : 's'}; a question has two, in swapped order`
  }
  const games: Game[] = []
  for (const [i, value] of (given as readonly unknown[]).entries()) {
    const game = gameIn(value)
    if (typeof game === 'string') return `game ${i + 1} ${game}`
    games.push(game)
  }
  return games
}

function gameIn(value: unknown): Game | string {
  if (value === null) return { label: null, verdict: null, isContradicted: false }
  if (!isObject(value)) return 'is no object'
  const { judgment, score } = value
  const text = textIn(judgment)
  const inText = text === undefined ? null : readLabel(text)
  if (score === undefined)
    return {
      label: inText,
      verdict: text === undefined ? null : pairJudge.parse(text),
      isContradicted: false,
    }
  const label = storedLabel(score)
  if (label === undefined) return `has the score ${JSON.stringify(score)}, which is no label such as A>B`
  return { label, verdict: labelVerdict(label), isContradicted: text !== undefined && inText !== label }
}

/** What the judge wrote; since April 2025 it stands in an object's answer. */
function textIn(judgment: unknown): string | undefined {
  const text = isObject(judgment) ? judgment['answer'] : judgment
  return typeof text === 'string' ? text : undefined
}

/** A label as it is stored, with or without its brackets; null for no verdict, undefined for anything else. */
function storedLabel(score: unknown): string | null | undefined {
  if (score === null) return null
  if (typeof score !== 'string') return undefined
  return isLabel(score) ? score : (readLabel(score) ?? undefined)
}
