import type { ComparedFigure } from '@retable/core'

/** From this many significant digits on, an explained deviation is one of digits, not of the figure. */
export const manyDigits = 8

/** Whether a figure deviates in its last digits only, and why is known. */
export function differsInLastDigits({ cause, agreeingDigits }: ComparedFigure): boolean {
  return cause !== null && (agreeingDigits ?? 0) >= manyDigits
}
