import { canonicalJson, type Variant } from '@retable/core'
import { pythonLength } from '../../../zeroeval/answer.ts'
import { lastJson } from '../../../zeroeval/last-json.ts'
import type { PythonValue } from '../../../zeroeval/python-text.ts'
import { figures } from '../figures.ts'
import { tableOfGold } from '../table.ts'

/**
 * ZeroEval's task `zebra-grid` (WildEval/ZeroEval at 8c1485e), which the benchmark's paper reports: Lin et al.,
 * arXiv 2502.01100v1. The model is asked for JSON with the keys "reasoning" and "solution". The last balanced top-level
 * `{...}` counts; without a "solution" in it there is no answer, and its cells are all wrong.
 *
 * A cell is right if both texts are equal, trimmed and in lower case; a list counts by its first element. Houses and
 * attributes are looked up as they are written, and what the puzzle does not ask for is passed over. A cell that is
 * neither text nor list stops ZeroEval's program; here it is wrong.
 *
 * `correct_cells` and `cells` are for `cell_accuracy`, which divides their sums; their own means are no figure.
 *
 * The extracted answer is the puzzle's cells as compared, so outputs vote alike if their whole tables agree.
 */
export const zeroEval: Variant = {
  id: 'zeroeval',
  version: '1',
  summary: 'last balanced {...} as JSON, its "solution" cell by cell, in lower case and trimmed',
  source: 'ZeroEval at 8c1485e, task zebra-grid',
  unparsedVotes: false,
  measures: { reasoning_length: 'characters' },
  aggregate: figures,
  grade(output, { gold }) {
    const wanted = mapCells(gold, (_house, _attribute, value) => normal(value))
    const right = canonicalJson(wanted)
    const cells = Object.values(wanted).flatMap((house) => Object.values(house)).length
    const json = lastJson(output)
    const solution = json && Object.hasOwn(json, 'solution') ? json['solution'] : null
    if (json === null || solution === null || solution === undefined) {
      return { extracted: null, gold: right, score: 0, measures: { correct_cells: 0, cells } }
    }
    const given = mapCells(gold, (house, attribute) => cellText(member(member(solution, house), attribute)))
    const correct = Object.entries(wanted).flatMap(([house, values]) =>
      Object.entries(values).filter(([attribute, value]) => given[house]?.[attribute] === value),
    ).length
    const reasoning = Object.hasOwn(json, 'reasoning') ? json['reasoning'] : ''
    return {
      extracted: canonicalJson(given),
      gold: right,
      score: correct === cells ? 1 : 0,
      measures: { reasoning_length: pythonLength(reasoning), correct_cells: correct, cells },
    }
  },
}

type Cells = Readonly<Record<string, Readonly<Record<string, string | null>>>>

/** One value for every cell that a puzzle asks for. */
function mapCells(
  gold: string,
  valueOf: (house: string, attribute: string, value: string) => string | null,
): Cells {
  return Object.fromEntries(
    Object.entries(tableOfGold(gold)).map(([house, values]) => [
      house,
      Object.fromEntries(
        Object.entries(values).map(([attribute, value]) => [attribute, valueOf(house, attribute, value)]),
      ),
    ]),
  )
}

function member(value: PythonValue | undefined, key: string): PythonValue | undefined {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isObject && Object.hasOwn(value, key) ? (value as Record<string, PythonValue>)[key] : undefined
}

function cellText(value: PythonValue | undefined): string | null {
  const first = Array.isArray(value) ? (value as readonly PythonValue[])[0] : value
  return typeof first === 'string' && first !== '' ? normal(first) : null
}

function normal(text: string): string {
  return text.trim().toLowerCase()
}
