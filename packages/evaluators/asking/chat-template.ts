import type { Message } from '@retable/core'

/**
 * The messages of a text in ChatML, `<|im_start|>role`, a line break, the content, `<|im_end|>`, as alpaca_eval and LLMBar
 * read it (`prompt_to_chatml`): contents are stripped.
 *
 * @throws Error for a text that is none: one whose filled in parts hold such marks, for instance
 */
export function chatMessages(text: string): Message[] {
  const [before, ...parts] = text.trim().split('<|im_start|>')
  if (before !== '' || parts.length === 0) throw new Error('the prompt does not begin with <|im_start|>')
  return parts.map((part) => {
    const at = part.indexOf('\n')
    const role = part.slice(0, at).trim()
    if (at < 0 || (role !== 'system' && role !== 'user' && role !== 'assistant')) {
      throw new Error(`the prompt has a message of the role ${JSON.stringify(role.slice(0, 40))}`)
    }
    return {
      role,
      content: part
        .slice(at + 1)
        .split('<|im_end|>', 1)[0]!
        .trim(),
    }
  })
}
