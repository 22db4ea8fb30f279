import type { execa } from 'execa'

/** Loaded when a program is started: it is large, and few commands start one. */
export async function loadExeca(): Promise<typeof execa> {
  return (await import('execa')).execa
}
