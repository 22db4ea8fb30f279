// How much memory a step of many long samples takes, each size in a process of its own.
// ./retable nx bench step-memory
import { cpus } from 'node:os'
import path from 'node:path'
import { textTable } from '@retable/report'
import { execa } from 'execa'
import type { Took } from './memory.ts'

const rows: string[][] = []
const sizes = [
  [1250, 8],
  [12_500, 8],
  [12_500, 80],
  [125_000, 8],
] as const
for (const [prompts, each] of sizes) {
  const program = path.join(import.meta.dirname, 'memory.ts')
  const { stdout } = await execa(process.execPath, [program, String(prompts), String(each)])
  const { megabytes, drawn, hashed, seconds } = JSON.parse(stdout) as Took
  const [of, samples] = [prompts, prompts * each].map((count) => count.toLocaleString('en'))
  rows.push([samples!, of!, ...[megabytes, drawn, hashed, seconds].map(String)])
  console.error(`${samples} samples of ${of} prompts measured`)
}
console.log(`${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.version}\n`)
console.log(
  textTable(
    [
      { title: 'samples', align: 'right' },
      { title: 'prompts', align: 'right' },
      { title: 'store MB', align: 'right' },
      { title: 'drawn MB', align: 'right' },
      { title: 'hashed MB', align: 'right' },
      { title: 'seconds', align: 'right' },
    ],
    rows,
  ),
)
