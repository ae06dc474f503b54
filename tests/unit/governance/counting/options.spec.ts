import { readFileSync } from 'node:fs'
import { test } from '@japa/runner'
import { countFile } from '#governance/counting/count_file'
import { OPTION_NAMES, type CountOptions } from '#governance/counting/count_options'
import { COUNTING_METHODS } from '#governance/counting/counting_methods'
import { METHODS, type Method } from '#governance/methods/transcript'

const sample = (name: string) =>
  readFileSync(new URL(`../../../fixtures/ballots/${name}`, import.meta.url), 'utf8')

/** A small file for each method. */
const FILES: Record<Method, { name: string; text: string }> = {
  'scottish-stv': { name: 'three.blt', text: sample('three_moderators.blt') },
  'meek-stv': { name: 'three.BLT', text: sample('three_moderators.blt') },
  'irv': { name: 'three.blt', text: sample('three_moderators.blt') },
  'schulze': { name: 'charter.blt', text: sample('charter_drafts.blt') },
  'majority-judgment': { name: 'form.csv', text: sample('legal_form.csv') },
  'approval': { name: 'day.json', text: sample('mayors_day.json') },
  'motion': { name: 'motion.csv', text: 'choix\npour\npour\ncontre\n' },
  'consent': {
    name: 'consent.json',
    text: JSON.stringify({
      ...{ kind: 'consent', title: '', textVersion: 1, objections: [] },
      papers: [{ papers: 3, answer: 'consent', textVersion: 1 }],
    }),
  },
  'equal-shares': {
    name: 'street.pb',
    text: [
      'META\nkey;value\nbudget;100\nvote_type;approval\nnum_projects;2\nnum_votes;2',
      'PROJECTS\nproject_id;cost;name\nbench;60;Bench\ntree;40;Tree',
      'VOTES\nvoter_id;vote\n1;bench,tree\n2;tree\n',
    ].join('\n'),
  },
}

function attempt(method: Method, options: CountOptions = {}) {
  const result = countFile({ ...FILES[method], method, options })
  if (result.ok) return { transcript: result.value.transcript, why: null }
  const { refusal } = result
  return { transcript: null, why: refusal.from === 'options' ? refusal.key : refusal.fault.key }
}

const declared = (method: Method, options: CountOptions = {}) =>
  attempt(method, options).transcript?.parameters

