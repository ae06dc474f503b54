import { spawnSync } from 'node:child_process'
import pg from 'pg'
import { killRounds } from '../support/kill_rounds.js'

interface Given {
  applicationUrl: string
  ownerUrl: string
  dataDir: string
  names: string[]
}

/** The long torture: many kills under load; `--short` is the form of every run. */
export async function endure({ applicationUrl, ownerUrl, dataDir, names }: Given) {
  migrate(applicationUrl, ownerUrl)
  const rounds = names.includes('--short') ? 4 : 40
  const after = await killRounds({ applicationUrl, ownerUrl, dataDir }, { rounds })
  const lost = after.acknowledged.filter(({ key, id }) => {
    const post = after.posts.get(key)
    return post?.id !== id || post.count !== 1 || !post.published
  })
  const verified = verify(applicationUrl, ownerUrl)
  console.log(
    `${rounds} kills: ${after.acknowledged.length} posts acknowledged, ${lost.length} lost or doubled, ` +
      `${after.refusals} refused, chain ${verified ? 'verifies' : 'is broken'}`
  )
  await leaveClean(ownerUrl)
  return lost.length === 0 && verified && after.acknowledged.length > 100
}

function ace(applicationUrl: string, ownerUrl: string, connection: string, ...command: string[]) {
  const { status, stderr, stdout } = spawnSync(process.execPath, ['ace.js', ...command], {
    encoding: 'utf8',
    env: {
      ...process.env,
      NODE_ENV: 'production',
      HOST: 'localhost',
      PORT: '1',
      APP_URL: 'http://localhost:1',
      APP_KEY: 'a-key-for-tests-that-guards-nothing',
      DATABASE_URL: applicationUrl,
      DATABASE_OWNER_URL: ownerUrl,
      DATABASE_CONNECTION: connection,
    },
  })
  if (status !== 0) console.error(stdout, stderr)
  return status === 0
}

function migrate(applicationUrl: string, ownerUrl: string) {
  if (!ace(applicationUrl, ownerUrl, 'owner', 'migration:run', '--force')) {
    throw new Error('The database could not be migrated')
  }
}

const verify = (applicationUrl: string, ownerUrl: string) =>
  ace(applicationUrl, ownerUrl, 'postgres', 'feed:verify')

/** Ends what the killed processes left connected, so that the server can stop at once. */
async function leaveClean(ownerUrl: string) {
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  await owner.query('checkpoint').catch(() => null)
  await owner.end()
}
