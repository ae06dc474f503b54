/**
 * Says in our own words that there is no network. It keeps the page that says so and the files of
 * the interface, never a page that someone read.
 */
const KEPT = 'placette-1'
const OFFLINE = '/offline'

/** The part of the worker's world that is used here; the DOM's types do not know it. */
interface Worker {
  addEventListener(type: 'install' | 'activate', listener: (event: Lasting) => void): void
  addEventListener(type: 'fetch', listener: (event: Fetching) => void): void
  skipWaiting(): Promise<void>
}

interface Lasting {
  waitUntil(work: Promise<unknown>): void
}

interface Fetching {
  request: Request
  respondWith(answer: Promise<Response>): void
}

const worker = globalThis as unknown as Worker

worker.addEventListener('install', (event) => {
  event.waitUntil(keepInterface().then(() => worker.skipWaiting()))
})

worker.addEventListener('activate', (event) => {
  event.waitUntil(forgetOthers())
})

worker.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (origin !== location.origin) return
  if (request.mode === 'navigate') event.respondWith(fetch(request).catch(() => offline()))
  // What has its hash in its name never changes.
  else if (pathname.startsWith('/assets/')) event.respondWith(keptOrFetched(request))
})

async function keepInterface() {
  const cache = await caches.open(KEPT)
  // As a visitor sees it: the same for everyone who shares this device.
  const page = await fetch(OFFLINE, { credentials: 'omit' })
  if (!page.ok) throw new Error(`${OFFLINE} answers ${page.status}`)
  const html = await page.clone().text()
  const files = new Set(html.match(/\/assets\/[\w.-]+/g) ?? [])
  await cache.addAll([...files])
  await cache.put(OFFLINE, page)
}

async function forgetOthers() {
  for (const name of await caches.keys()) if (name !== KEPT) await caches.delete(name)
}

async function keptOrFetched(request: Request): Promise<Response> {
  const kept = await caches.match(request)
  return kept ?? fetch(request)
}

async function offline(): Promise<Response> {
  const kept = await caches.match(OFFLINE)
  return kept ?? Response.error()
}

export {}
