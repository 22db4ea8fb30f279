import type { BrokenRow, JudgementFile } from '@retable/core'
import { isObject, jsonRows, noJudgements, type JsonRow } from '../judgements/json-rows.ts'
import { claim } from './claim-judge.ts'
import type { CritiqueLabels } from './score.ts'

/** A critique whose units are judged. */
export interface JudgedCritique extends CritiqueLabels {
  /** What it criticises; critiques of one item share its reference critique. */
  readonly item: string
  /** Who wrote it: `human`, `llm1`, `llm2` in the authors' file; undefined where a row holds one critique. */
  readonly critic?: string
  /** Judgements that say neither true nor false; they count as false. */
  readonly unread: number
}

/** Members of the authors' annotations that hold a critique with labels. */
const critics = ['human', 'llm1', 'llm2']

/**
 * Reads judged critiques: the authors' annotations (`human_critique`, `llm1_critique`, `llm2_critique` in each row), or
 * rows with `precision_labels` and `recall_labels` of one critique. A label is true, false, null, or a judge's text.
 *
 * @throws RetableError `evaluators/no-judgements` if no row has labels
 */
export function readLabels(file: JudgementFile): { critiques: JudgedCritique[]; broken: BrokenRow[] } {
  const { rows, broken } = jsonRows(file)
  const critiques: JudgedCritique[] = []
  for (const row of rows) {
    const read = critiquesIn(row)
    if (typeof read === 'string') broken.push({ kind: 'broken', line: row.line, reason: read })
    else critiques.push(...read)
  }
  if (critiques.length === 0) {
    throw noJudgements(
      file,
      'expected the authors\' annotations, or rows with "precision_labels" and "recall_labels"',
    )
  }
  return { critiques, broken }
}

/** The critiques of a row, or what is wrong with it. */
function critiquesIn({ value, index }: JsonRow): JudgedCritique[] | string {
  const given = value['id'] ?? value['index']
  const item = typeof given === 'string' || typeof given === 'number' ? String(given) : String(index)
  const annotated = critics.filter((critic) => isObject(value[`${critic}_critique`]))
  if (annotated.length === 0) {
    const read = critiqueIn(value)
    return typeof read === 'string' ? read : [{ item, ...read }]
  }
  const critiques: JudgedCritique[] = []
  for (const critic of annotated) {
    const read = critiqueIn(value[`${critic}_critique`])
    if (typeof read === 'string') return `${critic}_critique: ${read}`
    critiques.push({ item, critic, ...read })
  }
  return critiques
}

function critiqueIn(value: unknown): Omit<JudgedCritique, 'item' | 'critic'> | string {
  if (!isObject(value)) return 'is no object'
  const precision = labelsIn(value['precision_labels'])
  const recall = labelsIn(value['recall_labels'])
  if (precision === null) return '"precision_labels" is no list of true, false, null and texts'
  if (recall === null) return '"recall_labels" is no list of true, false, null and texts'
  const { aius } = value
  if (Array.isArray(aius) && aius.length !== precision.length) {
    return `${aius.length} units have ${precision.length} precision labels`
  }
  const unread = [...precision, ...recall].filter((label) => label === null).length
  return { precision: precision.map(Boolean), recall: recall.map(Boolean), unread }
}

function labelsIn(value: unknown): (boolean | null)[] | null {
  if (!Array.isArray(value)) return null
  const labels = value.map((label: unknown) => (typeof label === 'string' ? claim.parse(label) : label))
  return labels.every((label) => typeof label === 'boolean' || label === null) ? labels : null
}
