import { existsSync } from 'node:fs'
import path from 'node:path'

const names =
  /^(?:PIP_(?:INDEX_URL|EXTRA_INDEX_URL|FIND_LINKS|NO_INDEX|TRUSTED_HOST|CERT|CLIENT_CERT|PROXY|DEFAULT_TIMEOUT)|(?:https?|no|all)_proxy|SSL_CERT_FILE|REQUESTS_CA_BUNDLE)$/i

/** Where pip finds packages, as this process's environment tells it, and the files and folders of this machine that this names. */
export function packageSources(env: NodeJS.ProcessEnv = process.env): {
  readonly variables: Readonly<Record<string, string>>
  readonly files: readonly string[]
} {
  const entries = Object.entries(env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '' && names.test(entry[0]),
  )
  const files = entries
    .flatMap(([, value]) => value.split(/\s+/))
    .map((word) => word.replace(/^file:\/\//, ''))
    .filter((word) => path.isAbsolute(word) && existsSync(word))
  return { variables: Object.fromEntries(entries), files: [...new Set(files)] }
}
