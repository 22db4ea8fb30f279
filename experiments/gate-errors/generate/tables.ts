// Writes the tables of a gate's error rates into docs/verdicts.md and this experiment's README.md, from results.json.
import path from 'node:path'
import { betweenMarkers, renew } from '@retable/core/generated-file'
import { gridTable, readResults, tables } from '../results.ts'

const results = readResults()
const asIs = (text: string) => `\n<!-- prettier-ignore-start -->\n${text}<!-- prettier-ignore-end -->\n\n`
const documentation = path.resolve(import.meta.dirname, '../../../docs/verdicts.md')
renew(documentation, betweenMarkers(documentation, 'error rates of gates, generated', asIs(tables(results))))
const own = path.resolve(import.meta.dirname, '../README.md')
renew(own, betweenMarkers(own, 'grid, generated', asIs(gridTable(results))))
