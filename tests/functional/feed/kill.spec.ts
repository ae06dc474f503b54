import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { verifyFeed } from '#feed/verify_feed'
import { killRounds } from '#tests/support/kill_rounds'
import { ownDatabase, ownDatabaseUrls } from '#tests/support/own_database'

test.group('Killed at random while fifty people post', (group) => {
  ownDatabase(group)

  test('everything acknowledged is there, once, in a chain that verifies', async ({ assert }) => {
    const dataDir = await mkdtemp(join(tmpdir(), 'placette-kill-'))
    const { application: applicationUrl, owner: ownerUrl } = ownDatabaseUrls()
    const after = await killRounds({ applicationUrl, ownerUrl, dataDir }, { rounds: 3 })
    await rm(dataDir, { recursive: true, force: true })

    assert.isAbove(after.acknowledged.length, 100, 'the load was real')
    for (const { key, id } of after.acknowledged) {
      const post = after.posts.get(key)
      assert.deepEqual([post?.id, post?.count, post?.published], [id, 1, true], key)
    }
    const numbers = [...after.posts.values()].map((post) => post.seq)
    assert.lengthOf([...new Set(numbers)], numbers.length, 'no two posts share a place')
    const check = await verifyFeed()
    assert.isNull(check.fault)
    assert.equal(check.posts, after.posts.size)
  }).timeout(120_000)
})
