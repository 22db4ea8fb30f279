import path from 'node:path'

/**
 * What a program sees beside the image's own variables: folders of its own for what it keeps, in its folder, and a name,
 * since its user has none in the image.
 */
export function containerEnvironment(folder: string): Record<string, string> {
  const home = path.join(folder, '.home')
  const caches = path.join(home, 'cache')
  return {
    HOME: home,
    USER: 'retable',
    LOGNAME: 'retable',
    TMPDIR: '/tmp',
    XDG_CACHE_HOME: caches,
    HF_HOME: path.join(caches, 'huggingface'),
    TRITON_CACHE_DIR: path.join(caches, 'triton'),
    TORCHINDUCTOR_CACHE_DIR: path.join(caches, 'torchinductor'),
    // The packages' folder cannot be written.
    PYTHONDONTWRITEBYTECODE: '1',
  }
}
