import { readFile } from 'node:fs/promises'
import app from '@adonisjs/core/services/app'
import type { Role } from '#people/powers'

/** The demo's own texts, in `database/demo`. */
export interface DemoPerson {
  key: string
  handle: string
  name: string
  bio: string
  place: string
  locale: 'fr' | 'en'
  sponsor: string | null
  joined_days_ago: number
  photo: string | null
  mandates: Role[]
}

export interface DemoPost {
  author: string
  body: string
  visibility: 'public' | 'signed_in'
  hours_ago: number
  photos: Array<{ file: string; alt: string }>
  comments: Array<{ author: string; hours_after: number; body: string }>
  thanks: string[]
  edited?: { hours_after: number; previous_body: string }
}

export const demoPeople = () => read<DemoPerson[]>('people.json')
export const demoPosts = () => read<DemoPost[]>('posts.json')
export const demoPhotoPath = (file: string) => app.makePath('database/demo/photos', file)

async function read<Content>(file: string): Promise<Content> {
  return JSON.parse(await readFile(app.makePath('database/demo', file), 'utf8'))
}
