import type { HttpContext } from '@adonisjs/core/http'
import { throttle } from '#shared/http/throttle'
import { findPlaces, type OfferedPlace } from './find_places.js'

/** What was typed in a search of places, and what it found; null while nothing was asked. */
export interface PlaceSearch {
  asked: string
  found: OfferedPlace[] | null
}

/** Answers `?q=` of any page that lets one choose a place. */
export async function placeSearch({ request }: HttpContext): Promise<PlaceSearch> {
  const typed: unknown = request.qs().q
  const asked = typeof typed === 'string' ? typed.trim().slice(0, 80) : ''
  if (asked === '') return { asked, found: null }
  await throttle('places', [request.ip()], { tries: 600, seconds: 900, inGroups: true })
  return { asked, found: await findPlaces(asked) }
}
