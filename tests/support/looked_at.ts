import { readFile } from 'node:fs/promises'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright'
import { DESK, PHONE } from './browsers.js'

const axe = readFile(new URL(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

// A colour that is on its way to another is nobody's contrast; what a closed <details> hides waits.
const SETTLED = `Promise.allSettled(
  document
    .getAnimations()
    .filter((move) => move instanceof CSSTransition && move.effect.target.checkVisibility())
    .map(({ finished }) => finished)
)`

const RUN = `axe.run(document, {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
})`

/** The smallest screen that text has to reflow on (WCAG 2.2, 1.4.10), in CSS pixels. */
const NARROWEST = { width: 320, height: 640 }

/** A desk's screen enlarged to 200 % (WCAG 2.2, 1.4.4). */
const ENLARGED = { width: 640, height: 450 }

/**
 * What is wrong with the page as it stands, one line each: violations that axe finds in light and
 * in dark, on a phone (and at a desk for the main pages), what is wider than the screen, and what is
 * said in no language.
 */
export async function faultsOf(page: Page, name: string, alsoAtDesk = false): Promise<string[]> {
  await page.evaluate(await axe)
  const faults = [
    ...(await unsaid(page, name)),
    ...(await overflow(page, `${name}, phone`)),
    ...(await violations(page, `${name}, phone, light`)),
  ]
  await page.emulateMedia({ colorScheme: 'dark' })
  faults.push(...(await violations(page, `${name}, phone, dark`)))
  if (alsoAtDesk) {
    await page.setViewportSize(DESK)
    faults.push(...(await overflow(page, `${name}, desk`)))
    faults.push(...(await violations(page, `${name}, desk, dark`)))
    await page.emulateMedia({ colorScheme: 'light' })
    faults.push(...(await violations(page, `${name}, desk, light`)))
  }
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize(ENLARGED)
  faults.push(...(await overflow(page, `${name}, at 200 %`)))
  await page.setViewportSize(NARROWEST)
  faults.push(...(await overflow(page, `${name}, narrowest`)))
  await page.setViewportSize(PHONE)
  return faults
}

/** Sentences that are not in the words of this language. */
async function unsaid(page: Page, where: string): Promise<string[]> {
  const found = /translation missing[^<]*/.exec(await page.content())
  return found ? [`${where}: ${found[0]}`] : []
}

async function violations(page: Page, where: string): Promise<string[]> {
  await page.evaluate(SETTLED)
  const found = (await page.evaluate(RUN)) as AxeResults
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${where}: ${id}: ${target.join(' ')}: ${failureSummary}`
    )
  )
}

/** The deepest elements that end to the right of the screen, when the page is wider than it. */
const BEYOND = `(() => {
  if (document.documentElement.scrollWidth <= innerWidth) return []
  const beyond = [...document.body.querySelectorAll('*')].filter(
    (element) => element.getBoundingClientRect().right > innerWidth + 0.5
  )
  const deepest = beyond.filter((element) => !beyond.some((other) => other.parentElement === element))
  return deepest.slice(0, 3).map((element) => element.outerHTML.slice(0, 120))
})()`

async function overflow(page: Page, where: string): Promise<string[]> {
  const beyond = (await page.evaluate(BEYOND)) as string[]
  return beyond.map((element) => `${where}: wider than the screen: ${element}`)
}
