import { getActiveTest } from '@japa/runner'
import type { Browser, BrowserContextOptions, Page } from 'playwright'
import { appUrl } from '#config/installation'
import { cookieOf } from './client.js'

/** An old phone, held upright. */
export const PHONE = { width: 360, height: 740 }
export const DESK = { width: 1280, height: 900 }

/**
 * A page in a browser of one's own, on a phone unless told: of a visitor, or signed in. What goes
 * wrong inside of it (a script's error, something the content policy refuses) fails the test.
 */
export async function browserOf(
  browser: Browser,
  person: { id: number } | null,
  options: BrowserContextOptions = {}
): Promise<Page> {
  const context = await browser.newContext({
    baseURL: appUrl,
    viewport: PHONE,
    locale: 'fr-FR',
    // A worker would answer in place of what a test puts in the way of a request.
    serviceWorkers: 'block',
    ...options,
  })
  context.setDefaultTimeout(10_000)
  const faults: string[] = []
  context.on('weberror', (fault) => void faults.push(String(fault.error())))
  context.on('console', (message) => {
    if (message.type() === 'error' && !ANSWERED.test(message.text())) faults.push(message.text())
  })
  getActiveTest()?.cleanup(async (failed) => {
    await context.close()
    if (!failed && faults.length > 0) throw new Error(faults.join('\n'))
  })
  const cookie = await cookieOf(person)
  const [name, value] = cookie?.split('=') ?? []
  if (name && value) await context.addCookies([{ name, value, url: appUrl }])
  return context.newPage()
}

/**
 * Chromium calls a refusal of the server (404, 422…) an error too, and a network that a test takes
 * away; tests look at those themselves.
 */
const ANSWERED =
  /^Failed to load resource: (the server responded with a status of 4\d\d|net::ERR_(INTERNET_DISCONNECTED|FAILED))/
