import { readFile } from 'node:fs/promises'
import { demoPhotoPath } from './demo_files.js'

export interface PhotoCredit {
  title: string
  /** Where the picture comes from, when its page has an address. */
  href: string | null
  author: string
  licence: string
  licenceHref: string | null
}

/** Who made the demo's photographs, as `database/demo/photos/CREDITS.md` lists them. */
export async function photoCredits(): Promise<PhotoCredit[]> {
  const text = await readFile(demoPhotoPath('CREDITS.md'), 'utf8')
  const licences = new Map(
    [...text.matchAll(/^- (.+?): <(https:[^>]+)>$/gm)].map(([, name, href]) => [name, href])
  )
  return [...text.matchAll(/^\| \S+\.jpg \| (.+?) \| (.+?) \| (.+?) \|/gm)].map(
    ([, title = '', author = '', licence = '']) => {
      const [, words, href] = /^\[(.+)\]\((https:.+)\)$/.exec(title) ?? []
      return {
        title: words ?? title,
        href: href ?? null,
        author,
        licence,
        licenceHref: licences.get(licence) ?? null,
      }
    }
  )
}
