// Writes the table of losses into README.md: RETABLE_PYTHON_TRAINER=… node parity/write-table.ts
import { writeFileSync } from 'node:fs'
import { readme, readmeWith, type LossValues } from './losses-table.ts'
import { runChecks } from './run-checks.ts'

const [check] = await runChecks(['check_table'])
if (!check || check.fault !== null) throw new Error(check?.fault ?? 'there is no check_table')
writeFileSync(readme, readmeWith(check.values as LossValues))
