import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import i18nManager from '@adonisjs/i18n/services/main'

const LOCALES = ['fr', 'en'] as const

/** Keys made of a variable part, by their beginning: each is completed by a closed list of code. */
const COMPLETED_BY_CODE = [
  'moderation.breaches.',
  'moderation.acts.',
  'moderation.letter.',
  'moderation.conflicts.',
  'moderation.subjects.',
  'moderation.report.refusals.',
  'moderation.report.needs.',
  'moderation.case.refusals.',
  'moderation.case.needs.',
  'moderation.case.grounds.',
  'moderation.case.by.',
  'moderation.appeal.',
  'moderation.jury.refusals.',
  'moderation.mine.',
  'moderation.receipt.stages.',
  'moderation.log.',
  'moderation.transparency.',
  'moderation.year.',
  'moderation.gate.',
  'text_files.',
  'counting.',
  'counting_motion.',
  'counting_schulze.',
  'counting_judgment.',
  'counting_approval.',
  'counting_consent.',
  'counting_budget.',
  'rulebook.',
  'roles.',
  'notices.',
  'errors.',
  'validation.messages.',
  'letters.',
  'ui.',
  'membership.forms.',
  'membership.standing.',
  'membership.history.',
  'membership.surplus.',
  'membership.dues.recurring_',
  'membership.refusals.',
  'membership.attestation.',
  'membership.register.',
  'membership.mine.awaited_',
  'shares.states.',
  'shares.withdrawal_states.',
  'shares.causes.',
  'shares.refusals.',
  'shares.form.',
  'shares.certificate.',
  'gifts.campaign.',
  'gifts.outcome.',
  'gifts.surplus.',
  'gifts.promise.',
  'gifts.natures.',
  'gifts.in_kind_standing.',
  'gifts.reads.list.',
  'gifts.kinds.',
  'gifts.standing.',
  'gifts.refusals.',
  'feed.photo_refusals.',
  'feed.post_refusals.',
  'feed.comment_refusals.',
  'feed.post.photo_state.',
  'feed.held.intro_',
  'people.join.',
  'people.confirm.wrong_',
  'people.security.by.',
  'people.invitations.standing.',
  'people.passkeys.refusals.',
  'people.spans.',
  'people.quarter_refusals.',
  'people.filter_refusals.',
  'desk.',
  'treasury_exports.',
  'treasury.',
  'treasury_entries.',
  'treasury_exports.',
  'payments.',
  'offline.kinds.',
  'offline.reversals.',
  'offline.refusals.',
  'web.charter.',
  'web.credits.',
  'web.privacy.',
  'web.legal.form.',
  'web.legal.language.',
  'network.forms.',
  'proof.how.',
  'proof.kinds.',
  'proof.faults.',
  'network.accents.',
  'network.facts.',
  'network.settings.',
  'results.methods.',
  'results.table.',
  'results.gallery.',
  'results.motion.',
  'results.consent.',
  'results.budget.',
  'results.approval.',
  'rule_form.fields.',
  'rule_form.options.',
  'rule_form.refusals.',
  'ballot_files.',
  'decide.',
  'emergency.',
  'mandates.',
]

function messages(locale: string): Map<string, string> {
  const flat = new Map<string, string>()
  const walk = (value: unknown, path: string) => {
    if (typeof value === 'string') flat.set(path, value)
    else for (const [key, inner] of Object.entries(value as object)) walk(inner, `${path}.${key}`)
  }
  const folder = app.languageFilesPath(locale)
  for (const file of readdirSync(folder)) {
    walk(JSON.parse(readFileSync(join(folder, file), 'utf8')), file.replace('.json', ''))
  }
  return flat
}

