/** NVIDIA's kinds of compute capability 9.0 and above, as drivers and schedulers call them. */
const kinds = /(?:^|[^a-z\d])(?:h100|h200|h800|h20|gh200|b100|b200|b300|gb200|gb300)(?![\da-z])/i

/**
 * Whether vLLM has batch-invariant kernels for a kind of GPU: its manual asks for compute capability 9.0 or higher
 * (docs.vllm.ai, "Batch Invariance").
 *
 * @param gpu - for instance `NVIDIA H100 80GB HBM3` or `h100`
 */
export function isBatchInvariant(gpu: string): boolean {
  return kinds.test(gpu)
}
