import { setTimeout as pause } from 'node:timers/promises'
import { cookieOf } from './client.js'
import type { Neighbour } from './votes.js'

/** A ballot on its way: sent until there is an answer. */
export interface Sent {
  memberId: number
  voteId: number
  fields: Record<string, string>
  /** Answered with 303: it is in the urn. */
  acknowledged: boolean
  /** Answered, sent again after no answer, that it was in the urn already. */
  known: boolean
}

/** Many members who cast their ballots at once, and again while nobody answers. */
export class VotingCrowd {
  readonly sent: Sent[] = []
  readonly refusals: string[] = []

  constructor(private url: () => string) {}

  /** Each of these people casts one ballot in each of these votes; ends when all have an answer. */
  async vote(
    people: Neighbour[],
    votes: { id: number; fieldsOf: (index: number) => Record<string, string> }[]
  ): Promise<void> {
    const cookies = await Promise.all(people.map(({ person }) => cookieOf(person)))
    await Promise.all(
      people.map(async ({ member }, index) => {
        for (const { id, fieldsOf } of votes) {
          const fields = fieldsOf(index)
          const sent = {
            memberId: member.id,
            voteId: id,
            fields,
            acknowledged: false,
            known: false,
          }
          this.sent.push(sent)
          await this.#insist(sent, cookies[index] ?? '')
        }
      })
    )
  }

  async #insist(sent: Sent, cookie: string): Promise<void> {
    for (let tries = 0; tries < 2000; tries += 1) {
      const answer = await fetch(`${this.url()}/decide/${sent.voteId}/ballot`, {
        method: 'POST',
        redirect: 'manual',
        headers: { cookie, 'sec-fetch-site': 'same-origin' },
        body: new URLSearchParams({ ...sent.fields, step: 'cast' }),
      }).catch(() => null)
      if (answer?.status === 303) {
        sent.acknowledged = true
        return
      }
      if (answer?.status === 409) {
        sent.known = true
        return
      }
      if (answer && answer.status < 500) {
        this.refusals.push(`${answer.status} ${await answer.text()}`)
        return
      }
      await pause(50)
    }
    this.refusals.push('No answer at all')
  }
}
