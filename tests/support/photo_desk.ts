import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Group } from '@japa/runner/core'
import { runOnce, type TaskList } from 'graphile-worker'
import { dataDir, appUrl } from '#config/installation'
import { Post } from '#feed/post'
import { jobHandlers } from '#shared/jobs/registry'
import { UPLOADS } from '#web/uploads'
import { cookieOf } from './client.js'
import { ownDatabase, ownDatabaseUrls } from './own_database.js'

/** A file as a form sends it. */
export interface SentFile {
  name: string
  type: string
  bytes: Buffer
}

/** Around each test of the group: a database of its own, no photo nor upload on disk. */
export function photoDesk(group: Group): void {
  ownDatabase(group)
  group.each.setup(async () => {
    for (const name of ['photos', 'quarantine', 'uploads']) {
      await rm(join(dataDir, name), { recursive: true, force: true })
    }
  })
}

/** Uploads that a request has left behind. */
export async function uploadsLeft(): Promise<string[]> {
  return readdir(UPLOADS).catch(() => [])
}

/** Does every job that is due, as the worker would, and those that they ask for. */
export async function doJobs(): Promise<void> {
  const taskList: TaskList = {}
  for (const [task, handler] of jobHandlers()) {
    taskList[task] = async (payload) => handler((payload ?? {}) as Record<string, unknown>)
  }
  await runOnce({
    connectionString: ownDatabaseUrls().application,
    taskList,
    noHandleSignals: true,
    concurrency: 1,
  })
}

/** Asks for something as this person's browser does, without following. */
export async function browse(
  person: { id: number } | null,
  path: string,
  options: { files?: Record<string, SentFile[]>; form?: Record<string, string>; json?: true } = {}
): Promise<Response> {
  const cookie = await cookieOf(person)
  const headers = {
    'sec-fetch-site': 'same-origin',
    ...(cookie ? { cookie } : {}),
    ...(options.json ? { accept: 'application/json' } : {}),
  }
  if (!options.files) return fetch(`${appUrl}${path}`, { headers, redirect: 'manual' })
  const body = new FormData()
  for (const [name, value] of Object.entries(options.form ?? {})) body.append(name, value)
  for (const [field, files] of Object.entries(options.files)) {
    for (const { name, type, bytes } of files) {
      body.append(field, new Blob([new Uint8Array(bytes)], { type }), name)
    }
  }
  return fetch(`${appUrl}${path}`, { method: 'POST', body, headers, redirect: 'manual' })
}

/** A post sent without JavaScript, its photos with it; it waits until they are prepared. */
export async function postWithPhotos(
  author: { id: number },
  body: string,
  photos: Buffer[],
  type = 'image/jpeg'
): Promise<Post> {
  const answer = await browse(author, '/posts', {
    form: { body, visibility: 'public' },
    files: { 'photos[]': photos.map((bytes, index) => ({ name: `${index}`, type, bytes })) },
  })
  if (answer.status !== 303) throw new Error(`The post is answered ${answer.status}`)
  return Post.findOrFail(Number(answer.headers.get('location')?.split('/').at(-1)))
}
