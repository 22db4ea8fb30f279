// Writes the table of error rates into docs/verdicts.md and this experiment's README.md, from results.json.
import path from 'node:path'
import { betweenMarkers, renew } from '@retable/core/generated-file'
import { readResults, table } from '../results.ts'

const text = `\n<!-- prettier-ignore-start -->\n${table(readResults())}<!-- prettier-ignore-end -->\n\n`
for (const file of ['../README.md', '../../../docs/verdicts.md']) {
  const full = path.resolve(import.meta.dirname, file)
  renew(full, betweenMarkers(full, 'error rates, generated', text))
}
