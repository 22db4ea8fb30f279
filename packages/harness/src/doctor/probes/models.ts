import { answerOf } from '../answer-of.ts'
import type { Finding, ProbeLimits } from '../finding.ts'

/** Where models come from: the hub, and the keys that open it and endpoints. No key is sent, and none is shown. */
export async function models(limits: ProbeLimits): Promise<readonly Finding[]> {
  return [
    await hub(limits),
    key('HF_TOKEN', 'models that ask for an account'),
    key('OPENAI_API_KEY', 'endpoints that ask for a key'),
  ]
}

/**
 * Run apart: a name that nobody resolves keeps a process from ending for many seconds, and this one can be killed. Any
 * answer will do.
 */
const ask = `fetch(process.argv[1], { method: 'HEAD', redirect: 'manual' }).then(
  () => process.exit(0),
  (error) => { console.error(error.cause?.code ?? error.cause?.message ?? error.message); process.exit(1) })`

async function hub({ timeoutMs }: ProbeLimits): Promise<Finding> {
  const address = process.env['HF_ENDPOINT'] || 'https://huggingface.co'
  const what = { id: 'hub', name: 'hub', facts: { address: withoutAccount(address) } }
  const { host } = URL.canParse(address) ? new URL(address) : { host: '' }
  if (host === '') return { ...what, isThere: false, text: 'HF_ENDPOINT is no address' }
  const { state, text } = await answerOf(process.execPath, ['-e', ask, address], timeoutMs)
  if (state === 'answered') return { ...what, isThere: true, text: `${host} answers` }
  const why = state === 'silent' ? `nothing came in ${timeoutMs / 1000} s` : text
  return {
    ...what,
    isThere: false,
    text: `${host} does not answer: ${why}; models that are in the store are used without it`,
  }
}

function withoutAccount(address: string): string {
  if (!URL.canParse(address)) return ''
  const { protocol, host, pathname } = new URL(address)
  return `${protocol}//${host}${pathname}`
}

function key(name: string, opens: string): Finding {
  const isThere = (process.env[name] ?? '') !== ''
  return { id: name, name, isThere, text: isThere ? 'is set' : `it is not set, for ${opens}` }
}
