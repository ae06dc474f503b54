import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import sharp from 'sharp'
import { Program, type Ground } from './fault_harness.js'
import { PostingCrowd, type CrowdReport } from './posting_crowd.js'

export interface Aftermath extends CrowdReport {
  /** Rows of posts by their submission key. */
  posts: Map<string, { id: number; count: number; published: boolean; seq: number | null }>
}

/**
 * Fifty people post while the program is killed without warning, `rounds` times at random
 * instants; it is started again, what had no answer is sent again, and everything is counted.
 */
export async function killRounds(
  ground: Ground & { ownerUrl: string },
  {
    rounds,
    people = 50,
    random = Math.random,
  }: { rounds: number; people?: number; random?: () => number }
): Promise<Aftermath> {
  const owner = new pg.Client({ connectionString: ground.ownerUrl })
  await owner.connect()
  const program = new Program(ground)
  try {
    const picture = await sharp({
      create: { width: 640, height: 480, channels: 3, background: '#3a7' },
    })
      .jpeg()
      .toBuffer()
    await liftLimits(owner)
    await program.start()
    const crowd = await PostingCrowd.gather(owner, people, () => program.url, picture)
    crowd.begin()
    for (let round = 0; round < rounds; round += 1) {
      await pause(400 + random() * 900)
      await program.kill()
      await program.start()
    }
    await crowd.stop()
    await crowd.resend()
    const posts = await settled(owner)
    return { ...crowd.report(), posts }
  } finally {
    await program.kill()
    await owner.end()
  }
}

/** The rule book's daily limit would end the load before the kills do. */
async function liftLimits(owner: pg.Client) {
  await owner.query(
    `insert into rule_values (rule_key, value, effective_from, recorded_at)
     values ('feed.posts_per_member_per_day', '200', now() - interval '1 day', now())`
  )
}

/** Waits until nothing is under way any more (photos prepared, links appended), then reads. */
async function settled(owner: pg.Client): Promise<Aftermath['posts']> {
  for (let tries = 0; tries < 600; tries += 1) {
    const { rows } = await owner.query(
      `select (select count(*) from posts where published_seq is null) +
              (select count(*) from chain_pending) as waiting`
    )
    if (Number(rows[0].waiting) === 0) break
    await pause(100)
  }
  const { rows } = await owner.query(
    `select submission_key as key, max(id) as id, count(*) as count, bool_and(published_at is not null) as published,
            max(published_seq) as seq from posts where submission_key is not null group by submission_key`
  )
  return new Map(
    rows.map((row) => [
      row.key,
      { id: Number(row.id), count: Number(row.count), published: row.published, seq: row.seq },
    ])
  )
}
