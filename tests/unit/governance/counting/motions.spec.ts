import { test } from '@japa/runner'
import { countFile } from '#governance/counting/count_file'
import type { CountOptions } from '#governance/counting/count_options'

const COLLEGES = [
  'choice,college,weight,papers',
  'for,Members,1/2,12',
  'against,Members,50 %,3',
  'oui,Moderation,30%,2',
  'non,Partners,"0,2",4',
].join('\n')

/** Members of each college, as a roll. */
const rollOf = (colleges: Record<string, number>, weights: Record<string, string> = {}) =>
  [
    'member,college,weight',
    ...Object.entries(colleges).flatMap(([college, size]) =>
      Array.from(
        { length: size },
        (_none, n) => `${college}${n},${college},${weights[college] ?? ''}`
      )
    ),
  ].join('\n')

/** The transcript of a motion; throws when it cannot be counted. */
function counted(text: string, options: CountOptions = {}) {
  const result = countFile({ name: 'motion.csv', text, method: 'motion', options })
  if (!result.ok) throw new Error(JSON.stringify(result.refusal))
  if (result.value.kind !== 'motion') throw new Error(result.value.kind)
  return result.value.transcript
}

/** The key of the sentence that says why not. */
function refusal(text: string, options: CountOptions = {}): string {
  const result = countFile({ name: 'motion.csv', text, method: 'motion', options })
  if (result.ok) return 'counted'
  const { refusal: why } = result
  return why.from === 'options' ? why.key : `${why.from}:${why.fault.line}:${why.fault.key}`
}

