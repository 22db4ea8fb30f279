/**
 * What a process that trains on the processor is started with; two of them are read by libraries before the program runs.
 *
 * - OMP_WAIT_POLICY: threads that wait must sleep: they spin on cores that others need.
 * - MALLOC_…: glibc gives large pieces back to the system after every step, and each page that comes again is cleared again.
 * - OMP_NUM_THREADS: `threads` of the job.
 */
export function launcherEnvironment({ threads }: { readonly threads: number }): Record<string, string> {
  return {
    OMP_NUM_THREADS: String(threads),
    OMP_WAIT_POLICY: 'passive',
    MALLOC_MMAP_THRESHOLD_: String(2 ** 34),
    MALLOC_TRIM_THRESHOLD_: String(2 ** 34),
    MALLOC_TOP_PAD_: String(2 ** 28),
    // Nothing is fetched and nothing is told to anyone.
    HF_HUB_OFFLINE: '1',
    HF_HUB_DISABLE_TELEMETRY: '1',
    TOKENIZERS_PARALLELISM: 'false',
    // Packages of the user's own must not stand before the locked ones.
    PYTHONNOUSERSITE: '1',
  }
}
