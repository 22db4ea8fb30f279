import type { PromptText } from './engine.ts'

/** A prompt as one text; the turns of a conversation stand apart by a blank line. */
export function promptAsText(prompt: PromptText): string {
  return typeof prompt === 'string' ? prompt : prompt.map(({ content }) => content).join('\n\n')
}
