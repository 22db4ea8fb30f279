/** What a file system's refusal to write means, in words; undefined for any other error. */
export function diskRefusal(error: unknown): string | undefined {
  const { code } = (error ?? {}) as NodeJS.ErrnoException
  return typeof code === 'string' && Object.hasOwn(refusals, code) ? refusals[code] : undefined
}

const space = 'no space is left there; free some, or name another place'
const permission = 'permission is denied; change its owner or mode, or name another place'

/** By the system's name of the error. */
const refusals: Readonly<Record<string, string>> = {
  ENOSPC: space,
  EDQUOT: 'the disk quota is used up; free some, or name another place',
  EFBIG: 'no file may grow that large there (ulimit -f); raise the limit, or name another place',
  EROFS: 'its file system is read-only; name another place',
  EACCES: permission,
  EPERM: permission,
  EIO: 'the disk failed; see to it, or name another place',
  EMFILE: 'too many files are open (ulimit -n); raise the limit',
  ENFILE: 'too many files are open on this machine; close some',
}
