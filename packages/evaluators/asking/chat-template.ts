import type { Message } from '@retable/core'

const [start, end] = ['<|im_start|>', '<|im_end|>']

/**
 * The messages of a template in ChatML, `<|im_start|>role`, a line break, the content, `<|im_end|>`, as alpaca_eval and
 * LLMBar read it (`prompt_to_chatml`): contents are stripped. They fill in first and take apart then, so that a text with
 * such marks breaks a prompt or becomes messages of its own; here it is filled in afterwards and stays a text.
 *
 * @param fill - puts texts into a message's content
 * @throws Error for a template that is none
 */
export function chatMessages(template: string, fill: (content: string) => string): Message[] {
  const [before, ...parts] = template.trim().split(start)
  if (before !== '' || parts.length === 0) throw new Error(`the prompt does not begin with ${start}`)
  return parts.map((part) => {
    const at = part.indexOf('\n')
    const role = part.slice(0, at).trim()
    if (at < 0 || (role !== 'system' && role !== 'user' && role !== 'assistant')) {
      throw new Error(`the prompt has a message of the role ${JSON.stringify(role.slice(0, 40))}`)
    }
    return { role, content: fill(part.slice(at + 1).split(end, 1)[0]!).trim() }
  })
}

/** Said of a task whose texts hold marks of ChatML; nothing of others. */
export function departsByMarks(texts: readonly string[]): { readonly departs?: string } {
  if (!texts.some((text) => text.includes(start) || text.includes(end))) return {}
  return {
    departs: `with ${start} or ${end} in a text, which is shown as it stands; the benchmark’s program would take it for the end or the start of a message`,
  }
}
