import type { BrokenRow, Judgements } from '@retable/core'
import { judgedOnce } from '../../judgements/judged-once.ts'
import {
  inOrder,
  isObject,
  jsonRows,
  noJudgements,
  noVerdicts,
  type JsonRow,
} from '../../judgements/json-rows.ts'
import { namedIn, type Named } from '../../judgements/named.ts'
import { itemName } from '../../judgements/names.ts'
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

/** A file of labels. */
export interface LabelsFile {
  readonly critiques: readonly JudgedCritique[]
  readonly broken: readonly BrokenRow[]
  readonly named: Named
}

/** Members of the authors' annotations that hold a critique with labels. */
const critics = ['human', 'llm1', 'llm2']

/**
 * Reads judged critiques: the authors' annotations (`human_critique`, `llm1_critique`, `llm2_critique` in each row), or
 * rows with `precision_labels` and `recall_labels` of one critique. A label is true, false, null, or a judge's text.
 *
 * @throws RetableError `evaluators/no-judgements` if no row has labels
 */
export function readLabels(judgements: Judgements): LabelsFile {
  const { rows, broken } = jsonRows(judgements)
  const critiques: JudgedCritique[] = []
  const repeated = judgedOnce()
  const references = new Map<string, number>()
  for (const row of rows) {
    const read = critiquesIn(row)
    const reason =
      typeof read === 'string'
        ? read
        : (read.map((critique) => whyTwice(critique, repeated)).find((why) => why !== null) ??
          whyOtherReference(read, references))
    if (typeof read === 'string' || reason !== null) {
      broken.push({ kind: 'broken', line: row.line, reason: reason ?? '' })
      continue
    }
    for (const { item, recall } of read) references.set(item, recall.length)
    critiques.push(...read)
  }
  if (critiques.length === 0) {
    throw noJudgements(
      judgements,
      'expected the authors\' annotations, or rows with "precision_labels" and "recall_labels"',
      broken,
    )
  }
  const labels = critiques.reduce((sum, { precision, recall }) => sum + precision.length + recall.length, 0)
  if (labels === 0) throw noJudgements(judgements, 'every list of labels in it is empty')
  if (critiques.reduce((sum, { unread }) => sum + unread, 0) === labels) throw noVerdicts(judgements, labels)
  const named = namedIn(
    rows.map(({ value }) => value),
    { models: ['model', 'critic'], judges: ['judge'] },
  )
  return { critiques, broken: inOrder(broken), named }
}

/** A critic criticises an item once; rows that name no critic may be of several. */
function whyTwice({ item, critic }: JudgedCritique, repeated: ReturnType<typeof judgedOnce>): string | null {
  return critic === undefined
    ? null
    : repeated(itemName(item, critic), `${critic}'s critique of item ${item}`)
}

/** Critiques of an item are held against one reference critique, so they have as many recall labels. */
function whyOtherReference(
  read: readonly JudgedCritique[],
  references: ReadonlyMap<string, number>,
): string | null {
  for (const { item, recall } of read) {
    const units = references.get(item) ?? read[0]!.recall.length
    if (recall.length !== units) {
      return `item ${item} has ${recall.length} recall labels here and ${units} before; its reference critique is one`
    }
  }
  return null
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
  return { precision: precision.map(holds), recall: recall.map(holds), unread }
}

/** Whether a claim counts as true; what an answer without a verdict counts is the judge's rule. */
function holds(label: boolean | null): boolean {
  return label ?? claim.errors === 1
}

function labelsIn(value: unknown): (boolean | null)[] | null {
  if (!Array.isArray(value)) return null
  const labels = value.map((label: unknown) => (typeof label === 'string' ? claim.parse(label) : label))
  return labels.every((label) => typeof label === 'boolean' || label === null) ? labels : null
}
