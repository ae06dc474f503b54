import type { Person } from '#people/person'
import type { DemoPost } from './demo_files.js'
import type { SeedPhoto } from './feed_rows.js'
import type { SeedEvent, SeedPost } from './feed_writer.js'

const HOUR = 3_600_000

/** The demo's posts in order of time: the first has the id 1. */
type Told = Array<{ post: DemoPost; publishedAt: Date }>
type PersonOf = (key: string) => Person

interface World {
  personOf: PersonOf
  photoOf: (file: string, ownerId: number, alt: string) => SeedPhoto
  places: ReadonlyMap<string, number>
}

const later = (at: Date, hours: number) => new Date(Math.round(at.getTime() + hours * HOUR))

/** What happened up to now, in the order of time: posts, their changes, their comments. */
export function demoEvents(told: Told, now: Date, world: World): SeedEvent[] {
  const posts = told.map(({ post, publishedAt }, index) =>
    seedPost(post, publishedAt, index + 1, now, world)
  )
  const edits = posts.flatMap((post) =>
    post.edited ? [{ kind: 'edit' as const, at: post.edited.at, post }] : []
  )
  const comments = told
    .flatMap(({ post, publishedAt }, index) =>
      post.comments.map((comment) => ({
        at: later(publishedAt, comment.hours_after),
        postId: index + 1,
        authorId: world.personOf(comment.author).id,
        body: comment.body,
      }))
    )
    .filter(({ at }) => at < now)
    .sort((one, other) => one.at.getTime() - other.at.getTime())
    .map((comment, index) => ({ kind: 'comment' as const, id: index + 1, ...comment }))
  return [...posts, ...edits, ...comments].sort(
    (one, other) => one.at.getTime() - other.at.getTime()
  )
}

function seedPost(post: DemoPost, at: Date, id: number, now: Date, world: World): SeedPost {
  const authorId = world.personOf(post.author).id
  const { edited } = post
  return {
    kind: 'post',
    at,
    id,
    authorId,
    body: post.body,
    visibility: post.visibility,
    contentWarning: post.content_warning ?? '',
    placeId: placeId(post.place, world.places),
    photos: post.photos.map(({ file, alt }) => world.photoOf(file, authorId, alt)),
    commentsCount: post.comments.filter(({ hours_after: after }) => later(at, after) < now).length,
    ...(edited
      ? { edited: { at: later(at, edited.hours_after), previousBody: edited.previous_body } }
      : {}),
  }
}

function placeId(slug: string | undefined, places: ReadonlyMap<string, number>): number | null {
  if (slug === undefined) return null
  const id = places.get(slug)
  if (id === undefined) throw new Error(`The demo has no place ${slug}`)
  return id
}

/** Thanks, within a few hours of the post, or of the day on which who thanks joined. */
export function thanksRows(told: Told, now: Date, personOf: PersonOf) {
  return told.flatMap(({ post, publishedAt }, index) =>
    [...new Set(post.thanks)]
      .filter((key) => key !== post.author)
      .map((key, order) => {
        const person = personOf(key)
        const since = Math.max(publishedAt.getTime(), person.joinedAt.getTime())
        return { person, thankedAt: later(new Date(since), 0.4 + order * 1.3) }
      })
      .filter(({ thankedAt }) => thankedAt < now)
      .map(({ person, thankedAt }) => [index + 1, person.id, thankedAt])
  )
}