function sources(folder: string, ending: string): string[] {
  return readdirSync(app.makePath(folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => readFileSync(app.makePath(folder, name), 'utf8'))
}

const parameters = (message: string) =>
  [...new Set([...message.matchAll(/\{\s*([a-z]\w*)\s*(?=[,}])/g)].map(([, name]) => name))].sort()

const views = () => sources('resources/views', '.edge').join('\n')
const code = () => sources('app', '.ts').join('\n')

/** Keys written whole, in a view or in code. */
function keysSaid(): string[] {
  const calls = /\bt\(\s*'([a-z0-9_.]+)'/g
  return [...`${views()}\n${code()}`.matchAll(calls)].map(([, key]) => key ?? '')
}

test.group('Sentences', () => {
  test('are the same set in both languages, with the same blanks to fill', ({ assert }) => {
    const [french, english] = [messages('fr'), messages('en')]
    assert.deepEqual([...french.keys()].sort(), [...english.keys()].sort())
    for (const [key, message] of french) {
      // A rule's words hold words in braces; tests/unit/rulebook compares them by saying them.
      if (key.startsWith('rulebook.')) continue
      assert.deepEqual(parameters(english.get(key) ?? ''), parameters(message), key)
    }
  })

  test('that a page or the code asks for exist', ({ assert }) => {
    const french = messages('fr')
    const keys = keysSaid()
    assert.isAbove(keys.length, 120)
    assert.deepEqual([...new Set(keys.filter((key) => !french.has(key)))], [])
  })

  test('left by a redirect exist, one for each notice of the code', ({ assert }) => {
    const french = messages('fr')
    const left = [...code().matchAll(/leaveNotice\(\s*\w+,\s*'([a-z_]+)'/g)].map(([, key]) => key)
    assert.isAbove(left.length, 10)
    assert.deepEqual(
      left.filter((key) => !french.has(`notices.${key}`)),
      []
    )
  })

  test('are all said somewhere', ({ assert }) => {
    const said = new Set(keysSaid())
    const everything = `${views()}\n${code()}`
    const silent = [...messages('fr').keys()].filter(
      (key) =>
        !said.has(key) &&
        !everything.includes(`'${key}'`) &&
        !COMPLETED_BY_CODE.some((start) => key.startsWith(start))
    )
    assert.deepEqual(silent, [])
  })

  test('parse, whatever fills their blanks: {$self}')
    .with([...LOCALES])
    .run(({ assert }, locale) => {
      const i18n = i18nManager.locale(locale)
      for (const [key, message] of messages(locale)) {
        const values = Object.fromEntries(parameters(message).map((name) => [name, 2]))
        assert.doesNotThrow(() => i18n.t(key, values), key)
      }
    })

  test('in French are typeset: curly apostrophes, no breakable space before a sign', ({
    assert,
  }) => {
    for (const [key, message] of messages('fr')) {
      const said = message.replace(/\{[^{}]*\}/g, '')
      assert.notMatch(said, /\p{L}'\p{L}/u, key)
      assert.notMatch(said, / [:;!?»]/, key)
      assert.notMatch(said, /« /, key)
    }
  })

  test('have one name for each thing: a post is a “publication”, never a message', ({ assert }) => {
    for (const [key, message] of messages('fr')) {
      assert.notMatch(message.replace('messages privés', ''), /message/i, key)
    }
    for (const [key, message] of messages('en')) assert.notMatch(message, /\brepl(y|ies)\b/i, key)
  })

  test('in French suppose nothing of who reads: no masculine after “vous êtes”', ({ assert }) => {
    const masculine = /vous êtes (dé)?(connecté|inscrit|invité|abonné)(?![\p{L}])|^Invité par/iu
    for (const [key, message] of messages('fr')) assert.notMatch(message, masculine, key)
  })

  test('stand in the language files only, never in a view', ({ assert }) => {
    const folder = app.makePath('resources/views')
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
      (name) => name.endsWith('.edge') && !name.endsWith('gallery.edge')
    )
    for (const name of names) {
      const text = readFileSync(join(folder, name), 'utf8')
        .replace(/\{\{--[\s\S]*?--\}\}/g, '')
        .replace(/\{\{\{?[\s\S]*?\}?\}\}/g, '')
        .replace(/<style[\s\S]*?<\/style>/g, '')
        .replace(/^\s*@.*$/gm, '')
        .replace(/<[^>]*>/g, '\n')
      assert.notMatch(text, /[A-ZÀ-Ý]?[a-zà-ÿ]{2,} [a-zà-ÿ]{2,} [a-zà-ÿ]{2,}/, name)
    }
  })
})
