import { Person } from './person.js'

/** Handles that would read as a page of ours or as an office. */
const RESERVED = new Set([
  'admin',
  'placette',
  'moderation',
  'support',
  'treasury',
  'board',
  'me',
  'help',
  'contact',
  'legal',
  'system',
])

export type HandleRefusal = 'handle_reserved' | 'handle_taken'

/** Why a handle cannot be chosen; null when it can. */
export async function handleRefusal(handle: string): Promise<HandleRefusal | null> {
  if (RESERVED.has(handle)) return 'handle_reserved'
  return (await Person.findBy('handle', handle)) ? 'handle_taken' : null
}
