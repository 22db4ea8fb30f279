import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { findEngine } from './find-engine.ts'

// Small programs stand for docker and compose: which of them there are is what is asked here.
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'retable-commands-'))
})
afterEach(() => vi.unstubAllEnvs())
afterAll(() => rm(folder, { recursive: true }))

let machines = 0
/** A machine that has these commands alone, each a few lines of sh. */
async function machine(commands: Readonly<Record<string, string>>): Promise<string> {
  const bin = path.join(folder, String(++machines))
  await mkdir(bin)
  for (const [name, lines] of Object.entries(commands)) {
    await writeFile(path.join(bin, name), `#!/bin/sh\n${lines}\n`)
    await chmod(path.join(bin, name), 0o755)
  }
  vi.stubEnv('PATH', bin)
  return bin
}
const answers = `[ "$1" = info ] && echo '28.2.2 ["name=seccomp,profile=builtin"]' && exit 0`
const plugin = `[ "$1 $2" = "compose version" ] && echo 2.36.0 && exit 0`
const noPlugin = `[ "$1" = compose ] && echo "unknown shorthand flag" >&2 && exit 125`
const project = () => ({ name: 'retable-1', folder })

test('the plugin is taken where there is one, else the program of its own', async () => {
  const told = 'echo "${0##*/} $*"'
  await machine({ docker: `${answers}\n${plugin}\n${told}` })
  const second = await findEngine()
  expect(second).toMatchObject({ version: '28.2.2', compose: 'docker compose 2.36.0', isRootless: false })
  const words = `--project-name retable-1 --project-directory ${folder} --env-file compose.env -f compose.yaml`
  expect((await second.up(project())).stdout).toBe(`docker compose ${words} up -d\n`)
  await machine({
    docker: `${answers}\n${noPlugin}`,
    'docker-compose': `[ "$1" = version ] && echo 1.29.2 && exit 0\n${told}`,
  })
  const first = await findEngine()
  expect(first.compose).toBe('docker-compose 1.29.2')
  expect((await first.down(project())).stdout).toBe(`docker-compose ${words} down\n`)
})

test('an engine without root is told', async () => {
  const rootless = answers.replace('name=seccomp', 'name=rootless","name=seccomp')
  await machine({ docker: `${rootless}\n${plugin}` })
  expect((await findEngine()).isRootless).toBe(true)
})

test('settings of other programs are not handed on', async () => {
  await machine({ docker: `${answers}\n${plugin}\necho "$COMPOSE_FILE-$OPENAI_API_KEY-$DOCKER_HOST"` })
  vi.stubEnv('COMPOSE_FILE', 'other.yaml')
  vi.stubEnv('OPENAI_API_KEY', 'secret')
  const engine = await findEngine('unix:///here')
  expect((await engine.docker(['ps'])).stdout).toBe('--unix:///here')
})

test.each([
  ['no docker', {}, 'runtimes/no-containers', 'there is no docker command here'],
  [
    'no engine',
    { docker: `[ "$1" = info ] && echo ' []' && echo 'Cannot connect to the Docker daemon' >&2; exit 1` },
    'runtimes/no-containers',
    'the container engine does not answer (Cannot connect to the Docker daemon): start it',
  ],
  [
    'no compose',
    { docker: `${answers}\n${noPlugin}` },
    'runtimes/no-compose',
    'docker is here, and no compose',
  ],
  [
    'a compose that knows no GPUs',
    { docker: `${answers}\n${noPlugin}`, 'docker-compose': 'echo 1.27.4' },
    'runtimes/no-compose',
    '1.28 or newer is needed',
  ],
])('%s is told in a sentence', async (_, commands, code, says) => {
  await machine(commands)
  await expect(findEngine()).rejects.toMatchObject({ code, message: expect.stringContaining(says) })
})
