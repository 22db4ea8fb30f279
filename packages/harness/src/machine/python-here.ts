import { RetableError } from '@retable/core'
import { answerOf } from './answer-of.ts'

/** The Python that environments are made with, or why there is none. */
export type PythonHere = { readonly program: string } | { readonly lack: string }

/** Looks for a Python, and waits no longer than it may take in all. */
export async function pythonHere(timeoutMs: number): Promise<PythonHere> {
  const { findPython } = await import('@retable/runtimes')
  const ends = performance.now() + timeoutMs
  let isSilent = false
  try {
    const program = await findPython(11, undefined, async (name, words) => {
      if (isSilent) return undefined
      const answer = await answerOf(name, words, Math.max(1, ends - performance.now()))
      isSilent ||= answer.state === 'silent'
      return answer.state === 'answered' ? answer.text : undefined
    })
    return { program }
  } catch (error) {
    if (isSilent) return { lack: `python3 does not answer in ${timeoutMs / 1000} s` }
    if (error instanceof RetableError) return { lack: error.message }
    throw error
  }
}
