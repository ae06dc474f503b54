import { test } from '@japa/runner'
import { countConsent, type ConsentAnswers, type Objection } from '#governance/methods/consent'

const QUORUM = { numerator: 1, denominator: 2, people: 0, abstentions: true }

function answers(objections: Objection[], other: Partial<ConsentAnswers> = {}): ConsentAnswers {
  return {
    title: 'Tenir le jardin ouvert le soir',
    textVersion: 2,
    papers: [
      { papers: 6, answer: 'consent', textVersion: 2 },
      { papers: 1, answer: 'abstention', textVersion: 2 },
    ],
    objections,
    ...other,
  }
}

const objection = (number: number, state: Objection['state'], textVersion = 2): Objection => ({
  number,
  by: 'Driss',
  reason: 'Le bruit, sous les fenêtres de l’école.',
  state,
  textVersion,
})

const decide = (given: ConsentAnswers, members = 12) =>
  countConsent(given, { members, quorum: QUORUM })

test.group('Consent', () => {
  test('is given when nobody objects', ({ assert }) => {
    assert.equal(decide(answers([])).outcome, 'adopted')
  })

  test('is not given while one objection is open, whoever else agrees', ({ assert }) => {
    assert.equal(decide(answers([objection(1, 'open')])).outcome, 'objected')
  })

  test('is given once objections are {state}')
    .with([{ state: 'integrated' }, { state: 'withdrawn' }, { state: 'ruled_out' }] as const)
    .run(({ assert }, { state }) => {
      assert.equal(decide(answers([objection(1, state)])).outcome, 'adopted')
      assert.equal(decide(answers([objection(1, state), objection(2, 'open')])).outcome, 'objected')
    })

  test('given to an earlier text counts no more, an objection to it still does', ({ assert }) => {
    const earlier = [{ papers: 9, answer: 'consent', textVersion: 1 } as const]
    const counted = decide(answers([], { papers: earlier }))
    assert.equal(counted.outcome, 'no_quorum')
    assert.equal(counted.outdated, 9)
    assert.equal(decide(answers([objection(1, 'open', 1)])).outcome, 'objected')
  })

  test('needs its quorum: those who object are there too, once each', ({ assert }) => {
    assert.equal(decide(answers([]), 14).outcome, 'adopted')
    assert.equal(decide(answers([]), 15).outcome, 'no_quorum')
    const twice = [objection(1, 'open'), objection(2, 'open')]
    assert.equal(decide(answers(twice), 16).outcome, 'objected')
    assert.equal(decide(answers(twice), 17).outcome, 'no_quorum')
  })
})

test.group('A group', () => {
  test('never gives more answers than it has people', ({ assert }) => {
    assert.throws(() => decide(answers([]), 6), /7 answers of 6 members/)
    assert.throws(() => decide(answers([objection(1, 'open')]), 7), /8 answers of 7 members/)
  })

  test('of nobody knows how many decides without a quorum, and only so', ({ assert }) => {
    assert.isTrue(countConsent(answers([]), { members: null, quorum: null }).adopted)
    assert.throws(() => countConsent(answers([]), { members: null, quorum: QUORUM }), /knows how/)
  })
})

test.group('The quorum of consent', () => {
  test('leaves out those who abstain, when it says so', ({ assert }) => {
    const quorum = { ...QUORUM, abstentions: false }
    const outcome = (members: number) => countConsent(answers([]), { members, quorum }).outcome
    // Six consent and one abstains: half of 13 is seven people, rounded up.
    assert.equal(outcome(12), 'adopted')
    assert.equal(outcome(13), 'no_quorum')
    assert.equal(countConsent(answers([]), { members: 13, quorum: QUORUM }).outcome, 'adopted')
  })
})
