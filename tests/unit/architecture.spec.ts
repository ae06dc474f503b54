import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { ROOMS, type Room } from '#rooms'
import { countingCode, impurities, reachedFrom, sourceOf } from '#tests/support/counting_code'
import { SHARED_WITH_SERVER } from '../../bin/lib/build/assets.js'

const ROOT = new URL('../../app/', import.meta.url).pathname
const IMPORT = /(?:from|import)\s*\(?\s*'([^']+)'/g

/** Room names that a source file imports, itself left out. */
function importedRooms(file: string, room: string): string[] {
  const rooms: string[] = []
  for (const [, specifier = ''] of readFileSync(file, 'utf8').matchAll(IMPORT)) {
    const [, target] = /^#(\w+)\//.exec(specifier) ?? []
    if (target && target in ROOMS && target !== room) rooms.push(target)
    if (specifier.startsWith('..')) {
      const path = join(file, '..', specifier)
      const [other] = path.slice(ROOT.length).split('/')
      if (other && other !== room) rooms.push(other)
    }
  }
  return rooms
}

function sourceFiles(room: string): string[] {
  return readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(ROOT, room, name))
}

const present = readdirSync(ROOT, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)

test.group('The house', () => {
  test('has no room that the plan does not name', ({ assert }) => {
    assert.deepEqual(
      present.filter((room) => !(room in ROOMS)),
      []
    )
  })

  test('the plan itself has no circle', ({ assert }) => {
    const order = Object.keys(ROOMS)
    for (const [room, allowed] of Object.entries(ROOMS)) {
      for (const other of allowed as readonly string[]) {
        assert.isBelow(order.indexOf(other), order.indexOf(room), `${room} → ${other}`)
      }
    }
  })

  test('{room} imports only the rooms it may')
    .with(present.filter((room) => room in ROOMS).map((room) => ({ room })))
    .run(({ assert }, { room }) => {
      const allowed: readonly string[] = ROOMS[room as Room]
      const files = sourceFiles(room)
      assert.isNotEmpty(files)
      const forbidden = files.flatMap((file) =>
        importedRooms(file, room)
          .filter((other) => !allowed.includes(other))
          .map((other) => `${file.slice(ROOT.length)} imports ${other}`)
      )
      assert.deepEqual(forbidden, [])
    })

  test('pure cores know neither the framework nor the database', ({ assert }) => {
    const pure = [
      'governance/methods/stv/scottish_stv.ts',
      'governance/methods/stv/meek_stv.ts',
      'governance/methods/irv.ts',
      'governance/methods/approval.ts',
      'governance/methods/fill_seats.ts',
      'governance/methods/majority_judgment/majority_judgment.ts',
      'governance/methods/schulze/schulze.ts',
      'governance/methods/schulze/strongest_paths.ts',
      'governance/methods/motion/motion.ts',
      'governance/methods/motion/college_totals.ts',
      'governance/methods/consent.ts',
      'governance/methods/equal_shares/equal_shares.ts',
      'governance/methods/equal_shares/market.ts',
      'governance/methods/equal_shares/grains.ts',
      'governance/methods/equal_shares/order_of_purchase.ts',
      'governance/methods/equal_shares/stride.ts',
      'governance/methods/equal_shares/bounds.ts',
      'governance/methods/equal_shares/completion.ts',
      'governance/methods/equal_shares/electorate.ts',
      'governance/methods/equal_shares/fill.ts',
      'governance/methods/equal_shares/purchases.ts',
      'governance/methods/equal_shares/purses.ts',
      'governance/methods/equal_shares/stages.ts',
      'governance/sentences/motion.ts',
      'governance/sentences/approval.ts',
      'governance/sentences/majority_judgment.ts',
      'governance/sentences/schulze.ts',
      'governance/sentences/equal_shares.ts',
      'shared/canonical.ts',
      'shared/lots/draw.ts',
      'shared/lots/commit_reveal.ts',
      'governance/methods/ranked/paper_reading.ts',
      'governance/methods/ranked/papers_held.ts',
      'governance/counting/count_file.ts',
      'governance/counting/report.ts',
      'governance/files/motion_csv.ts',
      'governance/files/roll_csv.ts',
      'governance/files/blt.ts',
      'governance/files/approval_csv.ts',
      'governance/files/ballot_sheet.ts',
      'governance/files/ballots_json.ts',
      'governance/files/csv_rows.ts',
      'governance/files/pabulib.ts',
      'governance/files/pabulib_ballots.ts',
      'governance/files/pabulib_checks.ts',
      'governance/files/cvotes.ts',
      'governance/files/grades_csv.ts',
      'governance/files/json_scan.ts',
      'governance/files/ranked_csv.ts',
      'governance/sentences/elimination_words.ts',
      'governance/sentences/scottish_stv.ts',
      'feed/posting_rules.ts',
      'feed/content_hash.ts',
      'feed/text_html.ts',
      'shared/chain/link.ts',
      'shared/chain/verify.ts',
      'rulebook/book.ts',
      'people/powers.ts',
      'treasury/chart/chart.ts',
      'treasury/fec/validate_fec.ts',
      'treasury/statements/balance_sheet.ts',
      'treasury/statements/income_statement.ts',
    ]
    for (const file of pure) {
      assert.notMatch(readFileSync(join(ROOT, file), 'utf8'), /@adonisjs|lucid|from 'pg'/, file)
    }
  })

  test('the check sees a forbidden import', ({ assert }) => {
    const file = join(ROOT, 'web/routes.ts')
    assert.notInclude(ROOMS.shared as readonly string[], 'web')
    assert.isEmpty(importedRooms(file, 'web').filter((room) => !(room in ROOMS)))
    assert.include(importedRooms(join(ROOT, 'feed/profile_controller.ts'), 'shared'), 'people')
  })
})

test.group('Counting', () => {
  test('asks nothing of Node, of the framework, of the clock or of chance', ({ assert }) => {
    const files = countingCode()
    for (const folder of ['files', 'methods', 'recount']) {
      assert.isTrue(
        files.some((file) => file.startsWith(`app/governance/${folder}/`)),
        folder
      )
    }
    const found = files.flatMap((file) =>
      impurities(sourceOf(file)).map((name) => `${file}: ${name}`)
    )
    assert.deepEqual(found, [])
  })

  test('is bundled again whenever a file of it changes', ({ assert }) => {
    const served = reachedFrom(['resources/js/count_ballots.ts'])
    assert.include(served, 'app/governance/methods/stv/scottish_stv.ts')
    const watched = [...SHARED_WITH_SERVER, 'resources/js']
    assert.deepEqual(
      served.filter(
        (file) => !watched.some((path) => file === path || file.startsWith(`${path}/`))
      ),
      []
    )
  })

  test('would be caught with {source}')
    .with([
      { source: `import { readFileSync } from 'node:fs'`, found: 'node:fs' },
      { source: `import { DateTime } from 'luxon'`, found: 'luxon' },
      { source: `const app = await import('@adonisjs/core')`, found: '@adonisjs/core' },
      { source: 'const at = new Date()', found: 'Date' },
      { source: 'const lot = Math.random()', found: 'Math.random' },
      { source: 'names.sort((a, b) => a.localeCompare(b))', found: 'localeCompare' },
    ])
    .run(({ assert }, { source, found }) => {
      assert.deepEqual(impurities(source), [found])
      assert.deepEqual(impurities(`// ${source}`), [])
    })
})
