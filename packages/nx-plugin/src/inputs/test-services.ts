// Prints the versions of what tests start of this machine's: an input of cached tests that do.
import { spawnSync } from 'node:child_process'

const programs = [
  ['dockerd', '--version'],
  ['docker-compose', '--version'],
  ['docker-registry', '--version'],
  ['slurmctld', '-V'],
  ['munged', '--version'],
] as const
const env = { ...process.env, PATH: `${process.env['PATH']}:/usr/sbin:/sbin` }

for (const [program, word] of programs) {
  const { stdout } = spawnSync(program, [word], { encoding: 'utf8', env })
  process.stdout.write(`${program}: ${stdout?.trim() ?? 'none'}\n`)
}