test.group('What is said beside a file', () => {
  test('{$self} counts its file, and writes its rules whether said or not')
    .with([...METHODS])
    .run(({ assert }, method) => {
      const { transcript, why } = attempt(method)
      assert.isNull(why)
      assert.equal(transcript?.method, method)
      assert.includeMembers(Object.keys(transcript ?? {}), [
        ...['method', 'version', 'parameters', 'candidates', 'seats', 'ballots'],
        ...['stages', 'winners', 'tied'],
      ])
      for (const { n, action, elected, excluded } of transcript?.stages ?? []) {
        assert.isNumber(n)
        assert.isString(action)
        assert.isArray(elected)
        assert.isArray(excluded)
      }
    })

  test('{$self} refuses every option that means nothing to it')
    .with([...METHODS])
    .run(({ assert }, method) => {
      const known = COUNTING_METHODS[method].options
      assert.isNotEmpty(known)
      for (const name of OPTION_NAMES.filter((one) => !known.includes(one))) {
        assert.equal(attempt(method, { [name]: '1' }).why, 'counting.faults.useless', name)
      }
    })

  test('seats are those of the file unless said', ({ assert }) => {
    assert.equal(attempt('scottish-stv').transcript?.seats, 3)
    assert.equal(attempt('scottish-stv', { seats: '2' }).transcript?.seats, 2)
    assert.equal(attempt('irv').transcript?.seats, 1)
    assert.equal(attempt('irv', { seats: '3' }).why, 'counting.faults.one_seat')
    assert.equal(attempt('meek-stv', { seats: '0' }).why, 'counting.faults.whole')
    const table = { name: 'ranks.csv', text: 'Awa,Driss\n1,2\n', method: 'scottish-stv' }
    const missing = countFile({ ...table, options: {} })
    assert.deepInclude(missing.ok ? {} : missing.refusal, { key: 'counting.faults.seats_missing' })
    assert.isTrue(countFile({ ...table, options: { seats: '1' } }).ok)
  })

  test('papers that are not filled in plainly are read as said', ({ assert }) => {
    const asked = { 'overvote': 'skip', 'empty-rank': 'skip' }
    assert.containsSubset(declared('irv'), { overvote: 'exhaust', emptyRank: 'exhaust' })
    assert.containsSubset(declared('irv', asked), { overvote: 'skip', emptyRank: 'skip' })
    assert.equal(attempt('irv', { overvote: 'both' }).why, 'counting.faults.one_of')
  })

  test('who is not ranked is last, unless the file or an option says otherwise', ({ assert }) => {
    const unranked = (text: string, options: CountOptions = {}) => {
      const result = countFile({ name: 'a.cvotes', text, method: 'schulze', options })
      return result.ok ? result.value.transcript.parameters.unranked : null
    }
    assert.equal(unranked('A > B\nB'), 'last')
    assert.equal(unranked('#/Implicit Ranking: false\nA > B\nB'), 'ignored')
    assert.equal(unranked('#/Implicit Ranking: false\nA > B\nB', { unranked: 'last' }), 'last')
  })

  test('the status quo is one of the options', ({ assert }) => {
    assert.equal(declared('schulze', { 'status-quo': '4' })?.statusQuo, 4)
    assert.equal(attempt('schulze', { 'status-quo': '5' }).why, 'counting.faults.status_quo')
  })

  test('grades are named worst first, or only counted', ({ assert }) => {
    const grades = (found?: string) => {
      const result = countFile({
        ...FILES['majority-judgment'],
        ...{ method: 'majority-judgment', options: { grades: found } },
      })
      return result.ok && result.value.kind === 'merit' ? result.value.transcript.grades : null
    }
    assert.deepEqual(grades()?.at(0), 'À rejeter')
    assert.deepEqual(grades('nul, mauvais, passable, moyen, bien; TRÈS BIEN')?.at(-1), 'TRÈS BIEN')
    assert.equal(attempt('majority-judgment', { grades: 'a,A' }).why, 'counting.faults.grades')
    assert.equal(attempt('majority-judgment', { grades: '1' }).why, 'counting.faults.grades')
    assert.equal(attempt('majority-judgment', { grades: '101' }).why, 'counting.faults.grades')
    // “Bien” is the name of none of six grades that are only counted.
    assert.equal(attempt('majority-judgment', { grades: '6' }).why, 'csv_grade')
  })

  test('a lot order names everybody once', ({ assert }) => {
    assert.deepEqual(declared('schulze', { 'lot-order': '2, 1;4 3' })?.lotOrder, [2, 1, 4, 3])
    for (const wrong of ['2,1', '1,2,3,3', '1,2,3,5', 'Awa']) {
      assert.equal(attempt('schulze', { 'lot-order': wrong }).why, 'counting.faults.lot_order')
    }
  })

  test('a budget and its increment are amounts', ({ assert }) => {
    assert.containsSubset(declared('equal-shares'), { budget: '100', increment: '1' })
    const asked = { budget: '60.50', increment: '0.01', utility: 'cardinality', completion: 'none' }
    assert.containsSubset(declared('equal-shares', asked), { ...asked, budget: '60.5' })
    for (const wrong of [{ budget: '-1' }, { budget: 'lots' }, { increment: '0' }]) {
      assert.equal(attempt('equal-shares', wrong).why, 'counting.faults.amount')
    }
  })

  test('the method and the end of the file’s name must be known, and go together', ({ assert }) => {
    const why = (name: string, method: string) => {
      const result = countFile({ name, text: '', method, options: {} })
      return result.ok || result.refusal.from !== 'options' ? null : result.refusal.key
    }
    assert.equal(why('a.blt', 'dice'), 'counting.faults.method')
    assert.equal(why('a.txt', 'irv'), 'counting.faults.format')
    assert.equal(why('blt', 'irv'), 'counting.faults.format')
    assert.equal(why('a.pb', 'irv'), 'counting.faults.format_of_method')
    const other = countFile({ ...FILES.approval, method: 'motion', options: {} })
    assert.deepInclude(other.ok ? {} : other.refusal, { key: 'counting.faults.kind' })
  })
})
