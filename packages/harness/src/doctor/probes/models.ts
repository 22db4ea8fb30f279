import { answerOf } from '../../machine/answer-of.ts'
import type { Finding, ProbeLimits } from '../../machine/finding.ts'

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
  const given = process.env['HF_ENDPOINT'] || 'https://huggingface.co'
  const what = { id: 'hub', name: 'hub' }
  if (!URL.canParse(given)) return { ...what, isThere: false, text: 'HF_ENDPOINT is no address' }
  // An account in it is for nobody to see, and not needed to hear whether it answers.
  const { protocol, host } = new URL(given)
  const facts = { address: `${protocol}//${host}` }
  const { state, text } = await answerOf(process.execPath, ['-e', ask, facts.address], timeoutMs)
  if (state === 'answered') return { ...what, isThere: true, text: `${host} answers`, facts }
  const why = state === 'silent' ? `nothing came in ${timeoutMs / 1000} s` : text
  const but = 'models that are in the store are used without it'
  return { ...what, isThere: false, text: `${host} does not answer: ${why}; ${but}`, facts }
}

function key(name: string, opens: string): Finding {
  const isThere = (process.env[name] ?? '') !== ''
  return { id: name, name, isThere, text: isThere ? 'is set' : `it is not set, for ${opens}` }
}
