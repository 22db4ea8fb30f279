import type { Launcher } from '../job.ts'

/** From SIGTERM to SIGKILL, where a job says nothing. */
export const defaultGraceMs = 60_000
/** What is left to the launcher itself once its processes are gone. */
const ownMs = 5000
const leastMs = 1000

/**
 * Variables for a launcher: torch's kills its processes 30 s after SIGTERM, however long they would be given to save. None
 * where nothing is launched.
 *
 * @param graceMs - from SIGTERM to SIGKILL
 */
export function launcherGrace(launcher: Launcher | undefined, graceMs: number): Record<string, string> {
  if (launcher === undefined) return {}
  const seconds = Math.floor(Math.max(leastMs, graceMs - ownMs) / 1000)
  return { TORCH_ELASTIC_SHUTDOWN_TIMEOUT: String(seconds) }
}
