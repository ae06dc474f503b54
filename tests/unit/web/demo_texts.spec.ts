import { readdir } from 'node:fs/promises'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import { marksIn } from '#feed/marks'
import { communeByCode } from '#people/places/communes'
import { demoPeople, demoPlaces, demoPosts, DEMO_SCENARIOS } from '#web/demo/demo_files'
import type { DemoPerson, DemoPost } from '#web/demo/demo_files'
import { inOrderOfTime } from '#web/demo/demo_time'

const HOUR = 3_600_000

/** A morning of each month, and one at which the clocks of Paris change. */
const MORNINGS = [
  ...Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(2027, month, 17, 7, 30))),
  new Date('2028-03-26T01:30:00Z'),
  new Date('2028-02-29T12:00:00Z'),
]

const textsOf = (post: DemoPost) => [
  post.body,
  post.content_warning ?? '',
  post.edited?.previous_body ?? '',
  ...post.photos.map((photo) => photo.alt),
  ...post.comments.map((comment) => comment.body),
]

for (const scenario of DEMO_SCENARIOS) {
  test.group(`The demo’s texts (${scenario})`, (group) => {
    let people: DemoPerson[] = []
    let posts: DemoPost[] = []
    group.setup(async () => {
      ;[people, posts] = await Promise.all([demoPeople(scenario), demoPosts(scenario)])
    })
    const personOf = (key: string) => people.find((person) => person.key === key)

    test('are signed, and thanked, by people of the demo', ({ assert }) => {
      for (const post of posts) {
        const named = [post.author, ...post.thanks, ...post.comments.map(({ author }) => author)]
        for (const key of named) assert.exists(personOf(key), `${key}: ${post.body.slice(0, 60)}`)
        assert.notInclude(post.thanks, post.author)
      }
    })

    test('name people who exist', ({ assert }) => {
      const handles = people.map(({ handle }) => handle)
      for (const text of posts.flatMap(textsOf)) {
        for (const mark of marksIn(text)) {
          if (mark.kind === 'mention') assert.include(handles, mark.handle, text)
        }
      }
    })

    test('say what each photo shows, and show none three times', async ({ assert }) => {
      const files = await readdir(app.makePath('database/demo/photos'))
      const shown = [
        ...posts.flatMap((post) => post.photos.map((photo) => photo.file)),
        ...people.flatMap((person) => person.photo ?? []),
      ]
      for (const file of shown) {
        assert.include(files, file)
        assert.isAtMost(shown.filter((other) => other === file).length, 2, file)
      }
      for (const { photos } of posts) {
        for (const { alt, file } of photos) assert.isAbove(alt.length, 15, file)
      }
    })

    test('stand at places that exist', async ({ assert }) => {
      const slugs = (await demoPlaces()).map(({ slug }) => slug)
      for (const post of posts) if (post.place) assert.include(slugs, post.place)
      for (const person of people) assert.include(slugs, person.place_slug)
    })

    test('are written after their authors joined, whatever day one looks', ({ assert }) => {
      for (const now of MORNINGS) {
        const joinedAt = (key: string) =>
          now.getTime() - (personOf(key)?.joined_days_ago ?? 0) * 24 * HOUR
        for (const { post, publishedAt } of inOrderOfTime(posts, now)) {
          const at = publishedAt.getTime()
          const said = `${now.toISOString()}: ${post.body.slice(0, 60)}`
          assert.isAbove(at, joinedAt(post.author), said)
          for (const { author, hours_after: after } of post.comments) {
            assert.isAbove(at + after * HOUR, joinedAt(author), `${author} under ${said}`)
          }
        }
      }
    })

    test('answer each other in order', ({ assert }) => {
      for (const { body, comments } of posts) {
        const hours = comments.map((comment) => comment.hours_after)
        assert.deepEqual(
          hours,
          hours.toSorted((one, other) => one - other),
          body
        )
      }
    })

    test('have French typography', ({ assert }) => {
      const texts = [...posts.flatMap(textsOf), ...people.flatMap(({ bio, name }) => [bio, name])]
      for (const text of texts) {
        assert.notMatch(text, /['"]|\.\.\./, text)
        assert.notMatch(text, / [?!;:»]|« /, text)
      }
    })

    test('never say the same twice', ({ assert }) => {
      const sentences = posts
        .flatMap((post) => post.body.split(/(?<=[.!?…])\s+/))
        .filter((sentence) => sentence.length > 30)
      const twice = sentences.filter((one, index) => sentences.indexOf(one) !== index)
      assert.deepEqual(twice, [])
    })

    test('have people invited by those who came before them', ({ assert }) => {
      assert.lengthOf(new Set(people.map(({ handle }) => handle)), people.length)
      for (const { key, sponsor, joined_days_ago: joined } of people) {
        if (!sponsor) continue
        assert.isAbove(personOf(sponsor)?.joined_days_ago ?? 0, joined, `${sponsor} invited ${key}`)
      }
    })
  })
}

test.group('The demo', () => {
  test('names communes as INSEE does, and quarters after their commune', async ({ assert }) => {
    for (const place of await demoPlaces()) {
      if (place.kind === 'commune') {
        assert.equal((await communeByCode(place.code))?.name, place.name, place.code)
      } else assert.isTrue(place.slug.startsWith(`${place.parent}-`), place.slug)
    }
  })

  test('holds two years of about six hundred posts by about 120 people, on any day', async ({
    assert,
  }) => {
    assert.closeTo((await demoPeople()).length, 120, 5)
    const posts = await demoPosts()
    for (const now of MORNINGS) {
      const told = inOrderOfTime(posts, now)
      assert.closeTo(told.length, 605, 15)
      const first = told[0]?.publishedAt ?? now
      assert.isAbove((now.getTime() - first.getTime()) / (24 * HOUR), 730)
    }
    assert.isAbove(posts.filter((post) => post.place).length, 100)
    assert.isAbove(posts.filter((post) => post.content_warning).length, 4)
    assert.isAbove(posts.filter((post) => /#\p{L}/u.test(post.body)).length, 50)
  })

  test('has one author write several posts in a row, for the feed to fold', async ({ assert }) => {
    const latest = inOrderOfTime(await demoPosts(), new Date()).slice(-80)
    const runs = latest.filter(({ post }, index) => latest[index - 1]?.post.author === post.author)
    assert.isAbove(runs.length, 2)
  })

  test('puts what goes with a season in its season', async ({ assert }) => {
    for (const now of MORNINGS) {
      const told = inOrderOfTime(await demoPosts(), now)
      const greeting = told.filter(({ post }) => post.body.startsWith('Joyeux Noël'))
      assert.isNotEmpty(greeting)
      for (const { publishedAt } of greeting) assert.equal(publishedAt.getUTCMonth(), 11)
    }
  })

  test('founds a collective of a dozen people within a month', async ({ assert }) => {
    const now = MORNINGS[0] ?? new Date()
    assert.closeTo((await demoPeople('founding')).length, 12, 1)
    const told = inOrderOfTime(await demoPosts('founding'), now)
    assert.isAbove(told.length, 35)
    const age = now.getTime() - (told[0]?.publishedAt.getTime() ?? 0)
    assert.closeTo(age / (24 * HOUR), 30, 2)
  })
})