test.group('A motion counted from a table', () => {
  test('writes every rule that nobody said', ({ assert }) => {
    assert.deepEqual(counted('choix\npour\ncontre\nPour\n').parameters, {
      members: null,
      quorum: null,
      base: 'exprimes',
      threshold: { operator: 'more_than', numerator: 1, denominator: 2 },
      tie: 'fails',
      secret: false,
      blocks: null,
      colleges: null,
    })
  })

  test('takes what was said', ({ assert }) => {
    const { parameters } = counted('choix\npour\n', {
      ...{ members: '40', quorum: '20 %;5', abstentions: 'absent', base: 'membres' },
      ...{ threshold: '>=2/3', tie: 'against', article: '12', ballot: 'open', blocks: '2' },
    })
    assert.deepEqual(parameters, {
      members: 40,
      quorum: { numerator: 1, denominator: 5, people: 5, abstentions: false },
      base: 'membres',
      threshold: { operator: 'at_least', numerator: 2, denominator: 3 },
      tie: { castingVote: 'against', article: '12' },
      secret: false,
      blocks: 2,
      colleges: null,
    })
  })

  test('weighs colleges as the table, the roll or an option says, alike', ({ assert }) => {
    const weights = { Members: '1/2', Moderation: '3/10', Partners: '0.2' }
    const sizes = { Members: 20, Moderation: 2, Partners: 4 }
    const byTable = counted(COLLEGES)
    // 1/2 × 12/15 + 3/10 + 0 = 7/10
    assert.equal(byTable.stages.find(({ action }) => action === 'colleges')?.total, '7/10')
    const bare = COLLEGES.replace(/,weight/, '').replace(/,(1\/2|50 %|30%|"0,2"),/g, ',')
    assert.equal(refusal(bare), 'counting.faults.college_not_weighed')
    const said = 'Members=1/2; Moderation=30%; Partners=0,2'
    assert.deepEqual(counted(bare, { colleges: said }), byTable)
    const byRoll = counted(bare, { roll: rollOf(sizes, weights) })
    assert.deepEqual(byRoll.colleges, byTable.colleges)
    assert.equal(byRoll.parameters.members, 26)
    assert.deepEqual(counted(bare, { colleges: 'none' }).colleges, [])
  })

  test('leaves out a college without votes, or counts it for nothing, as was said', ({
    assert,
  }) => {
    const colleges = 'A=1/2;B=3/10;C=1/5'
    const papers = 'choix,college\npour,A\ncontre,B\n'
    const total = (options: CountOptions) =>
      counted(papers, { colleges, ...options }).stages.find(({ action }) => action === 'colleges')
        ?.total
    assert.equal(total({}), '1/2')
    assert.equal(total({ 'empty-college': 'renormalise' }), '5/8')
  })

  test('is not counted when that cannot be meant: {why}')
    .with<{ why: string; text?: string; options?: CountOptions }[]>([
      { why: 'counting.faults.members_missing', options: { quorum: '1/5' } },
      { why: 'counting.faults.members_missing', options: { base: 'membres' } },
      { why: 'counting.faults.more_ballots', options: { members: '1' } },
      {
        why: 'counting.faults.members_and_roll',
        options: { members: '3', roll: 'membre\nAwa\nDriss' },
      },
      { why: 'counting.faults.threshold', options: { threshold: '2/3' } },
      { why: 'counting.faults.share', options: { threshold: '>3/2' } },
      { why: 'counting.faults.quorum', options: { members: '9', quorum: '1/5;1/6' } },
      { why: 'counting.faults.share', options: { members: '9', quorum: 'tous' } },
      { why: 'counting.faults.one_of', options: { base: 'tous' } },
      { why: 'counting.faults.whole', options: { blocks: '0' } },
      { why: 'counting.faults.useless', options: { seats: '2' } },
      { why: 'counting.faults.colleges', options: { colleges: 'Membres' } },
      { why: 'counting.faults.ballot_without_college', options: { colleges: 'A=1' } },
      {
        why: 'counting.faults.colleges_differ',
        text: COLLEGES,
        options: { colleges: 'Members=1' },
      },
      {
        why: 'counting.faults.colleges_differ',
        text: COLLEGES,
        options: { colleges: 'Members=1/2; Moderation=1/10; Partners=1/5' },
      },
      {
        why: 'counting.faults.more_in_college',
        text: COLLEGES,
        options: { roll: rollOf({ Members: 20, Moderation: 1, Partners: 4 }) },
      },
      {
        why: 'counting_motion.faults.casting_vote_in_secret',
        options: { tie: 'for', ballot: 'secret' },
      },
      {
        why: 'counting_motion.faults.casting_vote_without_article',
        options: { tie: 'for' },
      },
      { why: 'counting_motion.faults.colleges_base', text: COLLEGES, options: { base: 'votants' } },
      { why: 'ballots:1:heading', text: 'choix,couleur\npour,bleu' },
      { why: 'ballots:1:heading_missing', text: 'college\nA' },
      { why: 'ballots:3:choice', text: 'choix\npour\nbof' },
      { why: 'ballots:2:weight', text: 'choix,college,poids\npour,A,lourd' },
      { why: 'ballots:2:weight_without_college', text: 'choix,poids\npour,2' },
      { why: 'ballots:3:college_weights', text: 'choix,college,poids\npour,A,1/2\npour,A,1/3' },
      { why: 'ballots:2:csv_papers', text: 'choix,nombre\npour,0' },
      { why: 'roll:3:twice_member', options: { roll: 'membre\nAwa\nAwa' } },
      { why: 'roll:2:empty_member', options: { roll: 'membre,college\n,A' } },
    ])
    .run(({ assert }, { why, text = 'choix\npour\ncontre\n', options }) => {
      assert.equal(refusal(text, options), why)
    })
})

test.group('Consent counted from a file', () => {
  test('is not counted for more people than the group has', ({ assert }) => {
    const papers = [{ papers: 3, answer: 'consent', textVersion: 1 }]
    const text = JSON.stringify({
      ...{ kind: 'consent', title: '', textVersion: 1, objections: [] },
      papers,
    })
    const count = (options: CountOptions) =>
      countFile({ name: 'consent.json', text, method: 'consent', options })
    const refused = count({ members: '2' })
    assert.isTrue(!refused.ok && refused.refusal.from === 'options')
    assert.isTrue(count({ members: '3', quorum: '1/2' }).ok)
  })
})
