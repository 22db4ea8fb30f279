import { registerHooks } from 'node:module'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { RetableError } from '@retable/core'

/**
 * Imports a module of the user's, which may lie anywhere and import `@retable/*` all the same.
 *
 * @param fail - makes an error of a sentence: where the module cannot be loaded, and why
 */
export async function importModule(
  file: string,
  fail: (message: string, cause: unknown) => RetableError,
): Promise<unknown> {
  resolveFromCheckout()
  try {
    return await import(pathToFileURL(file).href)
  } catch (cause) {
    if (cause instanceof RetableError) throw cause
    const why = cause instanceof Error ? cause.message.split('\n', 1)[0] : String(cause)
    throw fail(`${placeOf(cause, file)}: cannot be loaded as a module: ${why}`, cause)
  }
}

let isRegistered = false

/** Has `@retable/*` mean this checkout's packages, whoever imports them. */
function resolveFromCheckout(): void {
  if (isRegistered) return
  isRegistered = true
  registerHooks({
    resolve: (specifier, context, next) =>
      next(
        specifier,
        specifier.startsWith('@retable/') ? { ...context, parentURL: import.meta.url } : context,
      ),
  })
}

/** The user's file and line that an error's stack names first; the module itself where it names none. */
function placeOf(error: unknown, module: string): string {
  const stack = error instanceof Error ? (error.stack ?? '') : ''
  // A mistake in TypeScript stands at the top, as a path; all else stands in URLs.
  for (const [, place = '', line = ''] of stack.matchAll(/(file:\/\/[^\s)]+?|^\/.+?):(\d+)(?::\d+)?\)?$/gm)) {
    const file = place.startsWith('file:') ? fileURLToPath(place) : place
    if (file.startsWith(`${path.dirname(module)}${path.sep}`)) return `${file}:${line}`
  }
  return module
}
