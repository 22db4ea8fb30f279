import { grouped, same, type Relation } from '@retable/core'
import { groups, inImage, inText, judges, type Column, type JudgeRow } from './judges.ts'

const columns: readonly Column[] = [...groups.map(({ group }) => group), 'overall']
const extractionChanged =
  'figures were revised after the paper; the README names a changed extraction of verdicts'

/** Figures of the text that no count gives. */
const impossible: readonly { readonly judge: string; readonly column: Column; readonly why: string }[] = [
  { judge: 'chatgpt', column: 'code', why: 'cut off, not rounded: 44 of 120 are 36.67' },
  { judge: 'chatgpt', column: 'rewriting', why: 'cut off, not rounded: 38 of 120 are 31.67' },
  {
    judge: 'chatgpt',
    column: 'creative-writing',
    why: 'why is not said: 104 of 216 are 48.1, and 48.2 stands in the text and in the image',
  },
]

/** Table 1, as the paper's text and as the repository's image has it, and the README's leaderboard. */
export const tableOne: readonly Relation[] = judges.flatMap((row) => [
  overallIsMean(row.judge, inText),
  overallIsMean(row.judge, inImage),
  ...columns.map((column) => textAgainstImage(row, column)),
  ...againstReadme(row),
])

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
  const relation = same(
    'table 1 in the paper’s text and as an image in the repository',
    inText(judge, column),
    inImage(judge, column),
  )
  if (judge === 'chatgpt' && column === 'code') {
    return {
      ...relation,
      known: '44 of 120 are 36.67: the text cuts the further digits off, the image rounds',
    }
  }
  return revised.includes(column) ? { ...relation, known: extractionChanged } : relation
}

function againstReadme({ judge, inReadme, revised }: JudgeRow): Relation[] {
  const agreement = `readme-leaderboard/${inReadme}/agreement`
  const repeats = (cell: string, where: string) =>
    same(`the README’s leaderboard repeats table 1, here as ${where}`, cell, agreement)
  // PandaLM's figure changed in the README only.
  const isRevisedInReadme = judge === 'pandalm'
  const text = repeats(inText(judge, 'overall'), 'the paper’s text has it')
  const image = repeats(inImage(judge, 'overall'), 'the repository’s image shows it')
  return [
    isRevisedInReadme || revised.includes('overall') ? { ...text, known: extractionChanged } : text,
    isRevisedInReadme ? { ...image, known: extractionChanged } : image,
  ]
}

/** The text's figures have no n of their own; the groups' sizes are those of the image's. */
export const textShares: readonly Relation[] = columns.flatMap((column): Relation[] => {
  const n = groups.find(({ group }) => group === column)?.pairs ?? 1392
  const known = impossible.filter((each) => each.column === column)
  const possible = judges.filter(({ judge }) => !known.some((each) => each.judge === judge))
  const share = {
    kind: 'share',
    n,
    source: `table 1 in the paper’s text: agreement is counted over ${grouped(n)} pairs`,
  } as const
  return [
    { ...share, cells: possible.map(({ judge }) => inText(judge, column)) },
    ...known.map(({ judge, why }) => ({ ...share, cells: [inText(judge, column)], known: why })),
  ]
})
