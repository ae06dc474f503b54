import type { HttpContext } from '@adonisjs/core/http'
import { throttle } from '#shared/http/throttle'
import { beforeOf } from './feed_page.js'
import { listPage } from './list_page.js'
import { searchPage, searchPeople } from './search.js'
import { foldTag } from './tags.js'

const LONGEST = 200

const EACH_MINUTE = { tries: 120, seconds: 60, inGroups: true }

/** Finding posts by their words, and people by their names. */
export default class SearchController {
  async handle(ctx: HttpContext) {
    const reader = ctx.auth.getUserOrFail()
    const asked = ctx.request.input('q')
    const question = typeof asked === 'string' ? asked.trim().slice(0, LONGEST) : ''
    if (/^#[\p{L}\p{N}_]+$/u.test(question)) {
      const tag = encodeURIComponent(foldTag(question.slice(1)))
      return ctx.response.redirect().status(303).toPath(`/tags/${tag}`)
    }
    await throttle('search', [`person:${reader.id}`], EACH_MINUTE)
    const before = beforeOf(ctx.request.input('before'))
    const list =
      question === '' ? { rows: [], before: null } : await searchPage(question, reader, before)
    const values = { question }
    return listPage(ctx, list, {
      title: ctx.i18n.t('feed.search.title', values),
      path: `/search?q=${encodeURIComponent(question)}`,
      empty: {
        title: ctx.i18n.t('feed.search.empty', values),
        text: ctx.i18n.t('feed.search.empty_sentence', values),
      },
      section: 'feed',
      template: 'feed/search',
      state: {
        question,
        people: question === '' || before ? [] : await searchPeople(question, reader.id),
      },
    })
  }
}
