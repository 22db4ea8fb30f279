import { HarnessError } from '../../errors.ts'

/** A model of the hub at a commit. */
export interface HubName {
  /** `OWNER/NAME`. */
  readonly repository: string
  /** 40 hexadecimal digits. */
  readonly revision: string
}

/** Whether a model's name is that of a hub's: `hf:OWNER/NAME@COMMIT`. */
export function isHubName(model: string): boolean {
  return model.startsWith('hf:')
}

/** @throws HarnessError `harness/hub-name` where it is not whole, with how it is written */
export function hubNameOf(model: string): HubName {
  const [, repository, , revision] = /^hf:([\w.-]+\/[\w.-]+)(@(.*))?$/.exec(model) ?? []
  if (repository === undefined) {
    throw new HarnessError('harness/hub-name', `${model} is no model of the hub: write hf:OWNER/NAME@COMMIT`)
  }
  if (revision !== undefined && /^[\da-f]{40}$/.test(revision)) return { repository, revision }
  const why =
    revision === undefined || revision === ''
      ? 'names no commit'
      : `is at "${revision}", which may be other weights tomorrow`
  throw new HarnessError(
    'harness/hub-name',
    `${model} ${why}: write the 40 digits of a commit behind the @ (the page of the model lists them under Files, History)`,
  )
}
