import { codePoints } from '../measure/code-points.ts'

/** Whether the one text is longer than the other, in code points. */
export function isLonger(text: string, other: string): boolean {
  return codePoints(text) > codePoints(other)
}
