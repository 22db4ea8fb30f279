import { RuntimeError } from '../../errors.ts'
import { quoted } from './quoted.ts'

/** Which GPUs are the job's, where its node does not keep it from others. */
export const gpuVariables = [
  ...['CUDA_VISIBLE_DEVICES', 'NVIDIA_VISIBLE_DEVICES', 'ROCR_VISIBLE_DEVICES', 'GPU_DEVICE_ORDINAL'],
]

/** What a program sees of its node's environment. Slurm's own names are of this job. */
const passed = [
  ...['PATH', 'HOME', 'USER', 'LOGNAME', 'SHELL', 'TMPDIR', 'LANG', 'LC_ALL', 'LD_LIBRARY_PATH'],
  ...gpuVariables,
  'SLURM_*',
  'SLURMD_NODENAME',
]
// A shell keeps them from being unset.
const shells = [
  '_',
  'PWD',
  'OLDPWD',
  'SHLVL',
  'UID',
  'EUID',
  'PPID',
  'SHELLOPTS',
  'BASHOPTS',
  'BASH_VERSINFO',
]

/** Lines that leave of a login environment what is listed, and nothing else. */
export function passedLines(keep: readonly string[] = []): string[] {
  keep.forEach(requireName)
  return [
    `for name in $(env | sed -n 's/^\\([A-Za-z_][A-Za-z0-9_]*\\)=.*/\\1/p'); do`,
    `  case $name in`,
    `    ${[...passed, ...shells, ...keep].join('|')}) ;;`,
    `    *) unset "$name" ;;`,
    `  esac`,
    `done`,
    // Else srun would give its tasks nothing of what is set below.
    `export SLURM_EXPORT_ENV=ALL`,
  ]
}

/** Lines that set variables. */
export function exportLines(variables: Readonly<Record<string, string>>): string[] {
  return Object.entries(variables).map(([name, value]) => `export ${requireName(name)}=${quoted(value)}`)
}

function requireName(name: string): string {
  if (/^[A-Za-z_]\w*$/.test(name)) return name
  throw new RuntimeError('runtimes/slurm-text', `${JSON.stringify(name)} is no name of a variable`)
}
