import type { Page } from 'playwright'

/** Moves on with Tab until the element with this name has the focus; at most sixty stops. */
export async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  for (let stop = 0; stop < 60; stop += 1) {
    await page.keyboard.press('Tab')
    if (matches(await focusedName(page), name)) return
  }
  throw new Error(`Tab never comes to ${String(name)}`)
}

/** The name of what has the focus, as it is read out: its label, its title or its words. */
export async function focusedName(page: Page): Promise<string> {
  return String(await page.evaluate(NAME))
}

function matches(text: string, name: string | RegExp) {
  return typeof name === 'string' ? text === name : name.test(text)
}

const NAME = `(() => {
  const element = document.activeElement
  const words = element.ariaLabel ?? element.labels?.[0]?.innerText ?? element.innerText ?? ''
  return words.replace(/\\s+/g, ' ').trim()
})()`

/**
 * Walks through the whole page with Tab; returns each stop that cannot be told from the same
 * element without the focus, or that lies under something else (WCAG 2.2, 2.4.7 and 2.4.11).
 */
export async function unseenStops(page: Page): Promise<string[]> {
  const unseen: string[] = []
  const seen = new Set<string>()
  for (let stop = 0; stop < 200; stop += 1) {
    await page.keyboard.press('Tab')
    const { id, name, covered } = (await page.evaluate(ARRIVE)) as Stop
    if (id === '' || seen.has(id)) return [...unseen, ...((await page.evaluate(SAME)) as string[])]
    seen.add(id)
    if (covered) unseen.push(`${name}: covered`)
  }
  throw new Error('Tab never comes round')
}

interface Stop {
  id: string
  name: string
  covered: boolean
}

// How the element looks, with what may show the focus in its stead (its label, what holds it).
const LOOK = `const look = (element) => [element, element.labels?.[0], element.parentElement, element.closest('label')]
  .filter(Boolean)
  .map((each) => {
    const { outlineStyle, outlineWidth, boxShadow, clipPath, insetBlockStart } = getComputedStyle(each)
    return [outlineStyle, outlineStyle === 'none' ? 0 : outlineWidth, boxShadow, clipPath, insetBlockStart].join(' ')
  })
  .join('; ')`

const ARRIVE = `(() => {
  ${LOOK}
  const element = document.activeElement
  if (!element || element === document.body) return { id: '', name: '', covered: false }
  const stops = (window.stops ??= new Map())
  const name = element.outerHTML.slice(0, 90)
  if (stops.has(element)) return { id: '', name, covered: false }
  stops.set(element, { name, look: look(element) })
  const shown = element.labels?.[0] ?? element
  const { left, right, top, bottom } = shown.getBoundingClientRect()
  const at = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
  const covered = !at || !(shown.contains(at) || at.contains(shown))
  return { id: String(stops.size), name, covered }
})()`

const SAME = `(() => {
  ${LOOK}
  document.activeElement?.blur()
  return [...window.stops]
    .filter(([element, stop]) => element.isConnected && look(element) === stop.look)
    .map(([, stop]) => stop.name + ': the focus does not show')
})()`
