import type { Relation } from '@retable/core'
import { groups, inImage, inText, judges, type Column, type JudgeRow } from './judges.ts'

const columns: readonly Column[] = [...groups.map(({ group }) => group), 'overall']
const extractionChanged =
  'figures were revised after the paper; the README names a changed extraction of verdicts'

/** Table 1, as the paper's text and as the repository's image has it, and the README's leaderboard. */
export const tableOne: readonly Relation[] = judges.flatMap((row) => [
  overallIsMean(row.judge, inText),
  overallIsMean(row.judge, inImage),
  ...columns
    .filter((column) => !isCutInText(row.judge, column))
    .map((column) => textAgainstImage(row, column)),
  ...againstReadme(row),
])

/** 44 of 120 are 36.67: the text prints 36.6 and the image 36.7, which meet in 36.65, so the two decide nothing. */
function isCutInText(judge: string, column: Column): boolean {
  return judge === 'chatgpt' && column === 'code'
}

function overallIsMean(judge: string, cell: (judge: string, column: Column) => string): Relation {
  return {
    kind: 'mean',
    parts: groups.map(({ group }) => cell(judge, group)),
    weights: groups.map(({ pairs }) => pairs),
    mean: cell(judge, 'overall'),
    source: 'section 5.1: Eval-P has 24 pairs for each of the 58 scenarios, and overall counts all of them',
  }
}

function textAgainstImage({ judge, revised }: JudgeRow, column: Column): Relation {
  const relation: Relation = {
    kind: 'same',
    cells: [inText(judge, column), inImage(judge, column)],
    source: 'table 1 in the paper’s text and as an image in the repository',
  }
  return revised.includes(column) ? { ...relation, known: extractionChanged } : relation
}

function againstReadme({ judge, inReadme, revised }: JudgeRow): Relation[] {
  const agreement = `readme-leaderboard/${inReadme}/agreement`
  const same = (cell: string, where: string): Relation => ({
    kind: 'same',
    cells: [cell, agreement],
    source: `the README’s leaderboard repeats table 1, here as ${where}`,
  })
  // PandaLM's figure changed in the README only.
  const isRevisedInReadme = judge === 'pandalm'
  const text = same(inText(judge, 'overall'), 'the paper’s text has it')
  const image = same(inImage(judge, 'overall'), 'the repository’s image shows it')
  return [
    isRevisedInReadme || revised.includes('overall') ? { ...text, known: extractionChanged } : text,
    isRevisedInReadme ? { ...image, known: extractionChanged } : image,
  ]
}
