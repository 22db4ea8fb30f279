import type { BrokenRow, Judgements } from '@retable/core'
import { inOrder, jsonRows, judgementError, type JsonRow } from '../../judgements/json-rows.ts'
import { namedIn, type Named } from '../../judgements/named.ts'
import { shown } from '../../judgements/shown.ts'
import { baselineModel, winnersOf, type Battle, type Winner } from './battles.ts'
import { gamesIn } from './games.ts'

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
  /** The file's own questions, each once. */
  readonly questions: ReadonlySet<string>
  readonly named: Named
  readonly broken: readonly BrokenRow[]
}

/**
 * Reads what gen_judgment.py writes (question_id, model, games with judgment and score; since April 2025 uid, category
 * and baseline too, and the judgment's text in its answer) or what show_result.py writes of it (question_id, model_a,
 * model_b, winner), of one model or several.
 *
 * A game's stored score decides, as in show_result.py; a game without one is read from its text. A game that is null has
 * no verdict and keeps its place, as the places say who was shown first.
 *
 * @param strong - number of battles that a `>>` counts in a file of judgements
 * @throws RetableError `evaluators/no-judgements` if no row is either, or one is of another version's questions
 */
export function readArenaFile(source: Judgements, { strong = 3 } = {}): ArenaFile {
  const { name } = source
  const { rows, broken } = jsonRows(source)
  const isBattles = rows.some(({ value }) => 'winner' in value && 'model_a' in value)
  const file = isBattles ? readBattles(rows, name) : readJudgements(rows, name, strong)
  const all = inOrder([...broken, ...file.broken])
  if (file.battles.length === 0) {
    const why = all[0] === undefined ? 'no row' : `line ${all[0].line}: ${all[0].reason}`
    throw judgementError(
      `${name} holds no battle of Arena-Hard (${why}); give a file as gen_judgment.py writes it (question_id, model, games) or as show_result.py does (question_id, model_a, model_b, winner)`,
    )
  }
  const kept = rows.map(({ value }) => value)
  const named = namedIn(kept, { models: [isBattles ? 'model_b' : 'model'], judges: ['judge'] })
  return { ...file, named, broken: all }
}

function readJudgements(rows: readonly JsonRow[], name: string, strong: number): Omit<ArenaFile, 'named'> {
  const battles: Battle[] = []
  const broken: BrokenRow[] = []
  const games = new Map<string, { all: number; withoutVerdict: number }>()
  const labels = new Map<string, Map<string, (string | null)[]>>()
  const questions = new Set<string>()
  let contradicted = 0
  for (const { line, value } of rows) {
    refuseOtherVersion(value, `${name}:${line}`)
    const { model } = value
    const question = questionIn(value)
    const read = gamesIn(value['games'])
    if (question === null || typeof model !== 'string' || typeof read === 'string') {
      const reason = typeof read === 'string' ? read : 'it lacks question_id (or uid) or model'
      broken.push({ kind: 'broken', line, reason })
      continue
    }
    questions.add(question)
    const verdicts = read.map(({ verdict }) => verdict)
    for (const winner of winnersOf(verdicts, { strong })) battles.push({ question, model, winner })
    const count = games.get(model) ?? { all: 0, withoutVerdict: 0 }
    count.all += verdicts.length
    count.withoutVerdict += verdicts.filter((verdict) => verdict === null).length
    games.set(model, count)
    contradicted += read.filter((game) => game.isContradicted).length
    if (!labels.has(model)) labels.set(model, new Map())
    const ofModel = labels.get(model)!
    if (!ofModel.has(question)) ofModel.set(question, [])
    ofModel.get(question)!.push(...read.map(({ label }) => label))
  }
  return { battles, games, labels, contradicted, questions, broken }
}

/** Categories of the questions of v2.0; all of v0.1's are of one of its own. */
const otherCategories: readonly unknown[] = [
  'arena-hard-v2.0',
  'hard_prompt',
  'coding',
  'math',
  'creative_writing',
]

/** Questions of v2.0 are held against other baselines, so that their numbers are none of v0.1. */
function refuseOtherVersion({ category, baseline }: JsonRow['value'], place: string): void {
  const isOther = baseline !== undefined && baseline !== null && baseline !== baselineModel
  if (!isOther && !otherCategories.includes(category)) return
  const what = isOther ? `its baseline is ${shown(baseline)}` : `its category is ${shown(category)}`
  throw judgementError(
    `${place}: ${what}, so this is Arena-Hard v2.0 or another set; v0.1 has the baseline ${baselineModel}, and only its judgements can be scored`,
  )
}

/** A question's id, which programs call uid since April 2025; some write a number. */
function questionIn({ question_id: id, uid }: JsonRow['value']): string | null {
  return idIn(id) ?? idIn(uid)
}

function idIn(id: unknown): string | null {
  return typeof id === 'string' || typeof id === 'number' ? String(id) : null
}

function readBattles(rows: readonly JsonRow[], name: string): Omit<ArenaFile, 'named'> {
  const battles: Battle[] = []
  const broken: BrokenRow[] = []
  let baseline: string | undefined
  for (const { line, value } of rows) {
    const { model_a: first, model_b: second } = value
    const question = questionIn(value)
    const winner = winnerIn(value['winner'])
    if (question === null || typeof first !== 'string' || typeof second !== 'string' || !winner) {
      broken.push({
        kind: 'broken',
        line,
        reason: 'it lacks question_id, model_a, model_b, or one of model_a, model_b, tie as winner',
      })
      continue
    }
    baseline ??= first
    if (first !== baseline) {
      throw judgementError(
        `${name}:${line}: model_a is ${JSON.stringify(first)}, but ${JSON.stringify(baseline)} before; v0.1 has one baseline, and it is model_a in every battle`,
      )
    }
    if (second === baselineModel) {
      throw judgementError(
        `${name}:${line}: model_b is ${second}, v0.1's baseline, which is model_a in every battle; exchange both, and the winners`,
      )
    }
    battles.push({ question, model: second, winner })
  }
  const questions = new Set(battles.map(({ question }) => question))
  return { battles, games: null, labels: new Map(), contradicted: 0, questions, broken }
}

function winnerIn(given: unknown): Winner | null {
  if (given === 'model_a') return 'baseline'
  if (given === 'model_b') return 'model'
  return given === 'tie' || given === 'tie (bothbad)' ? 'tie' : null
}
