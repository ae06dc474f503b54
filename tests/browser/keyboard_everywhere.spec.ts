import { test } from '@japa/runner'
import type { Page } from 'playwright'
import { browserOf, DESK } from '#tests/support/browsers'
import { browserWorld } from '#tests/support/browser_world'
import { aPost } from '#tests/support/feed_factory'
import { stage } from '#tests/support/stage'

const PAGES = [
  '/feed',
  '/search?q=place',
  '/tags/fete',
  '/bookmarks',
  '/drafts',
  '/posts/new',
  '/notifications',
  '/decide',
  '/decide/new',
  '/decide/new/election',
  '/invitations',
  '/invitations/tree',
  '/me',
  '/me/security',
  '/me/email',
  '/me/place',
  '/me/places',
  '/me/filters',
  '/me/feeds',
  '/rules',
  '/rules/feed.photos_per_post/edit',
  '/settings/network',
  '/feed/proof',
]

/** What a mouse could act upon, in the order of the page; of several radios of one name, one. */
const REACHABLE = `(() => {
  const wanted = 'a[href], button, input:not([type=hidden]), select, textarea, summary'
  const seen = new Set()
  return [...document.querySelectorAll(wanted)].filter((element) => {
    if (element.disabled || !element.checkVisibility() || element.closest('[inert]')) return false
    if (element.type !== 'radio') return true
    const first = !seen.has(element.name)
    seen.add(element.name)
    return first
  }).length
})()`

/** The element that has the focus, and whether it shows; null once the focus has left the page. */
const FOCUSED = `(() => {
  const element = document.activeElement
  if (!element || element === document.body) return null
  window.walked ??= new Set()
  // A date is typed in several parts, each a stop of its own.
  const within = window.latest === element
  const again = window.walked.has(element) && !within
  window.latest = element
  window.walked.add(element)
  // The parts of a date show the focus themselves, inside.
  const shown = within || [element, element.closest('label, .choice, li, details')].some((one) => {
    const style = one && getComputedStyle(one)
    return style && ((style.outlineStyle !== 'none' && style.outlineWidth !== '0px') || style.boxShadow !== 'none')
  })
  return { again, shown, name: element.outerHTML.slice(0, 90), reached: window.walked.size }
})()`

interface Focused {
  again: boolean
  shown: boolean
  name: string
  reached: number
}

/** Tabs through the page until it begins again; what had the focus without showing it. */
async function walk(page: Page): Promise<{ reached: number; unseen: string[] }> {
  const unseen: string[] = []
  let reached = 0
  for (let pressed = 0; pressed < 500; pressed += 1) {
    await page.keyboard.press('Tab')
    const focused = (await page.evaluate(FOCUSED)) as Focused | null
    if (focused === null || focused.again) return { reached, unseen }
    reached = focused.reached
    if (!focused.shown) unseen.push(focused.name)
  }
  throw new Error(`${page.url()} keeps the keyboard`)
}

test.group('With the keyboard alone', (group) => {
  browserWorld(group)

  test('all that a mouse could press is reached, in turn, and shows that it is', async ({
    browser,
    assert,
  }) => {
    const { callers } = await stage()
    const { owner } = callers
    if (owner) await aPost(owner, { body: 'Au lavoir de la place #fete' })
    const page = await browserOf(browser, owner, { viewport: DESK })
    for (const path of PAGES) {
      await page.goto(path)
      const wanted = Number(await page.evaluate(REACHABLE))
      const { reached, unseen } = await walk(page)
      assert.deepEqual(unseen, [], path)
      assert.isAtLeast(reached, wanted, path)
    }
  }).timeout(240_000)
})
