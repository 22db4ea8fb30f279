import type { PreferencePair, PromptedText } from '../engine/engine.ts'

/** The chosen sides, as texts to imitate. */
export function chosenOf(pairs: readonly PreferencePair[]): PromptedText[] {
  return pairs.map(({ prompt, chosen }) => ({ prompt, completion: chosen }))
}

/** The rejected sides. */
export function rejectedOf(pairs: readonly PreferencePair[]): PromptedText[] {
  return pairs.map(({ prompt, rejected }) => ({ prompt, completion: rejected }))
}
