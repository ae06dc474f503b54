import { test } from '@japa/runner'
import { grants } from '#people/powers'
import { demoPeople } from '#web/demo/demo_files'
import { DEMO_HANDLES } from '#web/demo/roles'

test.group('The roles of the demo', () => {
  test('are people of the demo, with the mandates that their name promises', async ({ assert }) => {
    const people = await demoPeople()
    const mandates = (role: keyof typeof DEMO_HANDLES) => {
      const person = people.find(({ handle }) => handle === DEMO_HANDLES[role])
      assert.exists(person, `${role}: ${DEMO_HANDLES[role]}`)
      return person?.mandates ?? []
    }
    assert.deepEqual(mandates('newcomer'), [])
    assert.deepEqual(mandates('member'), [])
    assert.isTrue(grants(mandates('moderator'), 'moderation.handle'))
    assert.isTrue(grants(mandates('treasurer'), 'treasury.keep'))
    assert.isTrue(grants(mandates('board'), 'spend.sign'))
  })

  test('the newcomer is the last to have come', async ({ assert }) => {
    const [last] = (await demoPeople()).toSorted(
      (one, other) => one.joined_days_ago - other.joined_days_ago
    )
    assert.equal(DEMO_HANDLES.newcomer, last?.handle)
  })
})
