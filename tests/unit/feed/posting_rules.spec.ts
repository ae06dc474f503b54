import { test } from '@japa/runner'
import { countCharacters, mayStillEdit, postingRefusals } from '#feed/posting_rules'

const LIMITS = { characters: 10, photos: 2, postsPerDay: 3 }
const attempt = (change: Partial<Parameters<typeof postingRefusals>[0]> = {}) =>
  postingRefusals({ body: 'Bonjour', photoCount: 0, postsToday: 0, ...change }, LIMITS)

test.group('Posting', () => {
  test('takes a text, a photo alone, or both', ({ assert }) => {
    assert.deepEqual(attempt(), [])
    assert.deepEqual(attempt({ body: '', photoCount: 1 }), [])
    assert.deepEqual(attempt({ photoCount: 2 }), [])
  })

  test('refuses what is empty, spaces included', ({ assert }) => {
    assert.deepEqual(attempt({ body: ' \n\t ' }), ['empty'])
  })

  test('refuses what shows nothing: invisible characters, blank letters', ({ assert }) => {
    for (const body of ['\u200b\u2060', '\u3164', '\u2800 \u2800', '\u202e\u202c']) {
      assert.deepEqual(attempt({ body }), ['empty'])
      assert.deepEqual(attempt({ body, photoCount: 1 }), [])
    }
  })

  test('takes exactly the limits of the rule book and refuses one more', ({ assert }) => {
    assert.deepEqual(attempt({ body: 'x'.repeat(10), photoCount: 2, postsToday: 2 }), [])
    assert.deepEqual(attempt({ body: 'x'.repeat(11) }), ['too_long'])
    assert.deepEqual(attempt({ photoCount: 3 }), ['too_many_photos'])
    assert.deepEqual(attempt({ postsToday: 3 }), ['too_many_today'])
  })

  test('says everything that is wrong at once', ({ assert }) => {
    const refusals = attempt({ body: 'x'.repeat(11), photoCount: 3, postsToday: 9 })
    assert.deepEqual(refusals, ['too_long', 'too_many_photos', 'too_many_today'])
  })

  test('counts characters as readers do', ({ assert }) => {
    assert.equal(countCharacters('été'), 3)
    assert.equal(countCharacters('🐐🧀'), 2)
    assert.equal(countCharacters('a\r\nb'), 3)
  })

  test('lets an author change a post within the window, or always when there is none', ({
    assert,
  }) => {
    const noon = new Date('2026-03-12T12:00:00Z')
    const later = (minutes: number) => new Date(noon.getTime() + minutes * 60_000)
    assert.isTrue(mayStillEdit(noon, null, later(1_000_000)))
    assert.isTrue(mayStillEdit(noon, 30, later(30)))
    assert.isFalse(mayStillEdit(noon, 30, later(31)))
    assert.isTrue(mayStillEdit(null, 30, later(500)))
  })
})
