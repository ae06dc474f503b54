import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { HERE } from './limit_pages.js'
import type { Cast } from './cast.js'

/** What a signed-in browser sends with each page it asks for. */
export function browserHeaders(token: string): Record<string, string> {
  return { ...VISITOR, cookie: `placette=${token}` }
}

export const VISITOR = { 'sec-fetch-site': 'same-origin', 'accept-language': 'fr' }

/** Reads three pages of the product and keeps what is around their cards and comments. */
export async function keepFrames(url: string, cast: Cast, folder: string): Promise<void> {
  const reader = browserHeaders(cast.tokens[0] ?? '')
  const pages = {
    feed: openAround(await read(`${url}/feed`, reader)),
    square: openAround(await read(`${url}/`, VISITOR)),
    post: openAroundThread(await read(`${url}/posts/${cast.threads[0]}`, reader)),
  }
  for (const [name, page] of Object.entries(pages)) {
    writeFileSync(join(folder, `${name}.html`), page)
  }
}

export async function read(url: string, headers: Record<string, string>): Promise<string> {
  const answer = await fetch(url, { headers })
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`)
  return answer.text()
}

const AFTER_CARD = '</article>\n'

function openAround(page: string): string {
  const from = page.indexOf('<article')
  return page.slice(0, from) + HERE + page.slice(page.lastIndexOf(AFTER_CARD) + AFTER_CARD.length)
}

function openAroundThread(page: string): string {
  const afterCard = page.indexOf(AFTER_CARD) + AFTER_CARD.length
  const between = page.slice(afterCard, page.indexOf('<li class="comment'))
  return (
    page.slice(0, page.indexOf('<article')) +
    HERE +
    between +
    HERE +
    page.slice(page.lastIndexOf('</ol>'))
  )
}
