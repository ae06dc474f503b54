import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { supportNeeded } from '#governance/calling/support_needed'
import { majorityOf } from '#governance/calling/call'
import { keepVotes } from '#governance/closing/close'
import { quorumIn } from '#governance/closing/counted'
import type { Kind } from '#governance/kinds'
import { peopleNeeded } from '#governance/methods/motion/motion_parameters'
import { benches } from '#governance/mandates/bench'
import { keepMandates } from '#governance/mandates/keep_mandates'
import { readProposal } from '#governance/proposing/read_proposal'
import type { Choice } from '#governance/voting/choice'
import { Organisation } from '#organisation/organisation'
import { isFounding } from '#people/founding'
import { mandatesInForce } from '#people/mandates_in_force'
import type { Role } from '#people/powers'
import { bookAsOf } from '#rulebook/rule_book'
import { someone } from '#tests/support/cast'
import { noon } from '#tests/support/dues'
import { foundedBy } from '#tests/support/founded_by'
import { inTransaction } from '#tests/support/in_transaction'
import { manyNeighbours } from '#tests/support/many_neighbours'
import { aProposal, called, casts, supported, YES, type Neighbour } from '#tests/support/votes'

const FOUNDED = noon('2026-01-05')
const DAY = 86_400_000
const HOUR = 3_600_000

/** A network as it lives: each vote has only the supporters and the voters that the rules ask. */
class Network {
  now = FOUNDED

  constructor(readonly neighbours: readonly Neighbour[]) {}

  static async of(people: number): Promise<Network> {
    const founder = await someone('Chloé')
    await foundedBy(founder, { legalForm: 'collective' })
    return new Network(await manyNeighbours(founder, people, FOUNDED))
  }

  get founder(): Neighbour {
    const [first] = this.neighbours
    if (!first) throw new Error('Nobody founds it')
    return first
  }

  /** Puts it to the vote and has just enough people take part; the proposal as it stands after. */
  async decides(
    kind: Kind,
    payload: Record<string, unknown>,
    { standing = [], choice = YES }: { standing?: Neighbour[]; choice?: Choice } = {}
  ) {
    const [author, ...others] = this.neighbours
    if (!author) throw new Error('Nobody proposes')
    const proposal = await aProposal(kind, payload, author.person, this.now)
    await db.transaction(async (transaction) => {
      for (const { person } of standing) {
        const candidacy = { personId: person.id, statement: 'Me voici.' }
        await proposal.stand(candidacy, this.now, transaction)
      }
    })
    const book = await bookAsOf(this.now)
    const count = this.neighbours.length
    const needed = supportNeeded(kind, book, count)
    if (needed > others.length) throw new Error(`${needed} supporters cannot be had of ${count}`)
    await supported(proposal, others.slice(0, needed), this.now)
    const { opensAt, closesAt } = await called(proposal, this.now)
    await keepVotes(opensAt)
    const majority = majorityOf({ kind, payload })
    const parameters = { quorum: book.value('votes.quorum') }
    const present = peopleNeeded(quorumIn({ majority, parameters }, count), count)
    const voters = this.neighbours.slice(0, present)
    for (const one of voters) {
      const answer = await casts(one, proposal.id, choice, new Date(opensAt.getTime() + HOUR))
      if (!answer.ok) throw new Error(`A ballot is refused: ${answer.refusal}`)
    }
    await keepVotes(closesAt)
    this.now = closesAt
    const read = await readProposal(proposal.id, closesAt)
    if (!read) throw new Error('The proposal is gone')
    return read
  }

  /** Elects as many as there are seats, or people; who is elected is who holds it then. */
  async elects(role: 'moderator' | 'treasurer' | 'board') {
    const bench = await this.bench(role)
    const standing = this.neighbours.slice(0, bench.seats ?? 0)
    const options = paper(standing)
    const choice: Choice =
      role === 'treasurer'
        ? { kind: 'grades', grades: Object.fromEntries(options.map((number) => [number, 5])) }
        : { kind: 'ranking', ranks: options }
    const vote = await this.decides('election', { role, seats: bench.seats }, { standing, choice })
    return { vote, held: (await this.bench(role)).held.length, standing: standing.length }
  }

  async bench(role: Role) {
    const found = await db.transaction((transaction) => benches(this.now, transaction))
    const bench = found.find((one) => one.role === role)
    if (!bench) throw new Error(`There is no ${role}`)
    return bench
  }
}

/** The numbers of the paper: all of them. */
const paper = (standing: readonly Neighbour[]) => standing.map((_, index) => index + 1)

test.group('The whole life of a network', (group) => {
  inTransaction(group)

  test('is liveable with the rules it is founded on, for {$self}')
    .with([1, 3, 12, 30, 300])
    .timeout(60_000)
    .run(async ({ assert }, people) => {
      const network = await Network.of(people)
      const { person: founder } = network.founder

      assert.isTrue(await isFounding(founder.id))
      assert.equal((await network.bench('moderator')).standIn, 'founder')
      const words = { fr: 'Soyons bons voisins.', en: 'Let us be good neighbours.' }
      assert.equal((await network.decides('charter', words)).stage, 'adopted')
      assert.isFalse(await isFounding(founder.id))
      const organisation = await Organisation.findOrFail(1)
      const late = await organisation.amend({ name: 'À moi' }, founder.id, network.now)
      assert.deepEqual(late, { ok: false, refusal: 'charter_adopted' })
      assert.equal((await network.bench('moderator')).standIn, 'waits')

      for (const role of ['board', 'treasurer', 'moderator'] as const) {
        const { vote, held, standing } = await network.elects(role)
        assert.equal(vote.stage, 'adopted', `${role}: ${vote.outcome}`)
        assert.equal(held, standing, role)
      }
      const seats = { 1: 3, 3: 3, 12: 3, 30: 3, 300: 9 }[people]
      assert.equal((await network.bench('moderator')).seats, seats)
      assert.equal((await network.bench('moderator')).standIn, people < 3 ? 'board' : null)

      const change = { key: 'votes.open_days', value: 5 }
      assert.equal((await network.decides('rule_change', change)).stage, 'adopted')
      assert.equal((await bookAsOf(network.now)).value('votes.open_days'), 5)

      const [mandate] = (await network.bench('board')).held.toReversed()
      if (!mandate) throw new Error('Nobody sits on the board')
      const recalled = await network.decides('recall', { mandateId: mandate.id })
      assert.equal(recalled.stage, 'adopted')
      assert.notInclude(await mandatesInForce(mandate.personId, network.now), 'board')

      network.now = new Date(network.now.getTime() + 400 * DAY)
      await keepMandates(network.now)
      for (const role of ['moderator', 'treasurer', 'board'] as const) {
        const bench = await network.bench(role)
        assert.isEmpty(bench.held, role)
        assert.isTrue(bench.electionNeeded, role)
        assert.equal(bench.standIn, role === 'board' ? 'authors' : 'waits')
      }
      assert.deepEqual(await mandatesInForce(founder.id, network.now), [])
      const again = await network.elects('moderator')
      assert.equal(again.vote.stage, 'adopted')
      assert.equal(again.held, again.standing)
    })
})
