import { test } from '@japa/runner'
import { browserOf } from '#tests/support/browsers'
import { browserWorld } from '#tests/support/browser_world'
import { faultsOf } from '#tests/support/looked_at'
import { stage } from '#tests/support/stage'
import { MATRIX, type Caller } from '../functional/web/access_matrix.js'

/** Who sees most of a page comes first. */
const SEES_MOST: Caller[] = ['owner', 'moderator', 'board', 'treasurer', 'account', 'visitor']

const PAGES = Object.keys(MATRIX)
  .filter((route) => route.startsWith('GET '))
  .map((route) => route.slice('GET '.length))

/** Addresses that answer something else than a page of ours, or lead elsewhere. */
const NO_PAGE = [
  '/membership/attestation.pdf',
  '/membership/shares/certificate.pdf',
  '/members/register.csv',
  '/members/register.ods',
  '/treasury/papers/:sha256',
  '/treasury/exports/:year/:format',
  '/treasury/years',
  '/setup',
  '/sw.js',
  '/assets/:file',
  '/favicon.svg',
  '/icons.svg',
  '/manifest.webmanifest',
  '/apple-touch-icon.png',
  '/icon-512.png',
  '/robots.txt',
  '/sitemap.xml',
  '/sitemap/pages',
  '/sitemap/posts/:number',
  '/health/live',
  '/health/ready',
  '/demo/mailbox.json',
  '/demo/mailbox/:id',
  '/sign-in/:token',
  '/join/:token',
  '/feed.atom',
  '/:handle/feed.atom',
  '/feeds/:token/feed.atom',
  '/feed.rss',
  '/:handle/feed.rss',
  '/feeds/:token/feed.rss',
  '/feed.json',
  '/:handle/feed.json',
  '/feeds/:token/feed.json',
  '/development/results/:key',
  '/decide/:id/ballot',
  '/decide/:id/proxies/:proxyId/ballot',
  '/feed/links.json',
  '/feed/receipt.json',
  '/email/:token',
  '/mentions/suggestions',
  '/photos/:key/:variant',
]

/** What an address asks for to be a page. */
const ASKED: Record<string, string> = {
  '/places/quarters/new': '?commune=79191',
  '/membership/shares/check': '?shares=2&paying=quarter',
  '/membership/join/check': '?plan=yearly&amount=2000&beyond=gift&instalments=1',
  '/membership/renew/:token/check': '?plan=yearly&amount=2000&beyond=gift&instalments=1',
}

/** Whoever is signed in is led on from here. */
const FOR_VISITORS = new Set(['/sign-in'])

test.group('Every page, as who sees most of it', (group) => {
  browserWorld(group)

  test('has no fault that axe finds, by day and night, and fits at 200 % and on the narrowest screen', async ({
    browser,
    assert,
  }) => {
    const { callers, address } = await stage()
    const faults: string[] = []
    const none: string[] = []
    for (const caller of SEES_MOST) {
      const routes = PAGES.filter((pattern) => {
        if (FOR_VISITORS.has(pattern)) return caller === 'visitor'
        const line = MATRIX[`GET ${pattern}`]
        return line && SEES_MOST.find((one) => line[one] === 'ok') === caller
      })
      const page = await browserOf(browser, callers[caller])
      for (const pattern of routes) {
        const path = address(pattern) + (ASKED[pattern] ?? '')
        const answer = await page.request.get(path, { maxRedirects: 0 })
        const isPage = (answer.headers()['content-type'] ?? '').startsWith('text/html')
        if (!isPage || answer.status() >= 300) {
          none.push(pattern)
          continue
        }
        await page.goto(path)
        faults.push(...(await faultsOf(page, `${pattern} as ${caller}`)))
      }
    }
    assert.deepEqual(faults, [])
    assert.sameMembers(none, NO_PAGE)
  }).timeout(400_000)
})
