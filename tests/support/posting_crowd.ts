import { createHash, randomBytes } from 'node:crypto'
import type { Client } from 'pg'

/** One person of the crowd, with a session of their own and what they were told. */
interface Poster {
  cookie: string
  /** What was acknowledged: submission key → post. */
  acknowledged: Map<string, number>
  /** What was sent without an answer: it may be there or not, once at most. */
  unanswered: Set<string>
}

export interface CrowdReport {
  acknowledged: Array<{ key: string; id: number }>
  unanswered: string[]
  refusals: number
}

/** Many people posting as fast as they are answered, until told to stop; some send a photo. */
export class PostingCrowd {
  #posters: Poster[] = []
  #going = false
  #work: Promise<void>[] = []
  #refusals = 0

  private constructor(
    private url: () => string,
    private picture: Buffer
  ) {}

  /** Gives `size` people an account and a session, written straight into the database. */
  static async gather(
    client: Client,
    size: number,
    url: () => string,
    picture: Buffer
  ): Promise<PostingCrowd> {
    const crowd = new PostingCrowd(url, picture)
    for (let index = 0; index < size; index += 1) {
      const token = randomBytes(32).toString('base64url')
      const hash = createHash('sha256').update(token).digest()
      const handle = `crowd_${index}`
      const { rows } = await client.query(
        `insert into people (handle, name, email, joined_at) values ($1, $1, $2, now()) returning id`,
        [handle, `${handle}@example.org`]
      )
      await client.query(
        `insert into sessions (token_hash, person_id, started_at, expires_at)
         values ($1, $2, now(), now() + interval '1 day')`,
        [hash, rows[0].id]
      )
      const cookie = `placette=${token}`
      crowd.#posters.push({ cookie, acknowledged: new Map(), unanswered: new Set() })
    }
    return crowd
  }

  begin(): void {
    this.#going = true
    this.#work = this.#posters.map((poster, index) => this.#keepPosting(poster, index % 10 === 0))
  }

  async stop(): Promise<void> {
    this.#going = false
    await Promise.all(this.#work)
  }

  /** Sends again what had no answer, as a browser would: the same key, so the same post. */
  async resend(): Promise<void> {
    await Promise.all(
      this.#posters.map(async (poster) => {
        for (const key of [...poster.unanswered]) await this.#post(poster, key, false)
      })
    )
  }

  report(): CrowdReport {
    return {
      acknowledged: this.#posters.flatMap(({ acknowledged }) =>
        [...acknowledged].map(([key, id]) => ({ key, id }))
      ),
      unanswered: this.#posters.flatMap(({ unanswered }) => [...unanswered]),
      refusals: this.#refusals,
    }
  }

  async #keepPosting(poster: Poster, withPhoto: boolean) {
    for (let count = 0; this.#going && count < 60; count += 1) {
      const key = randomBytes(12).toString('base64url')
      await this.#post(poster, key, withPhoto && count % 3 === 0)
    }
  }

  async #post(poster: Poster, key: string, withPhoto: boolean) {
    const body = new FormData()
    body.set('body', `Message ${key}`)
    body.set('visibility', 'public')
    body.set('submission_key', key)
    if (withPhoto)
      body.set(
        'photos[]',
        new Blob([new Uint8Array(this.picture)], { type: 'image/jpeg' }),
        'p.jpg'
      )
    poster.unanswered.add(key)
    const answer = await fetch(`${this.url()}/posts`, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'cookie': poster.cookie, 'sec-fetch-site': 'same-origin' },
      body,
    }).catch(() => null)
    if (!answer) {
      // The server is down: wait for its return rather than hammer the closed door.
      await new Promise((resolve) => setTimeout(resolve, 50))
      return
    }
    const [, id] = /^\/posts\/(\d+)/.exec(answer.headers.get('location') ?? '') ?? []
    if (answer.status === 303 && id) {
      poster.acknowledged.set(key, Number(id))
      poster.unanswered.delete(key)
    } else {
      this.#refusals += 1
    }
  }
}
