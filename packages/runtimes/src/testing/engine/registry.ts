import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { freePort } from './free-port.ts'
import { keepRunning } from './keep-running.ts'
import { until } from './until.ts'

/** A registry of images on loopback. */
export interface TestRegistry {
  /** `127.0.0.1:PORT`: what the names of its images begin with. */
  readonly name: string
  readonly stop: () => Promise<void>
}

/**
 * Starts Debian's docker-registry.
 *
 * @param storage - folder of its images
 * @param folder - for its settings and log
 */
export async function testRegistry(storage: string, folder: string): Promise<TestRegistry> {
  const name = `127.0.0.1:${await freePort()}`
  const [settings, logFile] = ['registry.yml', 'registry.log'].map((file) => path.join(folder, file)) as [
    string,
    string,
  ]
  await writeFile(
    settings,
    JSON.stringify({
      version: 0.1,
      log: { level: 'warn' },
      storage: { filesystem: { rootdirectory: storage } },
      http: { addr: name },
    }),
  )
  const { stop } = keepRunning(['docker-registry', 'serve', settings], { logFile })
  await until('the registry', async () => (await fetch(`http://${name}/v2/`)).ok, logFile)
  return { name, stop }
}
