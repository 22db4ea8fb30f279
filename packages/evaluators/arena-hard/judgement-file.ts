import type { BrokenRow, JudgementFile } from '@retable/core'
import { isObject, jsonRows, judgementError, type JsonRow } from '../judgements/json-rows.ts'
import { winnersOf, type Battle, type Winner } from './battles.ts'
import { readLabel, verdictOf } from './judge.ts'

/** What a file of Arena-Hard judgements or battles holds. */
export interface ArenaFile {
  /** In the file's order, on which the bootstrap depends. */
  readonly battles: readonly Battle[]
  /** Games and those without a verdict, by model; null for a file of battles, which does not say. */
  readonly games: ReadonlyMap<string, { readonly all: number; readonly withoutVerdict: number }> | null
  /** The labels of a question's games, by model and question; empty for a file of battles. */
  readonly labels: ReadonlyMap<string, ReadonlyMap<string, readonly (string | null)[]>>
  /** Games whose stored label is not the one in their text. */
  readonly contradicted: number
  readonly broken: readonly BrokenRow[]
}

/**
 * Reads what gen_judgment.py writes (question_id, model, games with judgment and score) or what show_result.py writes
 * of it (question_id, model_a, model_b, winner), of one model or several.
 *
 * A game's stored score decides, as in show_result.py; a game without one is read from its text.
 *
 * @param strong - number of battles that a `>>` counts in a file of judgements
 * @throws RetableError `evaluators/no-judgements` if no row is either
 */
export function readArenaFile(source: JudgementFile, { strong = 3 } = {}): ArenaFile {
  const { name } = source
  const { rows, broken } = jsonRows(source)
  const isBattles = rows.some(({ value }) => 'winner' in value && 'model_a' in value)
  const file = isBattles ? readBattles(rows, name) : readJudgements(rows, strong)
  const all = [...broken, ...file.broken].toSorted((one, other) => one.line - other.line)
  if (file.battles.length === 0) {
    const why = all[0] === undefined ? 'no row' : `line ${all[0].line}: ${all[0].reason}`
    throw judgementError(
      `${name} holds no battle of Arena-Hard (${why}); give a file as gen_judgment.py writes it (question_id, model, games) or as show_result.py does (question_id, model_a, model_b, winner)`,
    )
  }
  return { ...file, broken: all }
}

function readJudgements(rows: readonly JsonRow[], strong: number): ArenaFile {
  const battles: Battle[] = []
  const broken: BrokenRow[] = []
  const games = new Map<string, { all: number; withoutVerdict: number }>()
  const labels = new Map<string, Map<string, (string | null)[]>>()
  let contradicted = 0
  for (const { line, value } of rows) {
    const { question_id: question, model } = value
    const given = Array.isArray(value['games']) ? (value['games'] as readonly unknown[]).filter(isObject) : []
    if (typeof question !== 'string' || typeof model !== 'string' || given.length === 0) {
      broken.push({ kind: 'broken', line, reason: 'it lacks question_id, model or games' })
      continue
    }
    const read = given.slice(0, 2).map(({ judgment, score }) => {
      const inText = typeof judgment === 'string' ? readLabel(judgment) : undefined
      if (score === undefined) return inText ?? null
      if (inText !== undefined && inText !== score) contradicted += 1
      return typeof score === 'string' ? score : null
    })
    const verdicts = read.map(verdictOf)
    for (const winner of winnersOf(verdicts, { strong })) battles.push({ question, model, winner })
    const count = games.get(model) ?? { all: 0, withoutVerdict: 0 }
    count.all += verdicts.length
    count.withoutVerdict += verdicts.filter((verdict) => verdict === null).length
    games.set(model, count)
    const ofModel = labels.get(model) ?? new Map<string, (string | null)[]>()
    labels.set(model, ofModel.set(question, [...(ofModel.get(question) ?? []), ...read]))
  }
  return { battles, games, labels, contradicted, broken }
}

function readBattles(rows: readonly JsonRow[], name: string): ArenaFile {
  const battles: Battle[] = []
  const broken: BrokenRow[] = []
  let baseline: string | undefined
  for (const { line, value } of rows) {
    const { question_id: question, model_a: first, model_b: second } = value
    const winner = winnerIn(value['winner'])
    if (typeof question !== 'string' || typeof first !== 'string' || typeof second !== 'string' || !winner) {
      broken.push({
        kind: 'broken',
        line,
        reason: 'it lacks question_id, model_a, model_b or a known winner',
      })
      continue
    }
    baseline ??= first
    if (first !== baseline) {
      throw judgementError(
        `${name}:${line}: model_a is ${JSON.stringify(first)}, but ${JSON.stringify(baseline)} before; v0.1 has one baseline, and it is model_a in every battle`,
      )
    }
    battles.push({ question, model: second, winner })
  }
  return { battles, games: null, labels: new Map(), contradicted: 0, broken }
}

function winnerIn(given: unknown): Winner | null {
  if (given === 'model_a') return 'baseline'
  if (given === 'model_b') return 'model'
  return given === 'tie' || given === 'tie (bothbad)' ? 'tie' : null
}
