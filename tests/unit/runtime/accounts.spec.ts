import { chmodSync, chownSync, existsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from '@japa/runner'
import { mayEnter, serverAccount } from '../../../bin/postgres/account.js'
import { removePostgres } from '../../../bin/postgres/remove_postgres.js'
import { folderFor, query, served } from './served.js'

const NOBODY = { name: 'nobody', uid: 65_534, gid: 65_534 }
const isRoot = process.getuid?.() === 0

// Another account can only be tried by root; an ordinary account runs all other tests as itself.
if (isRoot) {
  test.group('The account that PostgreSQL runs under', () => {
    test('is an unprivileged one when root starts it', async ({ assert, ...context }) => {
      const folder = folderFor(context.test)
      const server = await served(folder)
      const { uid } = statSync(join(folder, 'postgres'))
      assert.equal(uid, serverAccount()?.uid)
      assert.notEqual(uid, 0)
      await server.kill('SIGTERM')
    })

    test('finds its data elsewhere when it cannot enter the folder, and this is said', async ({
      assert,
      ...context
    }) => {
      const folder = folderFor(context.test)
      chmodSync(folder, 0o700)
      const first = await served(folder)
      const [, elsewhere = ''] = /the database is in (\S+)\./.exec(first.output()) ?? []
      assert.match(elsewhere, /^\/var\/lib\/placette\/[0-9a-f]{12}\/data-[0-9a-f]{12}$/)
      assert.isFalse(existsSync(join(folder, 'postgres')))
      await query(first.ownerUrl, 'CREATE TABLE notes AS SELECT 1 AS id')
      await first.kill('SIGTERM')

      const second = await served(folder)
      assert.deepEqual(await query(second.ownerUrl, 'SELECT * FROM notes'), [{ id: 1 }])
      await second.kill('SIGTERM')

      await removePostgres(folder)
      assert.isFalse(existsSync(elsewhere))
    })

    if (mayEnter(NOBODY, process.cwd())) {
      test('is one’s own for an ordinary account', async ({ assert, ...context }) => {
        const folder = folderFor(context.test)
        chownSync(folder, NOBODY.uid, NOBODY.gid)
        const server = await served(folder, { uid: NOBODY.uid })
        assert.equal(statSync(join(folder, 'postgres')).uid, NOBODY.uid)
        assert.lengthOf(await query(server.applicationUrl, 'SELECT 1'), 1)
        assert.equal(dirname(join(folder, 'postgres')), folder)
        await server.kill('SIGTERM')
      })
    }
  })
}
