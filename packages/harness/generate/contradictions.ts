// Writes docs/contradictions.md: what contradicts itself in the papers under reproductions/.
import path from 'node:path'
import { renew } from '@retable/core/generated-file'
import { checkPaper } from '../src/papers/check-paper.ts'
import { contradictionList } from '../src/papers/contradiction-text.ts'
import { loadPaper } from '../src/papers/load-paper.ts'
import { paperIds } from '../src/papers/paper-ids.ts'
import { markdownTable } from '../src/papers/markdown.ts'

const root = path.resolve(import.meta.dirname, '../../..')
const papers = []
for (const id of paperIds(root)) {
  const { reproduction, cells } = await loadPaper(root, id)
  papers.push({ id, title: reproduction.paper.title, check: checkPaper(reproduction, cells) })
}

const rows = papers.map(({ id, check: { reported, findings, possibleShares, differences } }) => {
  const count = (outcome: string) => String(findings.filter((found) => found.outcome === outcome).length)
  return [
    id,
    String(reported),
    count('holds'),
    String(possibleShares),
    count('known'),
    count('new'),
    String(differences.length),
  ]
})
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

${markdownTable(['paper', 'cells', 'relations that hold', 'shares of n that are possible', 'known contradictions', 'new', 'differences'], rows)}
${sections.join('\n')}${sections.length > 0 ? '\n' : ''}<!-- prettier-ignore-end -->
`,
)
