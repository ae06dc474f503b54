import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ace from '@adonisjs/core/services/ace'
import { test } from '@japa/runner'
import BallotsCount from '#governance/counting/ballots_count_command'
import { canonicalHash } from '#shared/canonical'
import { votesData, WITHOUT_VOTES_DATA } from '#tests/support/votes_data'

/** Runs the command in this process; what it writes, and how it ends. */
async function counted(...args: string[]) {
  const written = { out: '', err: '' }
  const [out, err] = [process.stdout.write, process.stderr.write]
  process.stdout.write = ((text: string) => ((written.out += text), true)) as typeof out
  process.stderr.write = ((text: string) => ((written.err += text), true)) as typeof err
  try {
    const command = await ace.create(BallotsCount, args)
    await command.exec()
    return { ...written, code: command.exitCode ?? 0 }
  } finally {
    process.stdout.write = out
    process.stderr.write = err
  }
}

const names = (winners: { name: string }[]) => winners.map(({ name }) => name)

test.group('ballots:count, on elections counted elsewhere', () => {
  test('every ward and synthetic vote elects whom it should', async ({ assert }) => {
    const folder = votesData('stv') ?? ''
    const files = readdirSync(folder).filter((file) => file.endsWith('.blt'))
    assert.lengthOf(files, 23)
    for (const file of files) {
      const expected = JSON.parse(
        readFileSync(join(folder, file.replace('.blt', '.expected.json')), 'utf8')
      )
      const orders = file === 'weak-surplus.blt' ? ['--lot-order=1,2,3,4,6,5'] : []
      const said = await counted(join(folder, file), '--method=scottish-stv', '--json', ...orders)
      assert.equal(said.code, 0, file)
      const transcript = JSON.parse(said.out)
      assert.sameMembers(names(transcript.winners), expected.elected, file)
      assert.equal(transcript.quota, expected.quota, file)
      assert.equal(transcript.ballots.valid, expected.ballots, file)
    }
  }).skip(votesData('stv') === null, WITHOUT_VOTES_DATA)

  test('a tie that needs a lot stops the count, says so and ends with 2', async ({ assert }) => {
    const said = await counted(
      votesData('stv/weak-surplus.blt') ?? '',
      '--method=scottish-stv',
      '--json'
    )
    assert.equal(said.code, 2)
    assert.deepEqual(names(JSON.parse(said.out).tied), ['E', 'F'])
    assert.match(said.err, /--lot-order/)
  }).skip(votesData('stv') === null, WITHOUT_VOTES_DATA)

  test('two clubs by Schulze, Orsay by majority judgment, two districts by equal shares', async ({
    assert,
  }) => {
    const clubs = JSON.parse(readFileSync(votesData('condorcet/expected.json') ?? '', 'utf8'))
    for (const club of ['tideman-A04', 'tideman-A26']) {
      const said = await counted(
        votesData(`condorcet/${club}.cvotes`) ?? '',
        '--method=schulze',
        '--json'
      )
      const { ranking } = JSON.parse(said.out)
      const places = ranking.map((place: { name: string }[]) => names(place).join(' = '))
      assert.equal(places.join(' > '), clubs[club].schulze_winning_implicit_ranking)
    }
    const orsay = JSON.parse(
      readFileSync(votesData('majority-judgment/expected.json') ?? '', 'utf8')
    )
    const graded = await counted(
      votesData('majority-judgment/bureau_01.csv') ?? '',
      '--method=majority-judgment',
      '--json'
    )
    const ranked = JSON.parse(graded.out).ranking.map(
      (place: { name: string }[]) => names(place)[0]
    )
    assert.deepEqual(ranked, orsay.results.bureau_01.ranking_majority_value)
    for (const district of ['poland_czestochowa_2020_mirow', 'poland_gdansk_2020_nowy-port']) {
      const known = JSON.parse(
        readFileSync(`${votesData('equal-shares')}/${district}.expected.json`, 'utf8')
      )
      for (const utility of ['cost', 'cardinality']) {
        for (const [completion, chosen] of [
          ['none', 'no_completion'],
          ['add1', 'add1'],
        ] as const) {
          const said = await counted(
            `${votesData('equal-shares')}/${district}.pb`,
            '--method=equal-shares',
            `--utility=${utility}`,
            `--completion=${completion}`,
            '--json'
          )
          const { winners } = JSON.parse(said.out)
          assert.sameMembers(
            winners.map(({ id }: { id: string }) => id),
            known[utility][chosen]
          )
        }
      }
    }
  }).skip(votesData('condorcet') === null, WITHOUT_VOTES_DATA)
})

test.group('ballots:count, on files of one’s own', (group) => {
  let folder = ''
  group.setup(() => {
    folder = mkdtempSync(join(tmpdir(), 'placette-count-'))
    writeFileSync(join(folder, 'motion.csv'), 'choix,nombre\npour,21\ncontre,9\nblanc,1\n')
    writeFileSync(join(folder, 'wrong.csv'), 'choix,nombre\npour,21\nbof,9\n')
    writeFileSync(join(folder, 'wrong.blt'), '2 1\n3 1 9 0\n0\n"A"\n"B"\n"T"\n')
    writeFileSync(join(folder, 'strange.txt'), 'pour\n')
    return () => rmSync(folder, { recursive: true })
  })

  test('a motion, in words and with the hash of what --json prints', async ({ assert }) => {
    const file = join(folder, 'motion.csv')
    const said = await counted(file, '--method=motion', '--members=60', '--quorum=1/5;5')
    const json = await counted(file, '--method=motion', '--members=60', '--quorum=1/5;5', '--json')
    assert.deepEqual([said.code, json.code], [0, 0])
    assert.match(said.out, /La proposition est adoptée\./)
    assert.include(said.out, canonicalHash(JSON.parse(json.out)))
    const english = await counted(file, '--method=motion', '--members=60', '--locale=en')
    assert.match(english.out, /The proposal is adopted\./)
  })

  test('what cannot be counted is said with its place: {why}')
    .with([
      {
        why: 'a word',
        file: 'wrong.csv',
        args: ['--method=motion', '--members=60'],
        said: /igne 3/,
      },
      { why: 'a number', file: 'wrong.blt', args: ['--method=irv'], said: /igne 2/ },
      { why: 'no method', file: 'motion.csv', args: [], said: /--method/ },
      { why: 'another method', file: 'motion.csv', args: ['--method=dice'], said: /dice/ },
      { why: 'another format', file: 'strange.txt', args: ['--method=motion'], said: /txt|blt/ },
      { why: 'no file', file: 'none.csv', args: ['--method=motion'], said: /none\.csv/ },
      {
        why: 'a lot order',
        file: 'motion.csv',
        args: ['--method=motion', '--lot-order=1'],
        said: /lot-order/,
      },
    ])
    .run(async ({ assert }, { file, args, said }) => {
      const answer = await counted(join(folder, file), ...args)
      assert.equal(answer.code, 1)
      assert.equal(answer.out, '')
      assert.match(answer.err, said)
    })
})
