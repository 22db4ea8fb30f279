import { chown, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Engine } from '../engine/engine.ts'

/** Whom a program runs as. */
export interface ContainerUser {
  readonly uid: number
  readonly gid: number
}

/**
 * Whom a program of a folder runs as, so that what it leaves there is its owner's: this process's own user; where that is
 * root, the folder's owner. In an engine without root, root inside is the user who runs it.
 */
export async function containerUser(
  folder: string,
  engine: Pick<Engine, 'isRootless'>,
): Promise<ContainerUser> {
  if (engine.isRootless) return { uid: 0, gid: 0 }
  const [uid, gid] = [process.getuid!(), process.getgid!()]
  if (uid !== 0) return { uid, gid }
  const owner = await stat(folder)
  return { uid: owner.uid, gid: owner.gid }
}

/** Whom a program of a folder that need not be there yet would run as, in an engine with root. */
export async function plannedUser(folder: string): Promise<ContainerUser> {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    const user = await containerUser(at, { isRootless: false }).catch(() => undefined)
    if (user !== undefined) return user
  }
}

/** Gives root's files to whom a program runs as; those of another user are that user's already. */
export async function giveTo(user: ContainerUser, files: readonly string[]): Promise<void> {
  if (process.getuid!() !== 0) return
  for (const file of files) await chown(file, user.uid, user.gid)
}
