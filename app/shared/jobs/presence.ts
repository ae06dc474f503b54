import pg from 'pg'

/** Of the two numbers of an advisory lock, the first: which kind of lock it is. */
const KIND = 7_261_001

/** A worker takes its lock a moment after it is made: jobs younger than this are left alone. */
const YOUNG_SECONDS = 5

const UNLOCK_DEAD = `with holders as (
    select distinct locked_by from graphile_worker.jobs
     where locked_by <> all ($3::text[]) and locked_at < now() - make_interval(secs => $2)
  ), dead as (
    select locked_by from holders where pg_try_advisory_xact_lock($1, hashtext(locked_by))
  )
  select graphile_worker.force_unlock_workers(array_agg(locked_by)) from dead having count(*) > 0`

/**
 * Says which workers live. Each holds an advisory lock under its name for as long as its connection
 * stands; a worker killed without warning loses it at once. Whoever finds a job held by a name
 * without its lock gives the job back, instead of waiting the four hours that the queue allows.
 */
export class Presence {
  /** A session passes its own locks, so it must not ask about itself. */
  #own: string[] = []

  private constructor(private client: pg.Client) {}

  static async open(connectionString: string): Promise<Presence> {
    const client = new pg.Client({ connectionString })
    await client.connect()
    return new Presence(client)
  }

  /** Takes the lock of a worker of this process. */
  async hold(workerId: string): Promise<void> {
    this.#own.push(workerId)
    await this.client.query('select pg_advisory_lock($1, hashtext($2))', [KIND, workerId])
  }

  /** Gives back the jobs of workers that are no more. */
  async releaseDead(): Promise<void> {
    await this.client.query(UNLOCK_DEAD, [KIND, YOUNG_SECONDS, this.#own])
  }

  async close(): Promise<void> {
    await this.client.end()
  }
}
