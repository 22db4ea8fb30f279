// Asks an endpoint, and prints what it took as one line of JSON.
// node ask.ts URL REQUESTS CONCURRENCY
import { openClient, type AskRequest } from '@retable/client'
import type { Took } from './took.ts'

const [url, requests, concurrency] = process.argv.slice(2)
const question =
  'Natalia sold clips to 48 of her friends in April, and then she sold half as many clips in May. '

function* prompts(count: number): Generator<AskRequest> {
  for (let i = 0; i < count; i += 1) {
    const prompt = [{ role: 'user' as const, content: `${i}: ${question.repeat(4)}` }]
    yield {
      id: String(i),
      prompt,
      sampling: { temperature: 0.8, topP: 0.95, maxTokens: 512, stop: ['Question:'] },
      seed: i,
    }
  }
}

const client = openClient({
  baseUrls: [url!],
  model: 'm',
  apiKey: 'sk-of-the-benchmark',
  concurrency: concurrency === 'adaptive' ? 'adaptive' : Number(concurrency),
  limits: { maxTokensTotal: Number.MAX_SAFE_INTEGER, prices: { prompt: 1, completion: 2 } },
})
// An evaluation has asked what is served by then.
for await (const asked of client.ask(prompts(1)))
  if (asked.outcome !== 'answered') throw new Error('the first request is not answered')
let answered = 0
const started = performance.now()
for await (const asked of client.ask(prompts(Number(requests))))
  answered += asked.outcome === 'answered' ? 1 : 0
const seconds = (performance.now() - started) / 1000
if (answered !== Number(requests)) throw new Error(`${answered} of ${requests} requests are answered`)
await client.close()
const { user, system } = process.cpuUsage()
const took: Took = {
  seconds,
  cpuSeconds: (user + system) / 1e6,
  megabytes: process.resourceUsage().maxRSS / 1024,
}
console.log(JSON.stringify(took))
