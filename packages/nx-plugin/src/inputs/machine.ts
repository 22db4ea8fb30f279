// Prints what of this machine, and of the environment, a test's result may depend on: an input of cached tests.
import { spawnSync } from 'node:child_process'
import os from 'node:os'

const python = spawnSync('python3', ['--version'], { encoding: 'utf8' })
const names = Object.keys(process.env).filter(
  (name) =>
    (name.startsWith('RETABLE_') && !name.startsWith('RETABLE_TEST_')) ||
    ['CI', 'TZ', 'LANG', 'LC_ALL'].includes(name),
)
const facts = {
  node: process.version,
  system: [os.platform(), os.arch(), os.release(), os.hostname()],
  // Some tests need root.
  user: os.userInfo().uid,
  python: python.stdout ?? 'none',
  environment: Object.fromEntries(names.toSorted().map((name) => [name, process.env[name]])),
}
process.stdout.write(`${JSON.stringify(facts)}\n`)
