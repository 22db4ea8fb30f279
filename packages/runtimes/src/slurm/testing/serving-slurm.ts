import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { fakeSlurm, numbersOf, type FakeJob, type FakeSlurm } from './fake-slurm.ts'

/** A fake Slurm with jobs that serve: a test says when one begins, and then vLLM's answers are had at its address. */
export interface ServingSlurm extends AsyncDisposable {
  readonly slurm: FakeSlurm
  /** Lets a service begin, each task of an array in its own folder. */
  readonly begin: (job: FakeJob) => void
  readonly address: string
}

/** @param context - tokens that the model is told to take */
export async function servingSlurm(
  options: Omit<Parameters<typeof fakeSlurm>[0] & {}, 'commentOf'> = {},
  context = 64,
): Promise<ServingSlurm> {
  let model = {}
  const server = createServer(({ url }, answer) => {
    answer.setHeader('content-type', 'application/json')
    answer.end(JSON.stringify(url === '/v1/models' ? { data: [model] } : { version: '0.0' }))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const commentOf = (script: string) =>
    /^#SBATCH --comment="?([^"\n]+)/m.exec(readFileSync(script, 'utf8'))![1]!
  return {
    slurm: fakeSlurm({ ...options, commentOf }),
    address,
    begin(job) {
      const folder = path.dirname(job.script)
      const first = Number(/job-(\d+)/.exec(job.script)?.[1] ?? 0)
      const places =
        job.array === undefined
          ? [{ own: folder, script: job.script }]
          : numbersOf(job.array).map((number) => {
              const own = path.join(folder, String(first + number))
              return { own, script: path.join(own, 'program.sh') }
            })
      for (const { own, script } of places) {
        const word = (name: string) => new RegExp(`--${name} (\\S+)`).exec(readFileSync(script, 'utf8'))![1]!
        model = { id: word('served-model-name'), root: word('model'), max_model_len: context }
        writeFileSync(path.join(own, 'address.json'), JSON.stringify({ address }))
      }
      job.state = 'RUNNING'
    },
    async [Symbol.asyncDispose]() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close').catch(() => {})
    },
  }
}
