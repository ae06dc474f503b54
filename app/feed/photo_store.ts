import { copyFile, mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import drive from '@adonisjs/drive/services/main'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { dataDir } from '#config/installation'

/** A file to erase: a prepared variant by its content, or an original still in quarantine. */
export type StoredFile = { sha256: string; format: string } | { quarantined: string }

const QUARANTINE = join(dataDir, 'quarantine')

export const quarantinePath = (key: string) => join(QUARANTINE, key)

/** Sets an uploaded file aside until the worker has prepared it; it is never served. */
export async function keepInQuarantine(path: string, key: string): Promise<void> {
  await mkdir(QUARANTINE, { recursive: true, mode: 0o700 })
  try {
    await rename(path, quarantinePath(key))
  } catch {
    // Another file system: the copy is complete before it takes its name.
    const partial = `${quarantinePath(key)}.part`
    await copyFile(path, partial)
    await rename(partial, quarantinePath(key))
    await rm(path, { force: true })
  }
}

export async function dropFromQuarantine(key: string): Promise<void> {
  await rm(quarantinePath(key), { force: true })
}

/** Where a variant lies: by its content, so that equal pictures are one file. */
export function variantPath(sha256: string, format: string): string {
  return `${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}.${format}`
}

/**
 * Writes a variant. The transaction that will name it holds the content's lock, so that an
 * erasure of an equal picture cannot pull the file away in between.
 */
export async function storeVariant(
  variant: { sha256: string; format: string; bytes: Buffer },
  transaction: TransactionClientContract
): Promise<void> {
  await lockContent(variant.sha256, transaction)
  await drive.use('photos').put(variantPath(variant.sha256, variant.format), variant.bytes)
}

/** Erases files that no row names any more; called after the commit that dropped the rows. */
export async function erasePhotoFiles(files: StoredFile[]): Promise<void> {
  for (const file of files) {
    if ('quarantined' in file) await dropFromQuarantine(file.quarantined)
    else await eraseUnnamed(file)
  }
}

/** Files in quarantine older than `before`, by their key. */
export async function oldInQuarantine(before: Date): Promise<string[]> {
  const names = await readdir(QUARANTINE).catch(() => [])
  const ages = await Promise.all(
    names.map(async (name) => ({ name, at: (await stat(quarantinePath(name))).mtime }))
  )
  return ages.filter(({ at }) => at < before).map(({ name }) => name)
}

/** Prepared files older than `before` that no row names: what a crash between two steps left. */
export async function eraseUnnamedFiles(before: Date): Promise<number> {
  const root = join(dataDir, 'photos')
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => [])
  let erased = 0
  for (const entry of entries) {
    const [, sha256, format] = /^([0-9a-f]{64})\.(\w+)$/.exec(entry.name) ?? []
    if (!entry.isFile() || !sha256 || !format) continue
    const { mtime } = await stat(join(entry.parentPath, entry.name))
    if (mtime < before && (await eraseUnnamed({ sha256, format }))) erased += 1
  }
  return erased
}

async function eraseUnnamed({ sha256, format }: { sha256: string; format: string }) {
  return db.transaction(async (transaction) => {
    await lockContent(sha256, transaction)
    const named = await transaction
      .from('photo_variants')
      .where('sha256', Buffer.from(sha256, 'hex'))
      .first()
    if (named) return false
    await drive.use('photos').delete(variantPath(sha256, format))
    return true
  })
}

async function lockContent(sha256: string, transaction: TransactionClientContract) {
  await transaction.rawQuery('select pg_advisory_xact_lock(hashtextextended(?, 0))', [sha256])
}
