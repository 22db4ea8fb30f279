import { Pool } from 'undici'
const [url, requests, c] = process.argv.slice(2)
const pool = new Pool(new URL(url!).origin, { connections: Number(c) })
const question = 'Natalia sold clips to 48 of her friends in April, and then she sold half as many clips in May. '
let next = 0, ok = 0
const t = performance.now()
await Promise.all(Array.from({ length: Number(c) }, async () => {
  while (next < Number(requests)) {
    const i = next++
    const { body } = await pool.request({ method: 'POST', path: '/v1/chat/completions', headers: { 'content-type': 'application/json', authorization: 'Bearer x' }, body: JSON.stringify({ model: 'm', messages: [{ role: 'user', content: `${i}: ${question.repeat(4)}` }], max_tokens: 512, temperature: .8, top_p: .95, seed: i }) })
    const j = await body.json() as any
    if (j.choices[0].message.content) ok++
  }
}))
const s = (performance.now() - t) / 1000
await pool.close()
const { user, system } = process.cpuUsage()
console.log('bare', ok, s, (user + system) / 1e6, process.resourceUsage().maxRSS/1024)
