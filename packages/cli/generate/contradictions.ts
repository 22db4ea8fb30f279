// Writes docs/contradictions.md: what contradicts itself in the papers under reproductions/; and the counts into README.md.
import path from 'node:path'
import { betweenMarkers, renew } from '@retable/core/generated-file'
import { checkPaper, loadPaper, paperIds } from '@retable/harness/papers'
import { checkCounts, contradictionList, totalCounts, type CheckCounts } from '@retable/report/checks'
import { markdownTable } from '@retable/report/markdown'
import { root } from '../src/root.ts'

const papers = []
for (const id of paperIds(root)) {
  const { reproduction, cells } = await loadPaper(root, id)
  const check = checkPaper(reproduction, cells)
  papers.push({ id, title: reproduction.paper.title, check, counts: checkCounts(check) })
}

const columns = [
  'paper',
  'cells',
  'relations that hold',
  'shares of n that are possible',
  'known contradictions',
  'of them between versions or sources',
  'new',
  'differences',
]
const rowOf = (name: string, counts: CheckCounts) => [
  name,
  ...[
    counts.cells,
    counts.holds,
    counts.shares,
    counts.known,
    counts.knownBetweenSources,
    counts.new,
    counts.differences,
  ].map(String),
]
const total = totalCounts(papers.map(({ counts }) => counts))
const rows = [...papers.map(({ id, counts }) => rowOf(id, counts)), rowOf('all', total)]
const between = `${total.knownBetweenSources} of the ${total.known} known contradictions are between versions or sources of a paper, the other ${total.known - total.knownBetweenSources} within one text`
const sections = papers.flatMap(({ id, title, check }) => {
  const list = contradictionList(check)
  return list === '' ? [] : `## ${id}\n\n${title}\n\n${list}`
})

renew(
  path.join(root, 'docs/contradictions.md'),
  `<!-- Generated from reproductions/; do not edit. To renew: ./retable test --write -->
<!-- prettier-ignore-start -->

# Contradictions

Reported cells held against each other by \`./retable check\`; [the verb’s page](verbs/check.md) says how. A printed number
stands for every value that rounds to it, by either rule for ties, so no number here breaks a relation by being rounded.
Digits that were cut off instead can, and where a count shows that, it is said. Nothing is corrected: each cell keeps what is
printed where it was read. A † marks a cell that was read second hand. A difference is what two texts say and no two cells
hold.

${between}.

${markdownTable(columns, rows)}
${sections.join('\n')}${sections.length > 0 ? '\n' : ''}<!-- prettier-ignore-end -->
`,
)

const readme = path.join(root, 'README.md')
renew(
  readme,
  betweenMarkers(
    readme,
    'contradictions, generated',
    `
<!-- prettier-ignore -->
What the ${papers.length} papers contradict themselves in: [docs/contradictions.md](docs/contradictions.md). ${between}.

`,
  ),
)
