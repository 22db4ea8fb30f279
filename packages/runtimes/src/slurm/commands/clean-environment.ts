// Where Slurm's own settings are: without it, its commands find no cluster.
const kept = new Set(['SLURM_CONF', 'SLURM_CONF_SERVER', 'SLURM_JWT'])

/**
 * An environment without what the allocation that we may be in has set: sbatch would take SLURM_CPUS_PER_TASK and
 * SBATCH_PARTITION of it over the script's own options, and libraries would take PMI_RANK for theirs.
 */
export function cleanEnvironment(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      value === undefined ||
      (/^(SLURM|SBATCH|SRUN|SALLOC|SQUEUE|SACCT|SCONTROL|PMI|PMIX)\d?_/.test(name) && !kept.has(name))
        ? []
        : [[name, value]],
    ),
  )
}
