import type { PlayedMessage } from '@retable/harness/testing'

/** The messages of a ChatML template with its fields filled, each field once, told apart from the code that is tested. */
export function chatMl(template: string, values: Readonly<Record<string, string>>): PlayedMessage[] {
  return template
    .trim()
    .split('<|im_start|>')
    .slice(1)
    .map((part) => {
      const [role = '', ...lines] = part.replace('<|im_end|>', '').split('\n')
      const content = lines
        .join('\n')
        .split(/(\{\w+\})/)
        .map((piece) => (/^\{\w+\}$/.test(piece) ? values[piece.slice(1, -1)]! : piece))
        .join('')
        .trim()
      return { role, content }
    })
}
