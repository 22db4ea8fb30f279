import { join } from 'node:path'
import ts from 'typescript'

/** The compiler's view of the workspace's sources, in which one file at a time may stand changed. */
export interface Sources {
  /** By path relative to the workspace. */
  readonly file: (path: string) => ts.SourceFile
  readonly checker: () => ts.TypeChecker
  /** Whether the compiler refuses a file with this text. A name that is no longer used is untidy, not refused. */
  readonly refuses: (path: string, text: string) => boolean
}

/** Diagnostics of names that nothing uses. */
const untidy = new Set([6133, 6138, 6192, 6196, 6198, 6199])

/** Reads the files and all that they import; a later change on disk is not seen. */
export function openSources(root: string, paths: readonly string[]): Sources {
  const base = ts.readConfigFile(join(root, 'tsconfig.base.json'), (path) => ts.sys.readFile(path))
  const config = ts.parseJsonConfigFileContent({ ...(base.config as object), include: [] }, ts.sys, root)
  const options = { ...config.options, composite: false, declaration: false, noEmit: true }
  const changed = new Map<string, { version: number; text?: string | undefined }>()
  const full = (path: string) => join(root, path)
  const service = ts.createLanguageService({
    getCompilationSettings: () => options,
    getScriptFileNames: () => paths.map(full),
    getScriptVersion: (name) => String(changed.get(name)?.version ?? 0),
    getScriptSnapshot: (name) => {
      const text = changed.get(name)?.text ?? ts.sys.readFile(name)
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text)
    },
    getCurrentDirectory: () => root,
    getDefaultLibFileName: (of) => ts.getDefaultLibFilePath(of),
    fileExists: (path) => ts.sys.fileExists(path),
    readFile: (path) => ts.sys.readFile(path),
    readDirectory: (...of) => ts.sys.readDirectory(...of),
    directoryExists: (path) => ts.sys.directoryExists(path),
    getDirectories: (path) => ts.sys.getDirectories(path),
    ...(ts.sys.realpath ? { realpath: (path: string) => ts.sys.realpath!(path) } : {}),
  })
  const set = (path: string, text?: string) => {
    const version = (changed.get(full(path))?.version ?? 0) + 1
    changed.set(full(path), { version, text })
  }
  return {
    file: (path) => {
      const file = service.getProgram()?.getSourceFile(full(path))
      if (!file) throw new Error(`${path}: the compiler has no such file.`)
      return file
    },
    checker: () => service.getProgram()!.getTypeChecker(),
    refuses: (path, text) => {
      set(path, text)
      try {
        const found = [
          ...service.getSyntacticDiagnostics(full(path)),
          ...service.getSemanticDiagnostics(full(path)),
        ]
        return found.some((one) => one.category === ts.DiagnosticCategory.Error && !untidy.has(one.code))
      } finally {
        set(path)
      }
    },
  }
}
