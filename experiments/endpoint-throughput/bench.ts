// How fast an endpoint is asked, and how fast a benchmark is evaluated by it, beside Python clients and programs, each in
// a process of its own and in turn.
// ./retable nx bench endpoint-throughput
import { cpus, loadavg } from 'node:os'
import path from 'node:path'
import { pythonEnvironment } from '@retable/runtimes'
import { wholeCommands } from './commands/whole-commands.ts'
import { requestPhase } from './request-phase.ts'

const here = import.meta.dirname
const store = process.env['RETABLE_STORE'] ?? path.resolve(here, '../../.retable')
const python = await pythonEnvironment({
  lockFile: path.join(here, 'requirements.lock'),
  directory: path.join(store, 'python'),
  minorVersion: 11,
})
for (const [title, table] of [
  ['Whole commands', () => wholeCommands({ store, python })],
  ['Request phase', () => requestPhase({ python, store })],
] as const) {
  const before = loadavg()[0]!
  const text = await table()
  const load = `load average ${before.toFixed(1)} before and ${loadavg()[0]!.toFixed(1)} after`
  const machine = `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.version}`
  console.log(`${title} (${machine}, ${load})\n\n${text}\n`)
}
