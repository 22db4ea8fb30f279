/** A text taken apart into the model's thought and its answer. */
export interface SplitText {
  readonly text: string
  readonly thought?: string
  /**
   * `closed`: the thought is whole. `open`: it never ended. `template`: only its end stands in the text, since the
   * model's template opened it. `none`: no mark of a thought.
   */
  readonly marks: 'none' | 'closed' | 'open' | 'template'
}

const tags = [
  ['<think>', '</think>'],
  ['<thinking>', '</thinking>'],
  ['<seed:think>', '</seed:think>'],
  ['[THINK]', '[/THINK]'],
] as const

/** Takes a thought off a text: all up to the last mark of its end, or from a mark of its beginning that has none. */
export function splitThought(content: string): SplitText {
  if (!/think/i.test(content)) return { text: content, marks: 'none' }
  for (const [opening, closing] of tags) {
    const end = content.lastIndexOf(closing)
    const start = content.indexOf(opening)
    const last = content.lastIndexOf(opening)
    if (end === -1 && start === -1) continue
    if (last > end) {
      return {
        text: content.slice(0, start).trimEnd(),
        thought: content.slice(start + opening.length),
        marks: 'open',
      }
    }
    const isOpened = start !== -1 && start < end
    const before = isOpened ? content.slice(0, start) : ''
    const thought = content.slice(isOpened ? start + opening.length : 0, end)
    // A text around the thought is the answer's only after it: what stands before it is part of the thinking.
    return {
      text: content.slice(end + closing.length).trimStart(),
      thought: before.trim() === '' ? thought : before + thought,
      marks: isOpened ? 'closed' : 'template',
    }
  }
  return { text: content, marks: 'none' }
}
