import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { feedChain } from '#feed/feed_chain'
import { verifyFeed } from '#feed/verify_feed'
import { clock } from '#shared/clock'
import { someone, someoneWith } from '#tests/support/cast'
import { foundLongAgo } from '#tests/support/founded'
import * as known from '#tests/support/known_photo'
import { claimedBy, decided } from '#tests/support/moderation/cases'
import { photoDesk } from '#tests/support/photo_desk'

test.group('A photo that comes back', (group) => {
  photoDesk(group)
  group.each.setup(async () => {
    await foundLongAgo()
    await known.aKnownPhoto()
  })

  test('is a case that a person decides: dismissed, the post appears; nobody reported it', async ({
    assert,
  }) => {
    const fatou = await someoneWith('moderator', 'Fatou')
    const photo = await known.jpegOf((await known.removedPicture()).flop())
    const post = await known.prepared(await someone('Awa'), [photo])
    assert.equal(post.heldFor, 'known_photo')
    const about = await db.from('cases').where('post_id', post.id).firstOrFail()
    assert.deepEqual([about.source, about.breach], ['software', 'intimate'])
    assert.lengthOf(await db.from('reports').where('case_id', about.id), 0)
    await claimedBy(fatou, about.id, clock.now())
    const dismissal = { act: 'dismiss', days: null, ground: null } as const
    await decided(fatou, about.id, dismissal, clock.now())
    await feedChain.flush()
    await post.refresh()
    assert.isNull(post.heldFor)
    assert.isNotNull(post.publishedSeq)
    assert.isNull((await verifyFeed()).fault)
  })

  test('removed for good by a person, says in its statement that software found it', async ({
    assert,
  }) => {
    const fatou = await someoneWith('moderator', 'Fatou')
    const post = await known.prepared(await someone('Awa'), [
      await known.jpegOf(known.removedPicture()),
    ])
    const about = await db.from('cases').where('post_id', post.id).firstOrFail()
    await claimedBy(fatou, about.id, clock.now())
    const ground = { kind: 'law', clause: 'Code pénal, article 226-2-1' } as const
    const removal = { act: 'remove', days: null, breach: 'intimate', ground } as const
    await decided(fatou, about.id, removal, clock.now())
    const [{ statement }] = await db.from('statements_of_reasons').select('statement')
    assert.equal(statement.automated_detection, 'Yes')
    assert.equal(statement.automated_decision, 'AUTOMATED_DECISION_NOT_AUTOMATED')
    await post.refresh()
    assert.isNull(post.publishedSeq)
    assert.equal(post.heldFor, 'known_photo')
  })
})
